"""What each letter and message of a case says, from the case, its proposal and its determination."""

import json
from datetime import date, timedelta
from typing import Any

from jiuzhu.benefits.entitlement import told_from
from jiuzhu.benefits.models import Award, PayeeAccount
from jiuzhu.casework.annex import derivation
from jiuzhu.casework.followed import Run
from jiuzhu.casework.models import Case, Proposal
from jiuzhu.casework.reckon import Stretch
from jiuzhu.casework.reviews import cycle
from jiuzhu.casework.states import Outcome
from jiuzhu.documents.actions import write_letter
from jiuzhu.documents.kinds import LetterKind, Programme
from jiuzhu.documents.models import Letter, SignedRecord
from jiuzhu.documents.wording import day_in_words
from jiuzhu.kernel.fen import spoken_yuan, yuan
from jiuzhu.kernel.month import Month
from jiuzhu.notices import actions as notices
from jiuzhu.notices.actions import Shown
from jiuzhu.notices.kinds import Channel
from jiuzhu.notices.named import public_name
from jiuzhu.org.kinds import Level, Role, prefix
from jiuzhu.org.models import Office
from jiuzhu.org.queries import office_of, path_names
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend.describe import Effect, ListEffect, NumberEffect
from jiuzhu.policy.reasons import reasons
from jiuzhu.registry.actions import phone_to_tell
from jiuzhu.registry.queries import members
from jiuzhu.vault.seal import reveal

GRACE_MONTHS = 6
PROGRAMME = {
    "dibao": "最低生活保障",
    "single_person": "最低生活保障（单人）",
    "tapering": "最低生活保障（渐退）",
    "dibian": "最低生活保障边缘家庭",
}
DECISIONS = (LetterKind.CONFIRM, LetterKind.DECLINE, LetterKind.CHANGE, LetterKind.TAPERING)
LAWS = {
    Outcome.GRANT: ["《中华人民共和国社会救助法》第十八条、第四十四条、第四十五条", "《最低生活保障审核确认办法》第二十一条、第二十三条", "渝民规〔2025〕6号"],
    Outcome.RECOGNISE: ["《中华人民共和国社会救助法》第十八条、第二十一条、第四十五条", "《最低生活保障审核确认办法》第二十一条"],
    Outcome.DECLINE: ["《中华人民共和国社会救助法》第十八条、第四十五条", "《最低生活保障审核确认办法》第二十一条"],
    Outcome.CHANGE: ["《中华人民共和国社会救助法》第四十六条、第四十八条", "《最低生活保障审核确认办法》第三十二条"],
    Outcome.STOP: ["《中华人民共和国社会救助法》第四十六条、第四十八条", "《最低生活保障审核确认办法》第三十二条"],
}  # fmt: skip
YOU_MAY = [
    "看病、上学、住房有困难的，可以申请医疗、教育、住房救助，带这份告知书即可，不用再填一遍。",
    "眼下有急难的，可以在所在地申请临时救助，不看户口在哪里。",
    "家里情况有变化，随时可以重新申请；已经核实过的材料不用重交。",
]  # fmt: skip


def write(case: Case, kind: LetterKind, data: dict[str, Any], on: date, by: Scope) -> Letter:
    """Write a letter to the applicant: a decision bears the name of the office that decided, all else the town's that
    handles the case."""
    return write_letter(
        kind,
        case.case_no,
        authority(case, by) if kind in DECISIONS else office(case),
        data,
        on,
        by=by,
        to_person_id=case.applicant_id,
        region_code=case.region_code,
    )


def tell(case: Case, text: str, on: date, by: Scope) -> None:
    """Tell the applicant: by text message where there is a phone, and on their page in any case."""
    phone = phone_to_tell(case.applicant)
    channel = Channel.SMS if phone else Channel.APP
    notices.tell(case.applicant_id, case.case_no, channel, text, by=by, on=on, phone=phone)


def office(case: Case) -> Office:
    """The town government that handles a case."""
    found = office_of(case.region_code, Level.TOWN)
    if found is None:
        raise LookupError(f"no town office for {case.region_code}")
    return found


def authority(case: Case, by: Scope) -> Office:
    """Whose decision an officer's is, and who answers for it in 复议 and 诉讼: the county's bureau's where they decide as the
    county, else the town's that handles the case."""
    homes = [prefix(home) for role, home in by.duties if role in (Role.CONFIRMER, Role.COUNTY)]
    nearest = max((len(home) for home in homes if case.region_code.startswith(home)), default=0)
    bureau = office_of(case.region_code, Level.COUNTY) if nearest == len("500110") else None
    return bureau or office(case)


def names(case: Case, on: date) -> dict[str, str]:
    """Members' names by the id the determination uses."""
    return {
        str(row.person_id): row.person.name
        for row in members([case.household_id], on).get(case.household_id, [])
    }


def shown(case: Case, proposal: Proposal, on: date, guardian: str) -> Shown:
    """The four things a public notice may say; of a minor the `guardian`'s name."""
    told = proposal.determination.result["results"][proposal.programme]
    name = public_name(case.applicant.name, case.applicant.born, on, guardian)
    return Shown(name, len(told["persons"]), PROGRAMME[proposal.programme], proposal.monthly_fen)


def posting(case: Case, shown: Shown, stage: str, on: date, until: date, days: int) -> dict[str, Any]:
    """Data of the sheet for the village board: the county's bureau supervises the town, and is whom to call."""
    town, bureau = office(case), office_of(case.region_code, Level.COUNTY)
    row = {
        "name": shown.name,
        "members": shown.members,
        "programme": shown.programme,
        "monthly_fen": shown.monthly_fen,
    }
    return {
        "programme": Programme.DIBAO, "stage": stage, "village": "".join(path_names(case.region_code)[1:]), "rows": [row],
        "posted_on": on, "from_on": on + timedelta(days=1), "until_on": until, "days": days,
        "phone": (bureau and bureau.phone) or town.phone, "place": f"{town.short}便民服务中心",
    }  # fmt: skip


def confirm(case: Case, proposal: Proposal, account: PayeeAccount, first: Month, on: date) -> dict[str, Any]:
    """Data of the letter that grants from a month on."""
    result = proposal.determination.result
    told = result["results"][proposal.programme]
    who = names(case, on)
    return {
        "programme": Programme.DIBAO, "to": case.applicant.name, "applied_on": case.applied_on,
        "members": [who[person] for person in told["persons"]],
        "monthly_fen": proposal.monthly_fen, "parts": _parts(told, who), "from_month": str(first),
        "account": f"每月打入{account.name}的一卡通账户",
        "category": cycle(proposal.determination.fact_set.facts, case.region_code, on).words,
        "laws": LAWS[Outcome.GRANT], "contact": contact(case),
        "derivation": derivation(told_from(result, proposal.programme, first), proposal.programme, who),
    }  # fmt: skip


def decline(case: Case, proposal: Proposal, on: date) -> dict[str, Any]:
    """Data of the letter that declines, with what decided and what did not."""
    result = proposal.determination.result
    told = result["results"][case.programme]
    may = [
        f"按现在的情况，您家属于{PROGRAMME['dibian']}，我们已经登记；医疗、教育、住房等救助会主动和您联系。",
        *YOU_MAY,
    ]
    return {
        "programme": Programme.DIBAO, "to": case.applicant.name, "applied_on": case.applied_on,
        "reasons": [{"title": PROGRAMME[case.programme], "text": sentence} for sentence in reasons(told)],
        "not_reasons": _not_reasons(result, case.programme),
        "you_may": may if proposal.outcome == Outcome.RECOGNISE else YOU_MAY,
        "laws": LAWS[Outcome(proposal.outcome)], "contact": contact(case),
        "derivation": derivation(result, case.programme, names(case, on)),
    }  # fmt: skip


def change(
    case: Case, proposal: Proposal, award: Award, heard: SignedRecord | None, first: Month, on: date
) -> dict[str, Any]:
    """Data of the letter that changes, tapers or stops an award from a month on."""
    told = proposal.determination.result["results"]
    because = reasons(told.get(proposal.programme, told["dibao"])) or reasons(told["dibao"])
    common = {
        "programme": Programme.DIBAO,
        "to": case.applicant.name,
        "laws": LAWS[Outcome.CHANGE],
        "contact": contact(case),
    }
    record = {"heard": _heard(heard, on)} if heard else {}
    if proposal.programme == "tapering":
        return common | record | {
            "reason": "；".join(because), "monthly_fen": proposal.monthly_fen,
            "from_month": str(first), "until_month": str(first + GRACE_MONTHS - 1),
        }  # fmt: skip
    stopped = proposal.outcome == Outcome.STOP
    kind = "stop" if stopped else "less" if proposal.monthly_fen < award.monthly_fen else "more"
    return common | record | {
        "change": kind, "old_fen": award.monthly_fen, "new_fen": proposal.monthly_fen,
        "from_month": str(first),
        "reasons": [{"title": case.trigger or "复核", "text": sentence} for sentence in because],
    }  # fmt: skip


def raised(
    case: Case, award: Award, stretches: list[Stretch], back_fen: int, effects: list[Effect], runs: list[Run]
) -> dict[str, Any]:
    """Data of the letter that raises an award after a published change of the law."""
    back = f"；以前月份少发的 {spoken_yuan(back_fen)} 元{_each(runs)}，随下一次发放补给您" if back_fen else ""
    return {"change": "more", **_recalculated(case, award, stretches, effects, back)}


def arrears(
    case: Case, award: Award, stretches: list[Stretch], back_fen: int, effects: list[Effect], runs: list[Run]
) -> dict[str, Any]:
    """Data of the letter that pays the difference for months of an award that has ended."""
    until = Month(award.until_month or 0) - 1
    back = f"，算到{until.spoken}；少发的 {spoken_yuan(back_fen)} 元{_each(runs)}，随下一次发放补给您。以后每月发多少不因此改变"
    told = _recalculated(case, award, stretches, effects, back)
    return {"change": "back", "until_month": str(until), "back_fen": back_fen, **told}


def _recalculated(
    case: Case, award: Award, stretches: list[Stretch], effects: list[Effect], back: str
) -> dict[str, Any]:
    told = [{"title": effect.label, "text": _effect_words(effect)} for effect in effects]
    return {
        "programme": Programme.TEKUN if award.programme == "tekun" else Programme.DIBAO,
        "to": case.applicant.name,
        "old_fen": award.monthly_fen,
        "new_fen": stretches[-1].fen,
        "from_month": str(stretches[0].from_month),
        "amounts": [{"from_month": str(one.from_month), "monthly_fen": one.fen} for one in stretches],
        "reasons": [*told, {"title": "重新计算", "text": f"{_steps(stretches)}{back}。家里的情况按原来核定的算。"}],
        "laws": list(dict.fromkeys([*LAWS[Outcome.CHANGE], *(effect.source.key for effect in effects)])),
        "contact": contact(case),
    }  # fmt: skip


def _steps(stretches: list[Stretch]) -> str:
    """2026年11月起每月 1,200 元，2027年1月起每月 1,260 元."""
    return "，".join(f"{one.from_month.spoken}起每月 {spoken_yuan(one.fen)} 元" for one in stretches)


def _each(runs: list[Run]) -> str:
    """（2026年11月到2026年12月每月 90 元，2027年1月 150 元） where the months differ."""
    return f"（{'，'.join(str(run) for run in runs)}）" if len(runs) > 1 else ""


def arrears_words(case: Case, award: Award, stretches: list[Stretch], back_fen: int) -> str:
    return (
        f"{case.applicant.name}，政策调整，您家{stretches[0].from_month.spoken}到{(Month(award.until_month or 0) - 1).spoken}的救助金少发了 "
        f"{spoken_yuan(back_fen)} 元，随下一次发放补给您；以后每月发多少不因此改变。书面告知书会送到您手里，有事打 {office(case).phone}。"
    )


def raised_words(case: Case, award: Award, stretches: list[Stretch], back_fen: int) -> str:
    back = f"，以前月份的差额 {spoken_yuan(back_fen)} 元随下一次发放补上" if back_fen else ""
    return (
        f"{case.applicant.name}，政策调整，您家的救助金原来每月 {spoken_yuan(award.monthly_fen)} 元，现在增加："
        f"{_steps(stretches)}{back}。书面告知书会送到您手里，有事打 {office(case).phone}。"
    )


def _effect_words(effect: Effect) -> str:
    day = f"自 {day_in_words(effect.since)}起"
    if isinstance(effect, NumberEffect):
        return f"{day}由 {effect.before_figures}调整为 {effect.after_figures}（{effect.source.key}）。"
    if isinstance(effect, ListEffect):
        return f"{day}{effect.after_figures}（{effect.source.key}）。"
    return f"{day}按新的规定计算（{effect.law}）。"


def contact(case: Case) -> dict[str, str]:
    town = office(case)
    return {"name": town.short, "phone": town.phone}


def confirmed_words(case: Case, proposal: Proposal, first: Month) -> str:
    return (
        f"{case.applicant.name}，您家的低保通过了，每月 {spoken_yuan(proposal.monthly_fen)} 元，从 {first.month} 月算起，打到登记的一卡通。"
        f"家里人口、收入有变化请告诉村里。有事打 {office(case).phone}。"
    )


def declined_words(case: Case, proposal: Proposal) -> str:
    told = "；".join(reasons(proposal.determination.result["results"][case.programme]))
    more = (
        "您家已登记为低保边缘家庭，看病、上学等帮助会有人联系您。"
        if proposal.outcome == Outcome.RECOGNISE
        else "还有别的帮助可以申请。"
    )
    return f"{case.applicant.name}，这次低保没有通过：{told}。{more}书面告知书会送到您手里，有事打 {office(case).phone}。"


def settled_words(case: Case, proposal: Proposal, award: Award) -> str:
    new = f"每月 {spoken_yuan(proposal.monthly_fen)} 元" if proposal.monthly_fen else "停发"
    return f"{case.applicant.name}，您家的低保原来每月 {spoken_yuan(award.monthly_fen)} 元，现在定为：{new}。书面告知书会送到您手里，觉得不对可以打 {office(case).phone}。"


def kept_words(case: Case, award: Award) -> str:
    return (
        f"{case.applicant.name}，您家复核过了，救助金不变，还是每月 {spoken_yuan(award.monthly_fen)} 元。"
        f"家里人口、收入有变化请告诉村里。有事打 {office(case).phone}。"
    )


def _parts(told: dict[str, Any], who: dict[str, str]) -> list[dict[str, Any]]:
    """One line for the difference (or whatever is paid to the family), one for all top-ups."""
    lines = []
    topups = [part for part in told["parts"] if part["part"] == "topup"]
    for part in told["parts"]:
        if part["part"] != "topup":
            step = next(
                (
                    step
                    for step in told["steps"]
                    if step["value"] == part["fen"] and step["unit"].startswith("fen")
                ),
                None,
            )
            lines.append(
                {
                    "label": "补差" if part["part"] == "difference" else "每月",
                    "how": step["text"].split(" ＝ ")[0] if step else "按裁定",
                    "fen": part["fen"],
                }
            )
    if topups:
        each = "、".join(f"{who.get(part['member'], '')} {yuan(part['fen'])} 元" for part in topups)
        lines.append({"label": "分类重点救助", "how": each, "fen": sum(part["fen"] for part in topups)})
    return lines


def _not_reasons(result: dict[str, Any], programme: str) -> list[str]:
    """Conditions of the family that were met: what is not why it was declined."""
    steps = result["results"][programme]["steps"]
    return [
        step["label"]
        for step in steps
        if step["unit"] == "yes_no" and step["member"] is None and step["value"] is True
    ]


def _heard(heard: SignedRecord, on: date) -> dict[str, Any]:
    content = json.loads(reveal(heard, "content"))
    return {
        "on": content["on"],
        "said": content["said"] or content["ground"],
        "answer": content["answer"] or "已经记录在案。",
    }
