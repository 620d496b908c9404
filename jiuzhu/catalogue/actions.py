"""Keep a catalogue before anything is asked by it; propose a change, publish it as a second person, withdraw it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from jiuzhu.catalogue.change import Change, home_of, written_of
from jiuzhu.catalogue.edition import InForce, in_force
from jiuzhu.catalogue.fit import before_of, fit
from jiuzhu.catalogue.models import CatalogueChange, CatalogueEdition, CataloguePress
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

MAY_PROPOSE = (Role.VERIFIER, Role.COUNTY)
MAY_PUBLISH = (Role.COUNTY,)
COUNTY_DIGITS = 6


@action("catalogue.keep")
def keep(now: InForce, *, by: Scope) -> CatalogueEdition:
    """Store a catalogue's texts under its hash; the same texts again are the same row."""
    return CatalogueEdition.objects.get_or_create(hash=now.table.hash, defaults={"texts": dict(now.texts)})[0]


def keep_current(*, by: Scope) -> str:
    """The hash of the catalogue in force, which is in the archive from now on. Within an act."""
    now = in_force()
    if not CatalogueEdition.objects.filter(hash=now.table.hash).exists():
        keep(now, by=by)
    return now.table.hash


@action("catalogue.propose")
def propose(changes: Sequence[Change], reason: str, on: date, *, by: Scope) -> CatalogueChange:
    """Propose entries of the catalogue; nothing changes until they are published.

    Raises Refused outside place and duty, without a reason, for what does not fit the catalogue in force (with the place
    of the fault), or where the same change waits already.
    """
    home = county_of(by)
    if not reason.strip():
        raise Refused("reason_missing", "请写明为什么改：依据哪份文件、哪个部门的函，或者更正什么错误。")
    _take_the_press()
    before = in_force()
    fit(before, changes)
    changes = [_placed(before, one) for one in changes]
    digest = digest_of(changes)
    if CatalogueChange.objects.filter(digest=digest, sequence=None, ended_on=None).exists():
        raise Refused("catalogue_change_waits", "同样的改动已经有人提出，正在等复核，不用再提一次。")
    return CatalogueChange.objects.create(
        region_code=home,
        changes=[one.as_json() for one in changes],
        before=before_of(changes),
        digest=digest,
        reason=reason.strip()[:500],
        author=by.actor,
        author_name=by.name,
        proposed_on=on,
        before_hash=before.table.hash,
    )


@action("catalogue.publish")
def publish(change_id: int, on: date, *, by: Scope) -> CatalogueChange:
    """Publish a change as a second person: from now on it is part of the catalogue in force.

    Publications queue up, and each is checked again upon the one before; an entry that was published otherwise since it
    was proposed is refused. The same publication again is the same row.
    """
    _take_the_press()
    row = _waiting(change_id, by, may_be_published=True)
    if row.sequence is not None:
        return row
    if row.author == by.actor:
        raise Refused("same_officer", "提出和复核发布不能是同一个人，请另一位同事复核。")
    changes = [Change.from_json(one) for one in row.changes]
    if before_of(changes) != row.before:
        raise Refused("changed_since", "这一项在提出以后已经发布过别的写法。请退回，照现在的写法另提一份。")
    before = in_force()
    after = fit(before, changes)
    last = CatalogueChange.objects.aggregate(last=Max("sequence"))["last"] or 0
    keep(before, by=by)
    keep(after, by=by)
    row.sequence, row.published_on = last + 1, on
    row.publisher, row.publisher_name = by.actor, by.name
    row.before_hash, row.edition_hash = before.table.hash, after.table.hash
    row.save()
    return row


@action("catalogue.withdraw")
def withdraw(change_id: int, reason: str, on: date, *, by: Scope) -> CatalogueChange:
    """Take a proposal back as its author, or refuse it as the one who was to publish it; with the reason."""
    row = _waiting(change_id, by, may_be_published=False)
    if not reason.strip():
        raise Refused("reason_missing", "请写明为什么撤回或退回，提出人和以后查阅的人都要看得懂。")
    row.ended_by, row.ended_name, row.ended_on = by.actor, by.name, on
    row.end_reason = reason.strip()[:300]
    row.save(update_fields=["ended_by", "ended_name", "ended_on", "end_reason"])
    return row


def county_of(by: Scope) -> str:
    """The county for which an officer may propose. Raises Refused for anybody else."""
    for role, code in by.duties:
        if role in MAY_PROPOSE and len(code) == COUNTY_DIGITS:
            return code
    raise Refused("not_in_scope", "核对目录由区县的核对岗或区级审核提出改动，您现在的岗位办不了。")


def digest_of(changes: Sequence[Change]) -> str:
    """SHA-256 of the canonical JSON of a change."""
    told = [one.as_json() for one in changes]
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _waiting(change_id: int, by: Scope, *, may_be_published: bool) -> CatalogueChange:
    row = CatalogueChange.objects.select_for_update().filter(pk=change_id).first()
    if row is None:
        raise Refused("no_such_change", f"没有编号为 {change_id} 的目录改动，请从列表进入。")
    if row.author != by.actor or may_be_published:
        by.demand(row.region_code, *MAY_PUBLISH)
    if row.ended_on or (row.sequence is not None and not may_be_published):
        how = {"published": "已经发布，写错了请另提一份", "withdrawn": "已经撤回", "refused": "已经退回"}[
            row.state
        ]
        raise Refused("change_done", f"这份改动{how}。请刷新页面再看。")
    return row  # fmt: skip


def _placed(before: InForce, change: Change) -> Change:
    """The change as it is kept: in the file where its entry stands, without blank lines around it."""
    return Change(home_of(before.texts, change.path, change.code), change.code, written_of(change))


def _take_the_press() -> None:
    """Wait for whoever proposes or publishes now; the lock is held to the end of the act."""
    CataloguePress.objects.get_or_create(pk=1)
    CataloguePress.objects.select_for_update().get(pk=1)
