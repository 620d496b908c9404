"""Claim, adopt, rule, freeze and determine."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from jiuzhu.assessment import facts, queries
from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.assessment.models import Adoption, Claim, Determination, FactSet, Ruling
from jiuzhu.editions.actions import keep
from jiuzhu.editions.queries import current
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.policy.determine import determine as derive
from jiuzhu.policy.edition import ENGINE, Edition
from jiuzhu.policy.family import Faults
from jiuzhu.policy.programmes import library_of, programmes_of
from jiuzhu.policy.rulings import number_of, read_value
from jiuzhu.registry.models import Household
from jiuzhu.trail.record import action

DECIDED_IN_CASES = ("tekun", "dibao", "dibian", "single_person", "gangxing", "tapering")
"""Programmes that a case decides; the others are asked of the engine where they are needed."""


@action("assessment.claim")
def claim(
    case_no: str,
    person_id: int | None,
    key: str,
    value: Any,
    source_kind: str,
    source_ref: str,
    learnt_on: date,
    true_on: date,
    *,
    by: Scope,
) -> Claim:
    """Record that a source gives a fact a value; the newest of a kind of source is what that kind says.

    The newest again on the same day is the same row; a value that comes back after another one is a row of its own.
    """
    fact = {"case_no": case_no, "person_id": person_id, "key": key, "source_kind": source_kind}
    told = {"value": value, "source_ref": source_ref[:200], "learnt_on": learnt_on}
    newest = Claim.objects.filter(**fact).order_by("-pk").first()
    if newest and all(getattr(newest, field) == said for field, said in told.items()):
        return newest
    return Claim.objects.create(**fact, **told, true_on=true_on)


@action("assessment.adopt")
def adopt(
    case_no: str,
    person_id: int | None,
    key: str,
    value: Any,
    source_kind: str,
    reason: str,
    on: date,
    *,
    by: Scope,
    rule: str = "",
    review_on: date | None = None,
) -> Adoption:
    """Believe a value, with a reason. What was believed before stays on record. Raises Refused without a reason.

    `rule` names the rule of weight that it follows; on `review_on` the value is to be looked at again.
    """
    if not reason.strip():
        raise Refused("reason_missing", "采信一个值要写理由：为什么信它、依据是什么。")
    return Adoption.objects.create(
        case_no=case_no,
        person_id=person_id,
        key=key,
        value=value,
        source_kind=SourceKind(source_kind),
        reason=reason.strip()[:300],
        adopter=by.actor,
        adopted_on=on,
        rule=rule,
        review_on=review_on,
    )


@action("assessment.rule")
def rule(case_no: str, key: str, value: str, reason: str, ground: str, on: date, *, by: Scope) -> Ruling:
    """Propose how to settle what the law leaves open; it counts once a second officer agrees.

    Raises Refused when something is left out, for a key that no open number has, or a value that is not in its unit.
    """
    if not (value.strip() and reason.strip() and ground.strip()):
        raise Refused(
            "ruling_incomplete", "裁定要写明定为多少、理由和依据（会议纪要、请示批复等），三项都要有。"
        )
    number = number_of(library_of(current()), key)
    if number is None:
        raise Refused("no_such_question", f"没有“{key}”这个要人定的数，请从案件页的“待决定”进去写。")
    try:
        read_value(number, value.strip())
    except ValueError as wrong:
        raise Refused("ruling_unreadable", f"“{number.label}”定的值用不了：{wrong}") from wrong
    return Ruling.objects.create(
        case_no=case_no,
        key=key,
        value=value.strip(),
        reason=reason.strip(),
        ground=ground.strip(),
        first=by.actor,
        first_name=by.name,
        ruled_on=on,
    )


@action("assessment.second_ruling")
def second_ruling(ruling_id: int, on: date, *, by: Scope) -> Ruling:
    """Agree to a ruling, as another officer than the one who proposed it, unless it was written again since."""
    ruling = Ruling.objects.select_for_update(of=("self",)).get(pk=ruling_id)
    if ruling.first == by.actor:
        raise Refused("same_officer", "提出裁定和复核裁定不能是同一个人，请另一位同事复核。")
    if not ruling.second:
        if Ruling.objects.filter(case_no=ruling.case_no, key=ruling.key, pk__gt=ruling.pk).exists():
            raise Refused("ruling_rewritten", "这项裁定后来另写了一条，请刷新页面，复核新写的那一条。")
        ruling.second, ruling.second_name, ruling.seconded_on = by.actor, by.name, on
        ruling.save(update_fields=["second", "second_name", "seconded_on"])
    return ruling


@action("assessment.determine")
def determine(case_no: str, household: Household, on: date, *, by: Scope) -> Determination:
    """Freeze what is believed now and derive what follows under the edition in force; one immutable row.

    The same facts on the same day under the same edition give the row that is already there. Raises Refused when the
    facts cannot be read, with every fault named.
    """
    given, origins = facts.compose(
        queries.members_of(household, on),
        queries.believed(case_no),
        queries.decided(case_no),
        region=household.region_code,
        area=household.area,
        on=on,
    )
    edition = current()
    held = programmes_of(edition, household.region_code)
    given["programmes"] = [name for name in held if name in DECIDED_IN_CASES]
    try:
        result = derive(given, edition)
    except Faults as faults:
        told = "；".join(f"{fault.place} {fault.message}" for fault in faults.faults)
        raise Refused("facts_unreadable", f"有事实不能用来计算，请更正后再试：{told}") from faults
    return _stored(case_no, household, (given, origins), on, edition, result, by)


@action("assessment.redetermine")
def redetermine(determination: Determination, on: date, edition: Edition, *, by: Scope) -> Determination:
    """What the frozen facts of a determination come to on another day under another edition, as a row of its own."""
    given = queries.facts_on(determination, on)
    told = (given, determination.fact_set.origins)
    return _stored(
        determination.case_no, determination.household, told, on, edition, derive(given, edition), by
    )


def _stored(
    case_no: str,
    household: Household,
    told: tuple[dict[str, Any], Any],
    on: date,
    edition: Edition,
    result: Mapping[str, Any],
    by: Scope,
) -> Determination:
    """Facts (with their origins) and result as rows, and the edition kept; the same again is the same rows."""
    keep(edition, by=by)
    given, origins = told
    digest = digest_of(given)
    fact_set = FactSet.objects.filter(
        case_no=case_no, digest=digest, frozen_on=on
    ).first() or FactSet.objects.create(
        case_no=case_no, facts=given, origins=origins, digest=digest, frozen_on=on
    )
    return Determination.objects.get_or_create(
        case_no=case_no,
        household=household,
        fact_set=fact_set,
        on=on,
        edition_hash=edition.hash,
        engine=ENGINE,
        defaults={"result": result, "result_digest": digest_of(result)},
    )[0]


def digest_of(value: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a value: what "the same, bit for bit" means."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
