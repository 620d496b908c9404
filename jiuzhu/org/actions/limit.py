"""Count what may be done a few times only, in rows that all processes share."""

from datetime import datetime, timedelta

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions.structure import Loaded
from jiuzhu.org.kinds import Limit
from jiuzhu.org.models import Tally
from jiuzhu.org.queries import is_full, tally_key
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action


@action("org.count")
def count(limit: Limit, what: str, at: datetime, *, by: Scope) -> Tally:
    """Count one more try of `what` (a name, an address). Full, the limit lasts from this moment; then it is not counted on."""
    ends = at + timedelta(minutes=limit.minutes)
    tally = Tally.objects.select_for_update(of=("self",)).get_or_create(
        limit=limit.name, key=tally_key(limit, what), defaults={"until_at": ends}
    )[0]
    if tally.until_at <= at:
        tally.count, tally.until_at = 0, ends
    if tally.count < limit.most:
        tally.count += 1
        tally.until_at = ends if tally.count == limit.most else tally.until_at
        tally.save(update_fields=["count", "until_at"])
    return tally


@action("org.spend")
def spend(limit: Limit, what: str, at: datetime, words: str, *, by: Scope) -> Tally:
    """Count one more try of `what` that is let through. Raises Refused with `words` when the limit is full."""
    Tally.objects.select_for_update(of=("self",)).filter(limit=limit.name, key=tally_key(limit, what)).first()
    if is_full(limit, what, at):
        raise Refused("too_many", words)
    return count(limit, what, at, by=by)


@action("org.forgive")
def forgive(limit: Limit, what: str, *, by: Scope) -> Loaded:
    """Forget what was counted of `what`: it went right."""
    return Loaded("limits", Tally.objects.filter(limit=limit.name, key=tally_key(limit, what)).delete()[0])


@action("org.forget_tallies")
def forget_tallies(at: datetime, *, by: Scope) -> Loaded:
    """Delete what is over."""
    return Loaded("limits", Tally.objects.filter(until_at__lte=at).delete()[0])
