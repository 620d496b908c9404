"""How each story goes: the verbs of a way in order, and the refusals on the way."""

from collections.abc import Callable
from datetime import date

from jiuzhu.casework import actions
from jiuzhu.casework.actions.notice import MeetingForm
from jiuzhu.casework.cooperation import requested
from jiuzhu.casework.states import Outcome
from jiuzhu.demo.stories import afar, later
from jiuzhu.demo.stories.correction import ask_correction, supply
from jiuzhu.demo.stories.dispute import dispute
from jiuzhu.demo.stories.month import pay, pay_until
from jiuzhu.demo.stories.promise import keep
from jiuzhu.demo.stories.stage import Stage
from jiuzhu.demo.stories.way import CLERK, CONFIRMER, COUNTY, COUNTY_SECOND, Way
from jiuzhu.demo.world.stories import Story
from jiuzhu.kernel.month import Month
from jiuzhu.org.calendar import add_workdays

Plot = Callable[[Stage, Story], None]
HELPER = "hexiaofeng"
"""A clerk of the town where a family lives that another town handles."""
GRANTED = ["accept", "posting", "confirm"]
DECLINED = ["accept", "decline"]


def ordinary_family(stage: Stage, story: Story) -> None:
    way = Way(stage, story.families[0])
    to_award(way)
    pay(way)


def severe_disability_single(stage: Stage, story: Story) -> None:
    """Nobody can propose before two officers have settled the amount."""
    way = Way(stage, story.families[0])
    to_investigated(way)
    way.refused(CLERK, "裁定以前提出意见", "undetermined", actions.propose)
    way.rule()
    to_decision(way)
    pay(way)


def at_the_standard(stage: Stage, story: Story) -> None:
    """Not below the standard: declined in writing, recognised as 低保边缘 and referred on."""
    way = Way(stage, story.families[0])
    to_investigated(way)
    way.propose(Outcome.RECOGNISE)
    way.refused(CLERK, "给不发钱的意见公示", "nothing_to_post", actions.give_notice)
    way.go(5)
    way.decline()
    keep(way, "declined", DECLINED)


def contested_notice(stage: Stage, story: Story) -> None:
    """An objection takes the notice down; visit, appraisal, a new proposal, three more days on the board."""
    way = Way(stage, story.families[0])
    to_objection(way)
    way.refused(CONFIRMER, "有异议还要确认", "case_moved", actions.confirm)
    stage.on = add_workdays(stage.on, 2)
    told = way.family.told["objection"]
    votes = told["votes"]
    present = votes["agree"] + votes["against"]
    meeting = MeetingForm(stage.on, present, present - 2, votes["agree"], told["found"])
    actions.appraise(way.no, meeting, stage.on, by=stage.scope(CLERK))
    stage.say(CLERK, f"民主评议，{present} 人到会，{votes['agree']} 人认为属实", told["found"])
    way.visit()
    way.propose(Outcome.GRANT)
    way.wait_for_notice(way.notice())
    way.confirm()
    keep(way, "confirmed", ["accept", "posting", "posting", "confirm"])


def cadre_relative(stage: Stage, story: Story) -> None:
    """The cadre may not touch his brother's case, and nothing is confirmed before the county has been there."""
    way = Way(stage, story.families[0])
    cadre = way.family.told["filed"]["official"]
    to_investigated(way)
    stage.expect("备案的近亲属回避", way.is_recused(), True)
    way.refused(
        cadre, "给弟弟家拍公示照片", "recused", lambda no, on, by: actions.prove_posted(no, None, on, by=by)
    )
    way.propose(Outcome.GRANT)
    way.wait_for_notice(way.notice())
    way.refused(CONFIRMER, "区里没有入户就确认", "county_visit_owed", actions.confirm)
    way.visit(COUNTY, COUNTY_SECOND)
    way.confirm()
    keep(way, "confirmed", GRANTED)


def scooter_and_car(stage: Stage, story: Story) -> None:
    """The same question from the registry of vehicles, two answers."""
    scooter, car = story.families
    to_award(Way(stage, scooter))
    way = Way(stage, car)
    to_investigated(way)
    way.propose(Outcome.DECLINE)
    way.go(5)
    way.decline()
    keep(way, "declined", DECLINED)


def odd_jobs_injury(stage: Stage, story: Story) -> None:
    """No department knows of the injury: the family is asked once for its papers, and what they show is adopted."""
    way = Way(stage, story.families[0])
    application = way.hand_in()
    ask_correction(way, application)
    way.go(3)
    supply(way, application)
    way.accept(application)
    way.first = stage.on
    to_believed(way)
    to_decision(way)


def work_in_another_province(stage: Stage, story: Story) -> None:
    """No department here knows of the wage; the other province's centre does, and what it says is what counts."""
    way = Way(stage, story.families[0])
    way.apply()
    way.go(1)
    way.survey()
    row = afar.ask_elsewhere(way)
    way.go(3)
    way.visit()
    way.go(6)
    afar.hear_elsewhere(way, row)
    way.explain({"income.wage"})
    way.adopt()
    way.go(7)
    to_decision(way)
    pay(way)


def to_granted(stage: Stage, story: Story) -> None:
    """From the form to the award, without a turn."""
    to_award(Way(stage, story.families[0]))


def away_from_home(stage: Stage, story: Story) -> None:
    """The town where the family lives comes along when asked, and only then; the home town may take longer, and says why."""
    way = Way(stage, story.families[0])
    way.apply()
    way.go(1)
    way.survey()
    way.refused(HELPER, "古南街道经办去提意见", "not_in_scope", actions.propose)
    stage.refused(CLERK, "没有请就和古南街道的人入户", "not_in_scope", lambda: way.visit(second=HELPER))
    way.go(2)
    why = "人户分离：户籍在永安村，住在古南街道，入户调查和邻里访问要两地配合"
    actions.extend(way.no, why, stage.on, by=stage.scope(CONFIRMER))
    stage.say(CONFIRMER, "延长办理期限到 45 个工作日", why)
    way.ask_help(way.family.told["living"][:9], HELPER, "家庭住在你街道，请一同入户")
    way.go(9)
    way.visit(second=HELPER)
    stage.expect("入户以后协助的人看得到的", requested(stage.scope(HELPER), stage.on), [])
    way.go(10)
    to_decision(way)


def last_year_student(stage: Stage, story: Story) -> None:
    way = Way(stage, story.families[0])
    to_award(way)
    review_on = date.fromisoformat(way.chapter.outcome["review_on"])
    why = "学籍显示 2027 年 6 月毕业"
    clock = actions.foresee(way.no, review_on, why, stage.on, by=stage.scope(CLERK))
    stage.say(CLERK, "预定复核日期", f"{clock.due_on}，{why}")
    stage.expect("复核日期", clock.due_on, review_on)


def new_job_tapering(stage: Stage, story: Story) -> None:
    """Granted in July; in November the family reports a job, and two officers settle what tapering pays."""
    way = Way(stage, story.families[0])
    to_award(way)
    pay(way)
    pay_until(way, Month.parse("2026-10"))
    later.report_job(way)
    pay(way)


def head_dies(stage: Stage, story: Story) -> None:
    """The departments tell of the death; the widow is heard and becomes the head."""
    way = Way(stage, story.families[0])
    to_award(way)
    pay(way)
    pay_until(way, Month.parse("2026-12"))
    later.death_arrives(way)
    pay(way)


def to_investigated(way: Way) -> None:
    """Application, survey, visit, what is adopted."""
    way.apply()
    to_believed(way)


def to_believed(way: Way) -> None:
    """Survey, visit, what is adopted."""
    way.go(1)
    way.survey()
    way.go(3)
    way.visit()
    dispute(way)
    way.adopt()
    way.go(4)


def to_objection(way: Way) -> None:
    """A neighbour objects two days after the notice went up; it can be checked, so it is taken up and the notice comes down."""
    stage, told = way.stage, way.family.told["objection"]
    to_investigated(way)
    way.propose(Outcome.GRANT)
    way.notice()
    stage.on = add_workdays(stage.on, 2)
    actions.object_to(way.no, told["says"], told["by"], stage.on, by=stage.scope(CLERK))
    stage.say(told["by"], "提出异议", told["says"])
    actions.take_objection(way.no, stage.on, by=stage.scope(CLERK))
    stage.say(CLERK, "受理异议，公示撤下")


def to_award(way: Way) -> None:
    """From the form to the award."""
    to_investigated(way)
    to_decision(way)


def to_decision(way: Way) -> None:
    """Proposal, notice, decision, and what the story promises of them."""
    way.propose(Outcome.GRANT)
    way.wait_for_notice(way.notice())
    way.confirm()
    keep(way, "confirmed", GRANTED)


PLOTS: dict[str, Plot] = {
    "ordinary-family": ordinary_family,
    "severe-disability-single": severe_disability_single,
    "at-the-standard": at_the_standard,
    "contested-notice": contested_notice,
    "cadre-relative": cadre_relative,
    "scooter-and-car": scooter_and_car,
    "odd-jobs-injury": odd_jobs_injury,
    "work-in-another-province": work_in_another_province,
    "spouse-in-prison": to_granted,
    "away-from-home": away_from_home,
    "last-year-student": last_year_student,
    "new-job-tapering": new_job_tapering,
    "head-dies": head_dies,
}
