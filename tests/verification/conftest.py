"""A family of three in 三角镇, departments that say what a test lets them say, and a worker."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from jiuzhu.assessment import actions as assessment
from jiuzhu.gateways.envelope import Reply
from jiuzhu.jobs.queue import work_once
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household, register_person
from jiuzhu.registry.kinds import Area, Relation
from jiuzhu.vault.seal import reveal
from jiuzhu.verification import actions
from jiuzhu.verification.models import Query
from tests.standing import standing

BY = Scope.system("test")
CLERK = Scope("officer", "officer:7", "王璐", (("clerk", "500110101"),), login_id=7)
CASE = "SJ-2026-0398"
ON = date(2026, 11, 12)
NOON = datetime(2026, 11, 12, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
UNTIL = date(2027, 11, 11)
EVERYTHING = ("government", "financial", "payment")
FATHER, MOTHER, CHILD, UNCLE = (
    with_check_digit(head)
    for head in ("50022219870312901", "50022219880603902", "50011020160420903", "50022219600101905")
)


@standing
def family_of_three():
    members = [
        NewMember("李建国", FATHER, Relation.SELF),
        NewMember("瞿朝英", MOTHER, Relation.SPOUSE),
        NewMember("李小川", CHILD, Relation.CHILD),
    ]
    return register_household(members, "500110101001", Area.RURAL, "1号", date(2026, 11, 1), by=BY)


@pytest.fixture
def family(db):
    """Father, mother and a child of ten."""
    return family_of_three()


@pytest.fixture
def father(family):
    return family.head


@pytest.fixture
def uncle(db):
    """A supporter who lives elsewhere."""
    return register_person(NewMember("李建军", UNCLE, Relation.OTHER), ON, by=BY)


@pytest.fixture
def consent():
    """A consent of a person; the record's number is enough here."""

    def give(person, kinds=EVERYTHING, until=UNTIL, record=1, **more):
        return actions.authorise(person, record, kinds, ON, until, by=BY, **more)

    return give


@dataclass
class Departments:
    """Says `says[source]` about whoever is asked: a list of records, or an outcome. `asked` are the questions put."""

    says: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def ask(self, question):
        self.asked.append(question)
        return self._told(question)

    def _told(self, question):
        told = self.says.get(question.source, [])
        if not isinstance(told, list):
            return told
        mine = [
            {"id_number": question.id_numbers[0]} | each
            for each in told
            if each.get("of", question.id_numbers[0]) in question.id_numbers
        ]
        return Reply(
            question.request_no,
            question.on,
            tuple({k: v for k, v in row.items() if k != "of"} for row in mine),
        )

    collect = ask

    def ask_through(self, hub, questions):
        self.asked.append(replace(questions[0], source=hub))
        return {each.request_no: self._told(each) for each in questions}


@pytest.fixture
def departments():
    return Departments()


@pytest.fixture
def work(departments):
    """Run every job that is due at a moment; the number of jobs run."""

    def run(at=NOON):
        def perform(payload):
            actions.perform_query(payload, at=at, connector=departments)

        count = 0
        while work_once({actions.JOB: perform}, now=at):
            count += 1
        return count

    return run


@pytest.fixture
def ask(family):
    """Ask for the family's case; `only` some sources."""
    return lambda *only, case=CASE, on=ON, **more: (
        actions.ask(case, family, "apply", on, by=CLERK, only=only or None, **more).queries
    )


@pytest.fixture
def declare():
    """The family says a fact."""
    return lambda person, key, value: assessment.claim(
        CASE, person and person.pk, key, value, "declared", "SQ-1", ON, ON, by=BY
    )


def state(person, source, case=CASE):
    return Query.objects.filter(case_no=case, person=person, source=source).latest("pk").state


def number_of(person):
    return reveal(person, "id_number")


def tax(month, fen, of=FATHER):
    return {"of": of, "item": "wage", "payer": "某物流公司", "month": month, "income_fen": fen, "tax_fen": 0}


def account(fen, of=FATHER):
    return {
        "of": of,
        "kind": "活期",
        "number": "6217000000000431",
        "balance_fen": fen,
        "opened_on": "2019-04-01",
    }
