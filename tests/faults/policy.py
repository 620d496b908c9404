"""A new standard on its way, for those who kill it and those who race for it."""

from datetime import UTC, date, datetime

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.casework.actions import recalculate
from jiuzhu.casework.kinds import Need, Progress
from jiuzhu.casework.models import Recalculation, Reckoning
from jiuzhu.editions import actions as editions
from jiuzhu.editions.models import Amendment
from jiuzhu.editions.queries import current
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment as Change
from jiuzhu.policy.amend import NumberChange, Source
from tests.casework import conftest as casework

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
PAPER = Source("渝民规〔2026〕9号", "重庆市民政局关于调整最低生活保障等标准的通知（2026）")
DENG = Scope("officer", "officer:901", "邓文斌", ((Role.POLICY, "500000"),), login_id=901)
YE = Scope("officer", "officer:902", "叶琳", ((Role.POLICY, "500000"),), login_id=902)


def propose(value: int = 80_000, since: date = NOVEMBER) -> Amendment:
    change = Change((NumberChange("standard_fen", "500000", "urban", value, since, PAPER),))
    return editions.propose(change, "执行市局通知", casework.DECIDED, by=DENG)


def publish(amendment_id: int | None = None) -> Amendment:
    chosen = amendment_id or Amendment.objects.latest("pk").pk
    return editions.publish(chosen, casework.DECIDED, by=YE)


def is_published() -> bool:
    row = Amendment.objects.get()
    return row.sequence == 1 and current().hash == row.edition_hash


def awarded() -> None:
    """周明贵's family is on the register, and a new standard is published and found."""
    way = casework.way_of_three(casework.open_town())
    way.to_notice()
    way.prove()
    way.confirm()
    propose()
    recalculate.begin(publish(), casework.DECIDED, by=casework.SETUP)


def reckon() -> Recalculation:
    return recalculate.reckon_chunk(Recalculation.objects.get().pk, casework.DECIDED, by=casework.SETUP)


def is_reckoned() -> bool:
    row, reckoning = Recalculation.objects.get(), Reckoning.objects.get()
    return row.reached == Award.objects.get().pk and reckoning.need == Need.RAISE


def reckoned() -> None:
    awarded()
    reckon()


def press(name: str) -> Recalculation:
    """Confirm the raises as one of the town's officers."""
    by = Scope.of(Login.objects.get(username=name), casework.DECIDED)
    return actions.confirm_reckonings(Recalculation.objects.get().pk, Need.RAISE, casework.DECIDED, AT, by=by)


def pressed() -> None:
    reckoned()
    press("wang")


def carry_out() -> None:
    actions.carry_out({"reckoning": Reckoning.objects.get().pk}, at=AT)


def is_carried_out() -> bool:
    row = Reckoning.objects.get()
    old, new = Award.objects.order_by("pk")
    return row.progress == Progress.DONE and (old.monthly_fen, new.monthly_fen) == (111_000, 120_000)
