"""Say once what is missing, take what the family supplies, or say who does deal with it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from jiuzhu.clocks import actions as clocks
from jiuzhu.clocks.kinds import DEADLINES
from jiuzhu.documents.actions import write_letter
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.intake import steps
from jiuzhu.intake.actions.reach import (
    contact,
    drop_clocks,
    held,
    not_open,
    payload_of,
    tell_family,
    town_office,
)
from jiuzhu.intake.kinds import OPEN, State
from jiuzhu.intake.models import Applicant, Application, Correction
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

ONCE = "最低生活保障审核确认办法（民发〔2021〕57号）第十条"
Item = Mapping[str, str]
"""{what, who, how}: one thing that is missing."""


@action("intake.request_correction")
def request_correction(
    application: Application, items: Sequence[Item], on: date, *, by: Scope
) -> Application:
    """Tell the family everything that is missing in one letter; their days do not count. Only once (第十条 一次性告知)."""
    application = held(application, by)
    if not items or any(not (item.get("what") and item.get("how")) for item in items):
        raise Refused("items_missing", "请写明缺什么、怎么补，一项一行。", ONCE)
    if Correction.objects.filter(application=application).exists():
        raise Refused("asked_before", "缺什么要一次说全，这份申请已经告知过一次，不能再退。请受理，或者在调查时核实。", ONCE)  # fmt: skip
    if application.state != State.SUBMITTED:
        raise Refused("not_waiting", f"申请现在是“{State(application.state).label}”，不能再要求补正。")
    deadline = DEADLINES["db.correction"]
    due = clocks.due_on(on, deadline.days, deadline.unit)
    missing = [{"what": item["what"], "who": item.get("who", ""), "how": item["how"]} for item in items]
    Correction.objects.create(
        application=application, items=json.dumps(missing, ensure_ascii=False), asked_on=on, due_on=due
    )
    _move(application, State.CORRECTION)
    clocks.pause(application.number, "db.accept", on, "等家庭补材料", by=by)
    clocks.start(application.number, "db.correction", application.region_code, on, by=by)
    _write(application, LetterKind.CORRECT, {"missing": missing, "due_on": due}, on, by)
    what = "、".join(item["what"] for item in missing)
    tell_family(application, application.number, f"还差 {len(missing)} 样：{what}。{due.month}月{due.day}日前拍照传来就行；等您这几天，办理时间不算在内。", on, by)  # fmt: skip
    return application


@action("intake.supply")
def supply(application: Application, on: date, *, by: Scope) -> Application:
    """The family has supplied what was missing (photos come by `documents.take_paper`): the town's days run on."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if by.kind == "officer":
        by.demand(application.region_code)
    elif by.kind == "resident" and by.actor != f"resident:{application.resident_id}":
        raise PermissionError(f"{by.actor} cannot supply for {application.number}")
    if application.state == State.SUBMITTED:
        return application
    if application.state != State.CORRECTION:
        raise Refused("not_waiting", f"申请现在是“{State(application.state).label}”，不用再补材料。")
    Correction.objects.filter(application=application, supplied_on=None).update(supplied_on=on)
    _move(application, State.SUBMITTED)
    clocks.meet(application.number, "db.correction", on, by=by)
    clocks.resume(application.number, "db.accept", on, by=by)
    return application


@action("intake.turn_away")
def turn_away(
    application: Application, where: Mapping[str, str], why: str, on: date, *, by: Scope
) -> Application:
    """Not ours: say why, and who does deal with it (`where` {name, phone, place}). The people are free to apply there."""
    application = held(application, by)
    if application.state == State.TURNED_AWAY:
        return application
    if application.state not in OPEN:
        raise not_open(application)
    if not why.strip() or not where.get("name"):
        raise Refused("reason_missing", "请写明为什么不由本地办，以及应该到哪里办、电话多少。", "社会救助法")
    _move(application, State.TURNED_AWAY)
    Applicant.objects.filter(application=application).update(is_open=False)
    clocks.meet(application.number, "db.accept", on, by=by)
    drop_clocks(application, on, by)
    data = {"reason": why.strip(), "where": {"phone": "", "place": "", **where}, "laws": [ONCE]}
    _write(application, LetterKind.NOT_OURS, data, on, by)
    tell_family(application, application.number, f"您的申请要由{where['name']}办：{why.strip()} 电话 {where.get('phone', '12345')}，也可以先打 12345 问。", on, by)  # fmt: skip
    return application


def _move(application: Application, state: State) -> None:
    application.state = state
    application.save(update_fields=["state"])


def _write(
    application: Application, kind: LetterKind, data: Mapping[str, object], on: date, by: Scope
) -> None:
    office = town_office(application)
    shared = {
        "programme": application.programme,
        "to": steps.name(payload_of(application), "0"),
        "applied_on": application.submitted_on,
        "contact": contact(office, by),
    }
    write_letter(kind, application.number, office, {**shared, **data}, on, by=by, to_person_id=application.resident.person_id, region_code=application.region_code)  # fmt: skip
