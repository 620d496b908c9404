"""Keep an edition before it decides anything; propose a change of the law, publish it as a second person, withdraw it."""

import hashlib
import json
from datetime import date

from django.db.models import Max

from jiuzhu.editions.fit import fit
from jiuzhu.editions.models import Amendment, Edition, Press
from jiuzhu.editions.queries import current, value_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment as Change
from jiuzhu.policy.amend import describe
from jiuzhu.policy.amend.describe import effects_as_json
from jiuzhu.policy.edition import Edition as EditionText
from jiuzhu.trail.record import action

MAY_PUBLISH = (Role.POLICY, Role.COUNTY)


@action("editions.keep")
def keep(edition: EditionText, *, by: Scope) -> Edition:
    """Store an edition's full text under its hash; the same text again is the same row."""
    return Edition.objects.get_or_create(hash=edition.hash, defaults={"texts": dict(edition.texts)})[0]


@action("editions.propose")
def propose(change: Change, reason: str, on: date, *, by: Scope) -> Amendment:
    """Propose a change of the law of places that the proposer's post reaches; it changes nothing until it is published.

    Raises Unfit with the faults of the change, and Refused outside place and duty, without a reason, or where the same
    change waits already.
    """
    for region in change.regions:
        by.demand(region, Role.POLICY)
    if not reason.strip():
        raise Refused("reason_missing", "请写明为什么改：执行哪份文件、哪次会议，或者更正什么错误。")
    before = current()
    fit(before, change)
    digest = digest_of(change)
    if Amendment.objects.filter(digest=digest, sequence=None, ended_on=None).exists():
        raise Refused("amendment_waits", "同样的改动已经有人提出，正在等复核，不用再提一次。")
    keep(before, by=by)
    return Amendment.objects.create(
        region_code=next((code for role, code in by.duties if role == Role.POLICY), change.regions[0]),
        changes=change.as_json(),
        digest=digest,
        effects=effects_as_json(describe(before, change)),
        reason=reason.strip()[:500],
        author=by.actor,
        author_name=by.name,
        proposed_on=on,
        before_hash=before.hash,
    )


@action("editions.publish")
def publish(amendment_id: int, on: date, *, by: Scope) -> Amendment:
    """Publish an amendment as a second person: from now on it is part of the edition in force.

    Publications queue up, and each is checked again upon the one before. The same publication again is the same row.
    """
    Press.objects.get_or_create(pk=1)
    Press.objects.select_for_update().get(pk=1)
    row = _waiting(amendment_id, by, MAY_PUBLISH, may_be_published=True)
    if row.sequence is not None:
        return row
    if row.author == by.actor:
        raise Refused("same_officer", "提出和复核发布不能是同一个人，请另一位同事复核。")
    before, change = current(), value_of(row)
    after = fit(before, change)
    last = Amendment.objects.aggregate(last=Max("sequence"))["last"] or 0
    keep(before, by=by)
    keep(after, by=by)
    row.sequence, row.published_on = last + 1, on
    row.publisher, row.publisher_name = by.actor, by.name
    row.before_hash, row.edition_hash = before.hash, after.hash
    row.effects = effects_as_json(describe(before, change))
    row.save()
    return row


@action("editions.withdraw")
def withdraw(amendment_id: int, reason: str, on: date, *, by: Scope) -> Amendment:
    """Take a proposal back as its author, or refuse it as the one who was to publish it; with the reason."""
    row = _waiting(amendment_id, by, MAY_PUBLISH, may_be_published=False)
    if not reason.strip():
        raise Refused("reason_missing", "请写明为什么撤回或退回，提出人和以后查阅的人都要看得懂。")
    row.ended_by, row.ended_name, row.ended_on = by.actor, by.name, on
    row.end_reason = reason.strip()[:300]
    row.save(update_fields=["ended_by", "ended_name", "ended_on", "end_reason"])
    return row


def digest_of(change: Change) -> str:
    """SHA-256 of the canonical JSON of a change."""
    canonical = json.dumps(change.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _waiting(amendment_id: int, by: Scope, roles: tuple[Role, ...], *, may_be_published: bool) -> Amendment:
    row = Amendment.objects.select_for_update().filter(pk=amendment_id).first()
    if row is None:
        raise Refused("no_such_amendment", f"没有编号为 {amendment_id} 的政策改动，请从列表进入。")
    for region in value_of(row).regions:
        by.demand(region, *roles)
    if row.ended_on or (row.sequence is not None and not may_be_published):
        how = {"published": "已经发布，写错了请另提一份更正", "withdrawn": "已经撤回", "refused": "已经退回"}[
            row.state
        ]
        raise Refused("amendment_done", f"这份改动{how}。请刷新页面再看。")
    return row  # fmt: skip
