"""A story's family on its way: each verb is the act of that name, by the officer whose duty it is, on the stage's day."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from jiuzhu.assessment.queries import in_words
from jiuzhu.assessment.weights import rule_for
from jiuzhu.casework import actions, queries
from jiuzhu.casework.actions.cooperate import LONGEST
from jiuzhu.casework.actions.visit import Hand, VisitForm
from jiuzhu.casework.cooperation import granted
from jiuzhu.casework.models import Case, Proposal
from jiuzhu.casework.states import Outcome
from jiuzhu.demo.stories import facts
from jiuzhu.demo.stories.enter import apply, note_account, people_of
from jiuzhu.demo.stories.stage import Stage
from jiuzhu.demo.stories.strokes import photo, strokes
from jiuzhu.demo.world.stories import StoryFamily
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.intake import actions as intake
from jiuzhu.intake.models import Application
from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.notices.queries import public_now
from jiuzhu.org.calendar import add_workdays
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import officers
from jiuzhu.registry.models import Person
from jiuzhu.verification import actions as verification
from jiuzhu.verification import words
from jiuzhu.verification.compare import LABELS
from jiuzhu.verification.queries import report

CLERK, SECOND, CONFIRMER = "lixiaolan", "zhangjianjun", "liuguoqiang"
COUNTY, COUNTY_SECOND = "wangzhiyuan", "zhaominhua"
POLICY, POLICY_SECOND = "dengwenbin", "yelin"


class Way:
    """One family from application to decision. `no` is the case in hand, `chapter` what the story tells of it now."""

    def __init__(self, stage: Stage, family: StoryFamily, begins: date | None = None) -> None:
        self.stage, self.family, self.chapter = stage, family, family.chapters[0]
        self.first = begins or date.fromisoformat(self.chapter.on)
        self.no = ""
        self.people: dict[str, Person] = {}
        stage.on = self.first

    @property
    def is_review(self) -> bool:
        """Whether the family is on the register already."""
        return self.chapter is not self.family.chapters[0]

    @property
    def head(self) -> dict[str, Any]:
        """The applicant as the story names them."""
        told: dict[str, Any] = self.family.told["members"][0]
        return told

    @property
    def assistant(self) -> str:
        """The username of the village's assistant."""
        login = officers(self.family.told["village"], Role.ASSISTANT, self.stage.on).first()
        return login.username if login else CLERK

    def go(self, workdays: int) -> None:
        """Go to the day that many working days after the chapter began."""
        self.stage.on = add_workdays(self.first, workdays)

    def apply(self) -> None:
        """The family hands in its form; the town accepts it and notes the account."""
        self.accept(self.hand_in())

    def hand_in(self) -> Application:
        """The family hands in its form on a phone."""
        stage = self.stage
        application = apply(self.family, stage.now, stage.on)
        size = len(self.family.told["members"])
        stage.say(
            self.head["name"], f"在手机上交低保申请，{size} 口人，成年人各签核对授权", application.number
        )
        return application

    def accept(self, application: Application) -> None:
        """The town accepts and notes the account."""
        stage, by = self.stage, self.stage.scope(CLERK)
        case = intake.accept(application, stage.on, by=by)
        note_account(self.family, case, stage.on, by=by)
        self.no, self.household = case.case_no, case.household
        self.people = people_of(self.family, case.household, stage.on)
        stage.say(CLERK, "受理，登记收款账户", f"案件 {self.no}")

    def survey(self) -> None:
        """Start the survey, ask every source by its way, and explain where declared and found part."""
        self.start_survey()
        self.explain()

    def start_survey(self) -> None:
        """Start the survey and ask the sources, without looking at what they say."""
        actions.start_survey(self.no, self.stage.on, by=self.stage.scope(CLERK))
        self.ask()

    def ask(self) -> None:
        """Ask the sources and let the worker carry the questions."""
        stage = self.stage
        stage.deliver(stage.on)
        asked = actions.ask_sources(self.no, stage.on, by=stage.scope(CLERK))
        stage.work()
        page = self.report()
        stage.expect("问了没有答的来源", [tile.register.code for tile in page.unheard], [])
        told = f"第 {page.version} 版核对报告，{len(page.open_rows)} 处不一致"
        ways = dict.fromkeys(way.label for tile in page.tiles for way in tile.ways)
        stage.say(CLERK, f"发出 {len(asked.queries)} 项核对，答复来自{'、'.join(ways)}", told)

    def report(self) -> Any:
        return report(self.stage.scope(CLERK), self.no, purpose="办理本案")

    def explain(self, promised: set[str] | None = None) -> None:
        """Write down what the family says to each difference that was found: those that the story tells of, or `promised`."""
        stage, page = self.stage, self.report()
        why = dict(self._explanations())
        told = {one["place"] for one in self.family.told.get("differences", []) if one["place"] in LABELS}
        promised = told if promised is None else promised
        if not self.is_review:
            stage.expect("部门查出的不一致", {row.key for row in page.open_rows}, promised)
        for row in page.open_rows:
            text = why.get(row.key, "")
            stage.expect(f"故事说到{row.label}的不一致", bool(text), True)
            verification.explain(row.difference, text or "家庭已经说明", stage.on, by=stage.scope(CLERK))
            stage.say(
                CLERK,
                f"{row.label}：申报{_heard(row.declared, row.key)}，查到{_heard(row.found, row.key)}",
                text,
            )

    def adopt(self) -> None:
        """Believe what the story believes, with its evidence."""
        stage, before = self.stage, self._facts_before()
        for told in self.chapter.adopted:
            if told["place"].endswith(".relation"):  # who is what to whom is the register's
                continue
            reason = f"{told['why']}（{told['evidence']}）"
            kind = facts.kind_of(told["evidence"])
            for who, key, value in facts.adopted(told["place"], told["value"], before):
                person_id = self.people[who].pk if who else None
                by = stage.scope(CLERK)
                said = facts.as_claimed(self.no, person_id, key, value, kind)
                adopted = actions.adopt_fact(self.no, person_id, key, said, kind, reason, stage.on, by=by)
                weight = f"按“{rule_for(key).label}”" if adopted.rule else "不按建议，凭理由"
                stage.say(CLERK, f"采信{words.label(key)}：{_heard(said, key)}", f"{reason}；{weight}")

    def visit(self, by: str = CLERK, second: str = SECOND) -> None:
        """Two surveyors go there; both and the family sign."""
        stage = self.stage
        head = Case.objects.get(case_no=self.no).applicant_id
        form = VisitForm(
            stage.on,
            self.head["name"],
            "入户看过住房和家电，与申报一致",
            second_strokes=strokes(1),
            family=[Hand(strokes(2), head)],
        )
        actions.record_visit(self.no, form, stage.login(second), stage.on, by=stage.scope(by))
        stage.say(by, f"和{stage.login(second).name}入户调查", "三方签字")

    def ask_help(self, town_code: str, who: str, reason: str) -> None:
        """Ask the town where the family lives; its officer takes it on and sees this family alone."""
        stage = self.stage
        until = add_workdays(self.first, LONGEST)
        asked = actions.ask_cooperation(self.no, town_code, reason, until, stage.on, by=stage.scope(CLERK))
        stage.say(CLERK, "请外镇街协助入户", f"{asked.number}：{reason}，到 {until} 止")
        helper = stage.scope(who)
        actions.take_cooperation(asked.number, stage.on, by=helper)
        found = granted(helper, asked.number, stage.on)
        seen = [row.case_no for row in queries.cases(found[1])] if found and found[1] else []
        stage.expect("协助的人看得到的案件", seen, [self.no])
        stage.say(who, "接下协助", "只看得到这一件")

    def try_out(self) -> None:
        """A trial that binds nobody."""
        actions.assess(self.no, self.stage.on, by=self.stage.scope(CLERK))

    def rule(self) -> None:
        """Settle what the law leaves open: one officer proposes, another agrees; nobody agrees with themselves."""
        stage = self.stage
        for told in self.chapter.facts.get("decided", []):
            ruling = actions.rule(
                self.no,
                told["key"],
                told["value"],
                told["reason"],
                told["by"],
                stage.on,
                by=stage.scope(POLICY),
            )
            question, value = in_words(ruling)
            stage.say(POLICY, f"提出裁定“{question}”，定为 {value}", told["reason"])
            alone = stage.scope(POLICY)
            stage.refused(
                POLICY, "复核自己提出的裁定", "same_officer",
                lambda pk=ruling.pk, by=alone: actions.second_ruling(self.no, pk, stage.on, by=by),
            )  # fmt: skip
            actions.second_ruling(self.no, ruling.pk, stage.on, by=stage.scope(POLICY_SECOND))
            stage.say(POLICY_SECOND, f"复核裁定“{question}”", "同意")

    def propose(self, outcome: Outcome) -> Proposal:
        """The clerk proposes what the law gives; it must be what the story promises."""
        stage = self.stage
        proposal = actions.propose(self.no, stage.on, by=stage.scope(CLERK))
        amount = f"每月 {spoken_yuan(proposal.monthly_fen)} 元" if proposal.monthly_fen else ""
        stage.say(CLERK, f"提出审核意见：{Outcome(proposal.outcome).label}", amount)
        stage.expect("审核意见", proposal.outcome, outcome.value)
        return proposal

    def notice(self) -> date:
        """Post for the village, prove it with a photo of the board; the day after which may be decided."""
        stage = self.stage
        posting = actions.give_notice(self.no, stage.on, by=stage.scope(CLERK))
        stage.say(CLERK, "张榜公示", f"到 {posting.until_on} 止")
        public = {row.name for row in public_now(stage.on, self.family.told["village"])}
        stage.expect("公示页上有这一户", self.head["name"] in public, True)
        by = stage.scope(CLERK if self.is_recused() else self.assistant)
        village = self.family.told["village"]
        picture = BytesIO(photo(posting.pk))
        paper = take_paper(self.no, PaperKind.POSTING_PHOTO, picture, by=by, region_code=village, on=stage.on)
        actions.prove_posted(self.no, paper, stage.on, by=by)
        stage.say(by.name, "拍下公示栏上传")
        return posting.until_on

    def is_recused(self) -> bool:
        """Whether the village's assistant has a relative in the family."""
        return queries.case(self.stage.scope(self.assistant), self.no) is None

    def wait_for_notice(self, until: date) -> None:
        """Nobody confirms on the last day of the notice; then go to the next working day."""
        self.stage.on = until
        self.refused(CONFIRMER, "公示没满就确认", "on_notice", actions.confirm)
        self.stage.on = add_workdays(until, 1)

    def confirm(self) -> Any:
        """The confirming officer decides; the one who proposed may not."""
        self.refused(CLERK, "自己提出自己确认", "not_in_scope", actions.confirm)
        return self._decide(actions.confirm, "确认")

    def decline(self) -> Any:
        return self._decide(actions.decline, "作出不予确认决定")

    def refused(self, who: str, what: str, code: str, act: Callable[..., object]) -> None:
        """An act on the case that must be refused."""
        by = self.stage.scope(who)
        self.stage.refused(who, what, code, lambda: act(self.no, self.stage.on, by=by))

    def _decide(self, act: Callable[..., Any], what: str) -> Any:
        stage = self.stage
        decision = act(self.no, stage.on, by=stage.scope(CONFIRMER))
        stage.say(CONFIRMER, what, decision.decision_no)
        return decision

    def _explanations(self) -> list[tuple[str, str]]:
        told = [(one["place"], one["why"]) for one in self.family.told.get("differences", [])]
        for one in self.chapter.adopted:
            keys = facts.adopted(one["place"], one["value"], self._facts_before())
            told += [(key, f"{one['why']}（{one['evidence']}）") for _, key, _ in keys]
        return told

    def _facts_before(self) -> dict[str, Any]:
        chapters = self.family.chapters
        index = chapters.index(self.chapter)
        return chapters[index - 1].facts if index else self.family.declaration.facts


def _heard(value: Any, key: str) -> str:
    """A value as a line of the play says it."""
    return "没有" if value is None else words.told(value, key)
