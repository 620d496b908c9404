"""Begin a round over the families of a place; pause it, and let it go on."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q

from jiuzhu.assessment.models import Determination
from jiuzhu.catalogue.edition import current
from jiuzhu.jobs.queue import enqueue
from jiuzhu.kernel.moments import start_of
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.queries import newest_by_source
from jiuzhu.org.kinds import Role, prefix
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.kinds import ROUND, State, Trigger
from jiuzhu.recheck.models import Line, Round
from jiuzhu.registry.models import Household, Standing
from jiuzhu.trail.record import action

MAY = (Role.VERIFIER, Role.COUNTY)
BATCH = 1000


@action("recheck.begin")
def begin(
    region_code: str,
    trigger: Trigger,
    on: date,
    *,
    by: Scope,
    key: str = "",
    template: str = "review",
    only: Collection[int] | None = None,
) -> Round:
    """Begin to lay every family on the register of a place beside the newest deliveries; `only` these households.

    The same place, trigger and `key` (the day, where none is given) again is the same round. Its families and the
    deliveries it rests on are written down now. Raises Refused outside place and duty, and where nothing was ever
    delivered. Ground: 社会救助法 第四十六条（定期核查）; money only under each person's live consent.
    """
    if by.kind == "officer":
        by.demand(region_code, *MAY)
    key = key or on.isoformat()
    known = Round.objects.filter(region_code=region_code, trigger=trigger, key=key).first()
    if known:
        return known
    deliveries = newest_by_source()
    if not deliveries:
        raise Refused(
            "nothing_delivered", "还没有任何部门送来数据，没有可以对照的。请先在“数据送达”里收一批。"
        )
    table = current()
    families = _families(region_code, Month.of(on), only)
    row = Round.objects.create(
        region_code=region_code,
        trigger=trigger,
        key=key,
        purpose=table.templates[template].purpose,
        template=template,
        on=on,
        begun_by=by.actor,
        state=State.RUNNING if families else State.DONE,
        deliveries=deliveries,
        catalogue=table.hash,
        families=len(families),
    )
    lines = [Line(round=row, household_id=household, case_no=case_no) for household, case_no in families]
    Line.objects.bulk_create(lines, batch_size=BATCH)
    if families:
        enqueue(ROUND, f"{row.pk}.0", {"round": row.pk}, due_at=start_of(on))
    return row


@action("recheck.pause")
def pause(round_id: int, *, by: Scope) -> Round:
    """Let a round rest; what it has looked at stays. Raises Refused when it is not running."""
    row = _locked(round_id, by)
    if row.state != State.RUNNING:
        raise Refused("not_running", f"这一轮现在是“{State(row.state).label}”，不用暂停。")
    row.state = State.PAUSED
    row.save(update_fields=["state"])
    return row


@action("recheck.resume")
def resume(round_id: int, at: datetime, *, by: Scope) -> Round:
    """Let a paused round go on where it stopped. Raises Refused when it is not paused."""
    row = _locked(round_id, by)
    if row.state != State.PAUSED:
        raise Refused("not_paused", f"这一轮现在是“{State(row.state).label}”，没有暂停。")
    row.state = State.RUNNING
    row.save(update_fields=["state"])
    enqueue(ROUND, f"{row.pk}.resumed.{at.isoformat()}", {"round": row.pk}, due_at=at)
    return row


def _locked(round_id: int, by: Scope) -> Round:
    row = Round.objects.select_for_update().get(pk=round_id)
    by.demand(row.region_code, *MAY)
    return row


def _families(region_code: str, month: Month, only: Collection[int] | None) -> list[tuple[int, str]]:
    """Households with a standing in this month, each with the case of its newest determination."""
    standing = Standing.objects.filter(
        Q(until_month=None) | Q(until_month__gt=month.number), from_month__lte=month.number
    ).values("household")
    homes = Household.objects.filter(region_code__startswith=prefix(region_code), pk__in=standing)
    chosen = set(homes.values_list("pk", flat=True))
    if only is not None:
        chosen &= set(only)
    rows = Determination.objects.filter(household__in=homes.values("pk")).order_by("pk")
    newest = dict(rows.values_list("household", "case_no"))
    return sorted((household, newest[household]) for household in chosen if household in newest)
