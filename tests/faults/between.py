"""A request to another county of the same installation, and its answer, made ready to be killed."""

from jiuzhu.jobs.models import Job
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Area, Relation
from jiuzhu.verification.actions import authorise
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.actions import Centre
from jiuzhu.verification.assist.actions.exchange import take_message
from jiuzhu.verification.assist.kinds import State
from jiuzhu.verification.assist.telling import message
from jiuzhu.verification.models import Answer, Query, Report
from tests.verification.assist import conftest as assist
from tests.verification.conftest import BY, CASE, NOON, ON, UNTIL


def drafted() -> None:
    """A request about one man, who has consented."""
    assist.open_centres()
    man = NewMember("李建国", with_check_digit("50022219870312901"), Relation.SELF)
    family = register_household([man], "500110101001", Area.RURAL, "1号", ON, by=BY)
    authorise(family.head, 1, ["government"], ON, UNTIL, by=BY)
    wanted = [(family.head_id, assist.PENSION)]
    actions.draft(
        CASE, family, Centre(assist.ASKED), wanted, "养老金在那里领", assist.UNTIL, ON, by=assist.HE, days=10
    )


def send() -> object:
    return actions.send(assist.NUMBER, ON, by=assist.HE)


def is_sent() -> bool:
    return (Query.objects.count(), Job.objects.count(), assist.out().state) == (1, 1, State.SENT)


def answered() -> None:
    """The asked county has answered, and nobody has told it yet."""
    drafted()
    send()
    take_message(message(assist.out(), ON), assist.ASKING, NOON, by=BY)
    assist.answer(assist.NUMBER, assist.year_of_pension())


def hear() -> object:
    return take_message(message(assist.came(), ON), assist.ASKED, NOON, by=BY)


def is_heard() -> bool:
    done = assist.out().state == State.DONE
    return done and Answer.objects.count() == 1 and Report.objects.count() == 2
