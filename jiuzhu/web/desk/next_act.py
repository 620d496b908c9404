"""Which act is next on a case page: one primary. A blocked one gives way to what unblocks it, and says why. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from jiuzhu.benefits.actions.account import OFFICES
from jiuzhu.casework.actions.rule import MAY_PROPOSE
from jiuzhu.casework.evidence import Evidence, Fact
from jiuzhu.casework.objections import ANSWER, LOOKED_INTO
from jiuzhu.casework.queries import View, posted_until
from jiuzhu.casework.states import OPEN, Outcome, Stage
from jiuzhu.clocks.kinds import DEADLINES
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.web.desk.case_parts import county_visit
from jiuzhu.web.desk.verification import STUCK
from jiuzhu.web.ui.formats import day_in_year


@dataclass(frozen=True)
class Offer:
    """A button: `verb` names the page of the act (or one of `visit`, `verification`, `prove`, `account`, `ruling`, `adopt`); `key` names the question of a ruling, or the fact to adopt as its address asks."""

    verb: str
    label: str
    is_danger: bool = False
    key: str = ""


@dataclass(frozen=True)
class Next:
    """`primary` None: nothing for this officer to do now; `why` says what is waited for, or why the primary is not the last step."""

    primary: Offer | None
    why: str = ""
    others: list[Offer] = field(default_factory=list)


_FAMILY_CHANGED = [
    Offer("add_member", "家里多了一位"),
    Offer("remove_member", "家里少了一位"),
    Offer("change_head", "换户主"),
]
_FIND_OUT = (Role.CLERK, Role.COUNTY)
_HEAR = (Role.CLERK, Role.CONFIRMER, Role.COUNTY)
_DELIVERERS = (Role.ASSISTANT, Role.CLERK, Role.CONFIRMER, Role.COUNTY)


def next_of(
    view: View,
    found: Evidence,
    scope: Scope,
    on: date,
    undecided: Sequence[Mapping[str, Any]],
    *,
    came_back: bool,
) -> Next:
    """What this officer can do with the case now. `undecided` are questions that the law leaves to people; `came_back`:
    the bank returned money, and waits for another card."""
    stage, verbs = Stage(view.case.stage), {rule.verb for rule in view.may}
    if stage not in OPEN:
        return _closed(view, scope, came_back)
    is_waiting = _is_objected(view)
    primary, why = _to_answer(verbs) if is_waiting else _primary(view, found, verbs, scope, on)
    if stage == Stage.INVESTIGATING and (primary is None or primary.verb == "propose"):
        primary, why = _settled_first(view, found, scope, undecided) or (primary, why)
    is_late = (found.is_overtaken or found.seen_otherwise) and not is_waiting
    if is_late and stage in (Stage.PROPOSED, Stage.ON_NOTICE) and "rework" in verbs:
        news = "迟到的答复更新了核对报告" if found.is_overtaken else "入户看到的和审核意见用的不一样"
        primary, why = Offer("rework", "退回重新调查"), f"{news}，审核意见要重新提出。"
    if primary and primary.verb in ("confirm", "decline") and not view.case.report_version:
        why = "没有核对就提出的：请看审核意见写的原因，不同意就退回。"
    return Next(primary, why, _others(view, verbs, scope, on, primary, found))


def _primary(
    view: View, found: Evidence, verbs: set[str], scope: Scope, on: date
) -> tuple[Offer | None, str]:
    if "start_survey" in verbs:
        return Offer("start_survey", "启动家庭经济状况调查"), ""
    if "propose" in verbs:
        return _before_proposal(view, found)
    if view.case.stage == Stage.PROPOSED and view.proposal:
        return _after_proposal(view, found, verbs, scope)
    if view.case.stage == Stage.ON_NOTICE:
        return _on_notice(view, found, verbs, scope, on)
    if "appraise" in verbs:
        return Offer("appraise", "记录民主评议"), "收到异议：重新调查，或者组织民主评议。"
    return (
        None,
        "这一步由镇里的经办办理。" if view.case.stage != Stage.OBJECTED else "收到异议，等镇里重新调查。",
    )


def _to_answer(verbs: set[str]) -> tuple[Offer | None, str]:
    offer = Offer("take_objection", "受理异议") if "object" in verbs else None
    return offer, "收到异议：能核实的受理，公示撤下；没有具体情况的，由没有经手的负责人说明不受理。"


def _before_proposal(view: View, found: Evidence) -> tuple[Offer, str]:
    if not found.is_asked:
        return Offer("ask_sources", "发起核对"), "先问各部门，再入户、提意见。"
    if not found.is_reported:
        late = "第一批答复还没有到齐；到齐了再提意见，免得退回重来。"
        why = f"{STUCK}；处理好以后答复会接着到。" if found.is_stuck else late
        return Offer("verification", "看答复到了没有"), why
    if found.differing:
        return Offer("verification", f"处理 {len(found.differing)} 处不一致"), "说明以后才能提出审核意见。"
    if found.seen_otherwise:
        return _to_adopt(found.seen_otherwise)
    if view.case.kind == "new" and not found.visits:
        return Offer("visit", "填入户调查表"), "入户以后才能提出审核意见。"
    return Offer("propose", "提出审核意见"), ""


def _to_adopt(seen: Sequence[Fact]) -> tuple[Offer, str]:
    place = urlencode({"person": seen[0].person_id or "", "key": seen[0].key})
    told = "入户、邻里说的和现在采信的不一样，写明说明、选定采信哪个，才能提出审核意见。"
    return Offer("adopt", f"处理看到的 {len(seen)} 处不一致", key=place), told


def _days(view: View) -> int:
    """How long the next notice hangs: shorter once an objection was taken up."""
    key = "db.republicity" if _was_objected(view) else "db.publicity"
    return DEADLINES[key].days


def _settled_first(
    view: View, found: Evidence, scope: Scope, undecided: Sequence[Mapping[str, Any]]
) -> tuple[Offer | None, str] | None:
    """Nothing is proposed while a number is open: first somebody writes what it is, then another one agrees."""
    if undecided:
        told = f"规定没有写明：{undecided[0]['label']}。"
        if scope.covers(view.case.region_code, *MAY_PROPOSE):
            return Offer("ruling", "写裁定", key=undecided[0]["key"]), told
        return None, told
    waiting = [ruling for ruling in found.rulings if not ruling.second]
    if waiting:
        return None, f"{waiting[0].first_name}提出的裁定等另一位同事复核。"
    return None


def _after_proposal(view: View, found: Evidence, verbs: set[str], scope: Scope) -> tuple[Offer | None, str]:
    proposal = view.proposal
    is_review = view.case.kind == "review"
    verb, label, who = (
        ("give_notice", f"开始公示 {_days(view)} 天", "镇里的经办")
        if proposal.outcome == Outcome.GRANT and not is_review
        else ("settle", "作出复核决定", "镇里的确认岗")
        if is_review
        else ("decline", "作出不予确认决定", "镇里的确认岗")
    )
    if verb not in verbs:
        return None, f"审核意见是“{Outcome(proposal.outcome).label}”，下一步由{who}办理。"
    if verb != "give_notice" and county_visit(view, found):
        return _of_the_county(view, scope), "区民政局入户调查以后才能作决定。"
    heard = is_review and proposal.outcome in (Outcome.CHANGE, Outcome.STOP)
    return Offer(verb, label), "要减少、停发的，先听取家庭意见；增加的不用。" if heard else ""


def _of_the_county(view: View, scope: Scope) -> Offer | None:
    return Offer("visit", "区级入户调查") if scope.covers(view.case.region_code, Role.COUNTY) else None


def _on_notice(
    view: View, found: Evidence, verbs: set[str], scope: Scope, on: date
) -> tuple[Offer | None, str]:
    posting = view.posting
    until = f"公示到 {day_in_year(posting.until_on)}，{day_in_year(posted_until(posting))}起可以确认。"
    if posting.proof_id is None and scope.covers(view.case.region_code, Role.ASSISTANT, Role.CLERK):
        return Offer("prove", "上传公示栏照片"), until
    owed, county = county_visit(view, found), _of_the_county(view, scope)
    if on <= posting.until_on:
        return (county, f"{until}在那以前区民政局要先入户。") if owed else (None, until)
    if "confirm" not in verbs:
        return None, "公示已满，等确认岗作决定。"
    if posting.proof_id is None:
        return None, "等村（社区）协理员上传公示栏照片，之后才能确认。"
    if owed:
        return county, "区民政局入户调查以后才能确认。"
    return Offer("confirm", "确认，给予救助"), ""


def _others(
    view: View, verbs: set[str], scope: Scope, on: date, primary: Offer | None, found: Evidence
) -> list[Offer]:
    offers: list[Offer] = []
    here = view.case.region_code
    if view.case.stage == Stage.INVESTIGATING and scope.covers(here, *_FIND_OUT):
        offers += [Offer("propose", "提出审核意见")] if found.is_asked and not found.is_reported else []
        offers += [Offer("visit", "入户调查"), Offer("hearing", "记录听取意见")]
        offers += [Offer("ask_cooperation", "请外镇街协助入户")]
        offers += _FAMILY_CHANGED if view.case.kind == "review" else []
        offers += [Offer("ask_again", "再问一次")] if found.is_asked else []
        offers += [Offer("tell_differences", "告知核对不符")] if found.differing else []
    if _may_object(view, on) and scope.covers(here, *_HEAR):
        offers.append(Offer("object", "登记异议"))
    if _is_objected(view) and "file_objection" in verbs:
        offers.append(Offer("file_objection", "异议不予受理"))
    if view.case.stage == Stage.PROPOSED and view.case.kind == "review" and scope.covers(here, *_FIND_OUT):
        offers.append(Offer("hearing", "记录听取意见"))
    if scope.covers(here, Role.COUNTY):
        offers += [Offer("sample", "抽查这一件")] if not view.case.county_visit else []
        offers += [Offer("visit", "区级入户")]
    if scope.covers(here, Role.CONFIRMER, Role.COUNTY):
        offers.append(Offer("extend", "延期"))
    if "rework" in verbs:
        offers.append(Offer("rework", "退回重新调查"))
    if "end" in verbs:
        offers.append(Offer("end", "终止程序", is_danger=True))
    seen = {primary.verb} if primary else set()
    unique = {offer.verb: offer for offer in offers if offer.verb not in seen}
    return list(unique.values())


def _may_object(view: View, on: date) -> bool:
    """While the notice hangs, and while an earlier objection is looked into."""
    if view.case.stage == Stage.ON_NOTICE:
        return bool(on <= view.posting.until_on)
    return view.case.stage in LOOKED_INTO and _was_objected(view)


def _is_objected(view: View) -> bool:
    """Whether an objection waits for an officer."""
    return any(one.clock.key == ANSWER and not one.is_over for one in view.clocks)


def _was_objected(view: View) -> bool:
    return any(step.verb == "object" for step in view.steps)


def _closed(view: View, scope: Scope, came_back: bool) -> Next:
    here, letter = view.case.region_code, view.decision.letter if view.decision else None
    review = (
        [Offer("open_review", "开始复核"), Offer("foresee", "预定复核")] if _may_review(view, scope) else []
    )
    if came_back and scope.covers(here, *OFFICES):
        return Next(Offer("account", "更正收款账户"), "银行退回了钱，换了账户才能重发。", review)
    if letter and not letter.delivered_on and scope.covers(here, *_DELIVERERS):
        return Next(Offer("deliver", "登记送达"), "通知书还没有登记送达。", review)
    return Next(review[0] if review else None, "案件已经办结。", review[1:])


def _may_review(view: View, scope: Scope) -> bool:
    return view.case.stage == Stage.CONFIRMED and scope.covers(view.case.region_code, *_FIND_OUT)
