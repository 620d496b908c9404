"""Open a form, save a page of it, take a person out."""

import json
from datetime import date, datetime
from typing import Any

from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.intake import steps
from jiuzhu.intake.kinds import CLOSED
from jiuzhu.intake.models import Application, Draft, Resident
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.queries import region
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import reveal


@action("intake.open_draft")
def open_draft(
    resident: Resident,
    at: datetime,
    *,
    by: Scope,
    mandate: bytes = b"",
    is_drawn: bool = False,
    earlier: Application | None = None,
) -> Draft:
    """The open form of a resident; a new one with the applicant already in it when there is none.

    An officer opens it as the family's agent (村里代办), with a photo of the signed mandate, or what the
    person drew (`is_drawn`) on the screen. Raises Refused without one. A new form begins with what the family
    had written in an `earlier` application that is closed.
    """
    if by.kind == "resident" and by.actor != f"resident:{resident.pk}":
        raise PermissionError(f"{by.actor} cannot open the form of resident {resident.pk}")
    if earlier and earlier.resident_id != resident.pk:
        raise PermissionError(f"{earlier.number} is not an application of resident {resident.pk}")
    Resident.objects.select_for_update(of=("self",), no_key=True).get(pk=resident.pk)
    draft = Draft.objects.filter(resident=resident, is_submitted=False).first()
    if draft is None:
        identity = {
            "name": resident.name,
            "id_number": reveal(resident, "id_number"),
            "phone": reveal(resident, "phone"),
        }
        draft = Draft(
            resident=resident, payload=text_of(_town_of(by) | _first(identity, earlier)), saved_at=at
        )
    elif (told := payload_of(draft))["person/0"]["phone"] != (phone := reveal(resident, "phone")):
        draft.payload = text_of(told | {"person/0": told["person/0"] | {"phone": phone}})
    if by.kind == "officer" and draft.agent_id != by.login_id:
        _take_mandate(draft, mandate, is_drawn, day_of(at), by)
    draft.save()
    return draft


@action("intake.save_step")
def save_step(draft: Draft, page_id: str, data: steps.Answers, at: datetime, *, by: Scope) -> Draft:
    """Save one page of the form; a page "person/new" adds a member, for whom the pages that speak for everybody are asked
    once more. Raises Refused with every fault of the page.

    The whole form is read under a lock, so two devices that save different pages lose neither.
    """
    draft, payload = _held(draft, by)
    on = day_of(at)
    page = steps.page_of(payload, page_id, on)
    if page is None:
        raise Refused("no_such_page", "前面的回答改过，这一页现在不用填了。请回到家庭成员那一页接着填。")
    try:
        clean = steps.answers(page, data, payload, on)
    except steps.Wrong as wrong:
        raise Refused("answers_wrong", f"{wrong}。") from wrong
    _check_places(page, clean, draft)
    if page_id == steps.NEW_PERSON:
        payload[steps.AGAIN] = steps.for_everybody(payload, on)
        key = str(max(map(int, payload["members"])) + 1)
        payload["members"] = [*payload["members"], key]
        page_id = f"person/{key}"
    payload[page_id] = clean
    if page_id == "town":
        _ask_village_again(payload)
    left = [page for page in payload.pop(steps.AGAIN, ()) if page != page_id]
    payload |= {steps.AGAIN: left} if left else {}
    return _saved(draft, payload, page_id, at)


@action("intake.remove_person")
def remove_person(draft: Draft, key: str, at: datetime, *, by: Scope) -> Draft:
    """Take a member out of the form, with everything said about them. The applicant stays."""
    draft, payload = _held(draft, by)
    if key == "0":
        raise Refused("applicant_stays", "申请人自己不能删。要换申请人，请由那一位登录后另填一份。")
    kept = {
        page: told for page, told in payload.items() if page == "members" or page.split("/")[1:2] != [key]
    }
    kept["members"] = [one for one in payload["members"] if one != key]
    if key in kept.get("health", {}).get("who", []):
        rest = [one for one in kept["health"]["who"] if one != key]
        kept = {page: told for page, told in kept.items() if page != "health"}
        kept |= {"health": {"who": rest}} if rest else {}
    return _saved(draft, kept, steps.FAMILY_PAGE, at)


def payload_of(draft: Draft) -> dict[str, Any]:
    """What the form holds, open."""
    told: dict[str, Any] = json.loads(reveal(draft, "payload"))
    return told


ANEW = (steps.PAPERS_PAGE, steps.CHECK_PAGE)
"""Pages never taken over: photos belong to the form they were taken for, a promise to the form it was given for."""


def _town_of(by: Scope) -> dict[str, Any]:
    """The town of an agent who works in one town alone need not be asked."""
    reached = by.regions if by.kind == "officer" else ()
    town, *others = {code[:9] for code in reached} or {""}
    return {"town": {"town": town}} if len(town) == 9 and not others else {}


def _first(identity: steps.Answers, earlier: Application | None) -> dict[str, Any]:
    """What a new form holds before anything is asked."""
    if earlier is None:
        return {"members": ["0"], "person/0": identity}
    if earlier.state not in CLOSED:
        raise Refused("still_open", f"申请 {earlier.number} 还在办，先撤回，才能照着它重新填。")
    told = json.loads(reveal(earlier, "payload"))
    kept = {page: answers for page, answers in told.items() if page not in ANEW}
    return kept | {"person/0": {**told["person/0"], **identity}}


def _ask_village_again(payload: dict[str, Any]) -> None:
    """Who names another town is asked for the village; the rest of that page stays."""
    home = payload.get("applicant", {})
    if not home.get("region", "").startswith(payload["town"]["town"]):
        home.pop("region", None)


def _held(draft: Draft, by: Scope) -> tuple[Draft, dict[str, Any]]:
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    is_own = by.actor == f"resident:{draft.resident_id}"
    if not (is_own or by.kind == "system" or (by.kind == "officer" and draft.agent_id == by.login_id)):
        raise PermissionError(f"{by.actor} cannot write draft {draft.pk}")
    if draft.is_submitted:
        raise Refused("already_submitted", "这份申请已经交了，不能再改。要补充，请等镇里联系，或者打电话说。")
    return draft, payload_of(draft)


def _saved(draft: Draft, payload: dict[str, Any], reached: str, at: datetime) -> Draft:
    draft.payload, draft.reached, draft.saved_at = text_of(payload), reached, at
    draft.save(update_fields=["payload", "reached", "saved_at"])
    return draft


def _check_places(page: steps.Page, clean: dict[str, Any], draft: Draft) -> None:
    if page.id == "town":
        town = region(clean["town"])
        if town is None or town.level != Level.TOWN:
            raise Refused("no_such_place", "名单里没有这个镇、街道，请重新选。")
    if page.id == "applicant":
        place = region(clean["region"])
        if place is None or place.level != Level.VILLAGE:
            raise Refused("no_such_place", "名单里没有这个村或社区，请重新选。")
    if page.id != "person/0":
        return
    if clean["phone"] != reveal(draft.resident, "phone"):
        raise Refused(
            "another_phone",
            "手机号要和登录时的一样，消息发到这个号。换了号的，请带身份证到镇政府窗口登记新号。",
        )
    if clean["id_number"] != reveal(draft.resident, "id_number"):
        raise Refused(
            "another_applicant", "申请人的身份证号要和登录时的一样。要换申请人，请由那一位登录后另填一份。"
        )


def _take_mandate(draft: Draft, image: bytes, is_drawn: bool, on: date, by: Scope) -> None:
    if not by.is_(Role.ASSISTANT, Role.CLERK):
        raise Refused("not_in_scope", "代办申请由村（社区）协理员或镇街经办办理，您现在的岗位办不了。")
    if not image:
        raise Refused(
            "mandate_missing",
            f"代办要有{draft.resident.name}的委托：请本人在屏幕上签名，或者拍下签过字的委托书。",
        )
    content = {"principal": draft.resident.name, "agent": by.name, "for": "申请社会救助", "on": on}
    about = f"draft:{draft.pk}"
    record = documents.open_record(RecordKind.MANDATE, about, content, on, by=by, region_code=by.regions[0])
    method = SignMethod.STROKES if is_drawn else SignMethod.PAPER
    documents.sign(record, Signer(draft.resident.name, "委托人"), method, by=by, image=image)
    draft.agent_id, draft.mandate = by.login_id, record


def text_of(payload: dict[str, Any]) -> str:
    """How a form is kept; the same answers are the same text."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
