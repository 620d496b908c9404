"""What the case page is made of: family, facts, trial, events. Pure: rows in, rows of the page out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.assessment.kinds import CARRIED
from jiuzhu.casework.evidence import Evidence, Fact
from jiuzhu.casework.models import Case
from jiuzhu.casework.queries import View
from jiuzhu.casework.states import OPEN, STEPS, Stage, owed_visit
from jiuzhu.kernel.month import age_on
from jiuzhu.registry.models import Membership
from jiuzhu.verification.words import difference, label, told
from jiuzhu.web.ui.family import Relative
from jiuzhu.web.ui.formats import day_short

_KIN = {
    ("spouse", ""): "配偶",
    ("child", "male"): "子",
    ("child", "female"): "女",
    ("parent", "male"): "父",
    ("parent", "female"): "母",
    ("grandparent", "male"): "祖父",
    ("grandparent", "female"): "祖母",
    ("sibling", ""): "兄弟姐妹",
    ("grandchild", ""): "孙辈",
    ("self", ""): "申请人",
}


def relatives(view: View, found: Evidence, on: date) -> list[Relative]:
    """The members as the family tree draws them, each with what makes a claim of their own: disability, illness, study."""
    return [
        Relative(
            row.person.name,
            row.relation,
            kin(row),
            age_on(row.person.born, on),
            row.person.sex == "female",
            note=_note(found, row.person_id),
        )
        for row in view.members
    ]


_NOTED = ("disability", "illness", "study")


def _note(found: Evidence, person_id: int) -> str:
    """The first of what is known of a member that a drawing should say."""
    values = {fact.key: told(fact.value, fact.key) for fact in found.facts if fact.person_id == person_id}
    return next((values[key] for key in _NOTED if values.get(key, "没有") not in (*_NOTHING, "待定")), "")


def kin(row: Membership) -> str:
    """What a member is to the applicant: 配偶, 子, 祖母."""
    return _KIN.get((row.relation, row.person.sex)) or _KIN.get((row.relation, "")) or "其他"


def names_of(view: View) -> dict[int, str]:
    return {row.person_id: row.person.name for row in view.members}


@dataclass(frozen=True)
class FactRow:
    """One line of the evidence table."""

    fact: Fact
    who: str
    label: str
    declared: str
    others: list[tuple[str, str]]
    adopted: str
    reason: str
    differs: str

    @property
    def standing(self) -> str:
        """How it stands while nobody adopted a value: who alone says it, that all say the same, or that they do not."""
        if not (self.declared and self.others):
            carried = self.fact.declared_as == CARRIED
            return "按上次" if carried else "按申报" if self.declared else "按记录"
        return "一致" if {text for _, text in self.others} == {self.declared} else "说法不同"

    @property
    def is_quiet(self) -> bool:
        """Nothing to weigh: nobody differs, nobody chose, and it is nothing at all or stands in a civil register."""
        if self.differs or self.fact.adopted or self.standing == "说法不同":
            return False
        return self.adopted in _NOTHING or self.fact.key in _CIVIL


_NOTHING = ("没有", "无", "0 处", "否", "在家")
_CIVIL = ("born", "sex", "registered_region", "marital")


def fact_rows(
    found: Evidence, names: Mapping[int, str], officers: Mapping[str, str], places: Mapping[str, str]
) -> list[FactRow]:
    """The evidence table; `officers` gives names for "officer:12", `places` for region codes."""
    return [_fact_row(fact, names, officers, places) for fact in found.facts]


def _fact_row(
    fact: Fact, names: Mapping[int, str], officers: Mapping[str, str], places: Mapping[str, str]
) -> FactRow:
    adopted, seen = fact.adopted, fact.seen_apart
    return FactRow(
        fact=fact,
        who=names.get(fact.person_id, "已不共同生活的人") if fact.person_id else "全家",
        label=label(fact.key),
        declared=told(fact.declared.value, fact.key, places) if fact.declared else "",
        others=[(claim.source_kind, told(claim.value, fact.key, places)) for claim in fact.others],
        adopted=told(fact.value, fact.key, places),
        reason=f"{adopted.reason} · {officers.get(adopted.adopter, '同事')}" if adopted else "",
        differs=difference(fact.difference.size, fact.key)
        if fact.difference
        else difference(seen, fact.key).replace("查到", "看到")
        if seen
        else "",
    )


def events(view: View, found: Evidence) -> list[dict[str, Any]]:
    """The way so far, newest first: steps, visits, the letter handed over; what waits is on top."""
    began = "受理" if view.case.kind == "new" else f"开始复核：{view.case.trigger}"
    dated = [(view.case.opened_on, 0, began, "")]
    dated += [
        (visit.visited_on, 1, f"{'区级' if visit.level == 'county' else ''}入户调查", f"{visit.first.name}、{visit.second.name}")
        for visit in found.visits
    ]  # fmt: skip
    dated += [
        (step.on, 2, STEPS[step.verb].label + (f"：{step.note}" if step.note else ""), step.actor_name)
        for step in view.steps
    ]
    letter = view.decision.letter if view.decision else None
    if letter and letter.delivered_on:
        dated.append((letter.delivered_on, 3, f"{letter.get_kind_display()}送达", ""))
    now = {"what": stage_label(view.case), "when": "现在", "is_now": True}
    past = sorted(dated, key=lambda one: one[:2])
    return [now, *({"what": what, "when": day_short(on), "who": who} for on, _, what, who in reversed(past))]


def stage_label(case: Case) -> str:
    """The stage in words; nobody applied for a review."""
    is_begun = case.kind == "review" and case.stage == Stage.ACCEPTED
    return "复核已开始" if is_begun else Stage(case.stage).label


def county_visit(view: View, found: Evidence) -> str:
    """Why the county still has to visit before anyone may decide; "" when it need not, or has been there."""
    if view.case.stage not in OPEN:
        return ""
    return owed_visit(view.case.county_visit, [visit.level for visit in found.visits])
