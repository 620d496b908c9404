"""Hand the form in: once, whole, and nobody in two applications at a time."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from jiuzhu.casework.models import Case
from jiuzhu.clocks import actions as clocks
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.documents.models import SignedRecord
from jiuzhu.intake import steps
from jiuzhu.intake.actions.draft import payload_of, text_of
from jiuzhu.intake.actions.reach import tell_family
from jiuzhu.intake.models import Applicant, Application, Draft, Resident, Series
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_person
from jiuzhu.registry.kinds import Relation
from jiuzhu.trail.record import action
from jiuzhu.vault.files import digest_of
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import keyed_hash, reveal

CONSENT_LAW = "社会救助法 第四十一条"
_CONSENT = "同意民政部门为办理这次申请和批准以后的复核，在一年里查询我和我未成年孩子的收入和财产，包括银行存款；查了哪些我随时可以看，也可以撤回。"
_MONITORING = "同意民政部门在一年里为“动态监测”（看家里有没有遇到新的困难）查询我和我未成年孩子的收入和财产，包括银行存款。这一份另外签，不签不影响申请；查了哪些我随时可以看，也可以单独撤回。"


@action("intake.submit")
def submit(
    draft: Draft,
    on: date,
    *,
    by: Scope,
    consents: Mapping[str, bytes] | None = None,
    drawn: Collection[str] = (),
    monitored: Collection[str] = (),
    programme: str = "dibao",
) -> Application:
    """Hand a form in; the same form again is the same application. What the family took back is kept nowhere.

    `consents` holds a picture of each adult's signature by member key: a photo of paper, or what was `drawn` on the
    screen (keys). The applicant who is logged in agrees by handing in. Who of them (`monitored`, keys) agrees to 动态监测
    too signs that as a record of its own, withdrawn by itself. Raises Refused when a page is not answered, the promise is not given, an adult has not
    agreed, or one of the people is in another open application.
    """
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    _demand_own(draft, by)
    known = Application.objects.filter(draft=draft).first()
    if known:
        return known
    payload = steps.counted(payload_of(draft), on)
    _demand_whole(payload, on)
    agreed = _demand_consents(payload, consents or {}, drawn, on, by)
    application = Application.objects.create(
        id=new_id(),
        number=_next_number(on),
        draft=draft,
        resident=draft.resident,
        agent=draft.agent,
        region_code=payload["applicant"]["region"],
        programme=programme,
        payload=(text := text_of(payload)),
        digest=digest_of(text.encode()),
        submitted_on=on,
    )
    draft.payload, draft.is_submitted = text, True
    draft.save(update_fields=["payload", "is_submitted"])
    _name_people(application, payload, agreed, monitored, by)
    _know_applicant(application, payload, by)
    due = clocks.start(application.number, "db.accept", application.region_code, on, by=by).due_on
    words = f"收到了您家的申请，编号 {application.number}。镇里最迟 {due.month}月{due.day}日看完材料，缺什么一次告诉您。"
    tell_family(application, application.number, words, on, by)
    return application


def _demand_own(draft: Draft, by: Scope) -> None:
    is_own = by.actor == f"resident:{draft.resident_id}"
    if not (is_own or by.kind == "system" or (by.kind == "officer" and draft.agent_id == by.login_id)):
        raise PermissionError(f"{by.actor} cannot hand in draft {draft.pk}")


def _demand_whole(payload: steps.Payload, on: date) -> None:
    """Every page is answered, and its answers are still right today beside the other pages."""
    open_page = next((page for page in steps.pages(payload, on) if _is_open(page, payload)), None)
    if open_page:
        raise Refused("not_finished", f"还有一页没有填：{open_page.title}请先填完再交。")
    for page in steps.pages(payload, on):
        try:
            steps.answers(page, payload.get(page.id, {}), payload, on)
        except steps.Wrong as wrong:
            raise Refused("answers_wrong", f"{page.title}{wrong}。请改好再交。") from wrong


def _is_open(page: steps.Page, payload: steps.Payload) -> bool:
    return page.id not in (steps.FAMILY_PAGE, steps.PAPERS_PAGE) and not steps.is_answered(page, payload)


def _demand_consents(
    payload: steps.Payload, consents: Mapping[str, bytes], drawn: Collection[str], on: date, by: Scope
) -> dict[str, tuple[SignMethod, bytes]]:
    """How each adult agreed, by member key."""
    agreed: dict[str, tuple[SignMethod, bytes]] = {}
    for key in steps.adults(payload, on):
        if consents.get(key):
            agreed[key] = (SignMethod.STROKES if key in drawn else SignMethod.PAPER, consents[key])
        elif by.kind == "system" or (key == "0" and by.kind == "resident"):
            agreed[key] = (SignMethod.CLICK, b"")
    silent = [steps.name(payload, key) for key in steps.adults(payload, on) if key not in agreed]
    if silent:
        raise Refused(
            "consent_missing",
            f"{'、'.join(silent)}还没有签字同意查询。家里每位成年人都要自己签，签好再交。",
            CONSENT_LAW,
        )
    return agreed


def _name_people(
    application: Application,
    payload: steps.Payload,
    agreed: Mapping[str, tuple[SignMethod, bytes]],
    monitored: Collection[str],
    by: Scope,
) -> None:
    _release(payload)
    for key in payload["members"]:
        person: Mapping[str, Any] = payload[f"person/{key}"]
        digest = keyed_hash("id_number", person["id_number"])
        texts = {"consent": _CONSENT} | ({"monitoring": _MONITORING} if key in monitored else {})
        signed = {
            use: _consent(application, person["name"], text, *agreed[key], by=by, key=key)
            for use, text in texts.items()
            if key in agreed
        }
        try:
            with transaction.atomic():
                Applicant.objects.create(application=application, id_hash=digest, **signed)
        except IntegrityError as taken:
            raise Refused(
                "in_another_application",
                f"{person['name']}已经在另一份没办完的申请里。请先等那一份办完，或者由那一份的申请人撤回；如果是写错了或者分了家，请打电话给村里。",
            ) from taken


def _release(payload: steps.Payload) -> None:
    """People whose earlier case is closed are free to apply again; `casework` does not know this package."""
    digests = [keyed_hash("id_number", payload[f"person/{key}"]["id_number"]) for key in payload["members"]]
    earlier = Applicant.objects.filter(id_hash__in=digests, is_open=True).exclude(application__case_no="")
    numbers = earlier.values_list("application__case_no", flat=True)
    closed = Case.objects.filter(case_no__in=list(numbers)).exclude(closed_on=None)
    earlier.filter(application__case_no__in=list(closed.values_list("case_no", flat=True))).update(
        is_open=False
    )


def _know_applicant(application: Application, payload: steps.Payload, by: Scope) -> None:
    """Who hands in is registered now, so that letters and messages find them.

    Their phone is noted only when an agent saw them sign: a code proves a phone and not whose it is, and an application
    that comes to nothing leaves no phone behind.
    """
    given, resident = payload["person/0"], application.resident
    phone = reveal(resident, "phone") if application.agent_id else ""
    applicant = NewMember(given["name"], given["id_number"], Relation.SELF, phone)
    person = register_person(applicant, application.submitted_on, by=by)
    Resident.objects.filter(pk=application.resident_id).update(person_id=person.pk)


def _consent(
    application: Application, name: str, text: str, method: SignMethod, image: bytes, *, by: Scope, key: str
) -> SignedRecord:
    on, region = application.submitted_on, application.region_code
    content = {"name": name, "application_no": application.number, "text": text, "on": on}
    owner = Scope.system("intake.submit") if by.kind == "officer" else by
    record = documents.open_record(
        RecordKind.CONSENT, application.number, content, on, by=owner, region_code=region
    )
    signer = Signer(name, "授权人", person_id=by.person_id if key == "0" else None)
    documents.sign(record, signer, method, by=owner, image=image)
    return record


def _next_number(on: date) -> str:
    Series.objects.get_or_create(year=on.year)
    series = Series.objects.select_for_update(of=("self",)).get(year=on.year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"SQ-{on.year}-{series.last:04d}"
