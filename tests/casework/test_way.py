"""From acceptance to the award, and everything that may not happen on the way."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from pypdfium2 import PdfDocument

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions, queries
from jiuzhu.casework.actions.notice import MeetingForm
from jiuzhu.casework.models import Case
from jiuzhu.clocks.models import Clock
from jiuzhu.documents import store
from jiuzhu.documents.models import Letter
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.queries import public_now
from jiuzhu.org.actions import appoint, file_relative
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office
from jiuzhu.registry.models import Standing
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.models import Difference
from tests.casework.conftest import DECIDED, OPENED, POSTED, SETUP, VISITED, Way, register

pytestmark = pytest.mark.slow


def test_the_letter_is_one_page_and_its_derivation_another(way):
    way.to_notice()
    way.prove()
    way.confirm()
    letter = Letter.objects.get(case_no=way.no, kind="confirm")
    with closing(PdfDocument(store.get(letter.digest))) as document:
        pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert len(pages) == 2
    assert "印章处" in pages[0] and "行政诉讼" in pages[0]
    assert "＝1,110.00元" in pages[0] and "＝1,110元" not in pages[0]
    assert "待定" not in pages[1]


def test_an_ordinary_family_is_confirmed_and_owed(way):
    way.to_notice()
    way.prove()
    decision = way.confirm()
    award = Award.objects.get()
    assert (award.monthly_fen, award.decision_no) == (111_000, decision.decision_no)
    assert decision.decision_no.startswith("綦三角低保确〔2026〕")
    assert Standing.objects.get().programme == "dibao"


def test_what_the_county_decides_is_the_countys_decision(way):
    way.to_notice()
    way.prove()
    way.confirm(by="wang")
    offices = dict(Letter.objects.values_list("kind", "office__level"))
    assert offices == {"posting": "town", "confirm": "county"}
    assert Letter.objects.get(kind="confirm").number.startswith("綦民低保确〔2026〕")


def test_confirming_twice_is_one_decision(way):
    way.to_notice()
    way.prove()
    assert way.confirm().pk == way.confirm().pk


def test_a_public_notice_shows_four_things_for_seven_days_and_vanishes(way):
    way.to_notice()
    shown = public_now(POSTED + timedelta(days=7))
    assert [(row.name, row.members, row.monthly_fen) for row in shown] == [("周明贵", 3, 111_000)]
    assert public_now(POSTED + timedelta(days=8)) == []


@pytest.mark.parametrize("name", ["li", "liu", "wang"])
def test_a_notice_is_taken_down_when_the_family_withdraws(way, town, name):
    way.to_notice()
    actions.end_case(way.no, "家庭撤回申请", POSTED + timedelta(days=1), by=town.scope(name))
    assert public_now(POSTED + timedelta(days=1)) == []


def test_nobody_confirms_while_the_notice_runs(way):
    way.to_notice()
    way.prove()
    with pytest.raises(Refused, match="公示到 11月16日"):
        way.confirm(on=date(2026, 11, 16))


def test_nobody_confirms_without_the_photo_of_the_board(way):
    way.to_notice()
    with pytest.raises(Refused, match="公示栏的照片"):
        way.confirm()


def test_who_proposed_or_surveyed_does_not_confirm(way, town):
    office = Office.objects.get(short="三角镇")
    for login in (town.li, town.chen):
        appoint(login, office, Role.CONFIRMER, OPENED, by=SETUP)
    way.to_notice()
    way.prove()
    for name in ("li", "chen"):
        with pytest.raises(Refused, match="不能作决定"):
            way.confirm(by=name)


def test_a_clerk_cannot_confirm(way):
    way.to_notice()
    way.prove()
    with pytest.raises(Refused, match="当地的确认"):
        way.confirm(by="li")


def test_an_officer_of_another_town_can_do_nothing(way, town):
    assert queries.view(town.scope("stranger"), way.no, OPENED) is None
    with pytest.raises(Refused, match="当地"):
        actions.start_survey(way.no, OPENED, by=town.scope("stranger"))


def test_no_proposal_without_a_visit(way, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    with pytest.raises(Refused, match="入户调查"):
        actions.propose(way.no, POSTED, by=town.scope("li"))


def test_a_step_that_does_not_begin_here_is_refused(way):
    way.visit()
    with pytest.raises(Refused, match="现在是“已受理”"):
        way.propose()


@pytest.mark.parametrize(
    ("act", "by", "more"),
    [
        (actions.give_notice, "li", ()),
        (actions.confirm, "liu", ()),
        (actions.decline, "liu", ()),
        (actions.settle, "liu", (None,)),
    ],
)
def test_what_follows_a_proposal_is_refused_where_none_was_made(way, town, act, by, more):
    with pytest.raises(Refused, match=r"案件现在是.*请刷新再看"):
        act(way.no, *more, OPENED, by=town.scope(by))


def test_the_clocks_of_the_law_run_and_are_met(way):
    way.to_notice()
    way.prove()
    way.confirm()
    whole = Clock.objects.get(case_no=way.no, key="db.total_delegated")
    assert (whole.due_on, whole.met_on) == (date(2026, 11, 30), DECIDED)
    assert set(Clock.objects.filter(met_on=None, dropped_on=None).values_list("key", flat=True)) == {
        "db.review"
    }


def test_the_verification_centre_has_three_working_days_for_the_first_question(way, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    asking = Clock.objects.get(case_no=way.no, key="db.verify_start")
    assert (asking.role, asking.due_on, asking.met_on) == ("verifier", date(2026, 11, 5), None)
    actions.ask_sources(way.no, VISITED, by=town.scope("li"))
    asking.refresh_from_db()
    assert asking.met_on == VISITED


def test_an_objection_taken_up_stops_the_notice_and_leads_to_an_appraisal(way, town):
    way.to_notice()
    said = way.contest("他家有门面出租", on=POSTED + timedelta(days=2))
    assert reveal(said, "text") == "他家有门面出租"
    assert public_now(POSTED + timedelta(days=3)) == []
    meeting = MeetingForm(date(2026, 11, 12), 9, 6, 9, "门面是同名的另一家")
    actions.appraise(way.no, meeting, date(2026, 11, 12), by=town.scope("li"))
    way.propose(date(2026, 11, 12))
    again = actions.give_notice(way.no, date(2026, 11, 12), by=town.scope("li"))
    assert again.until_on == date(2026, 11, 15)


def test_an_appraisal_without_two_thirds_of_representatives_is_refused(way, town):
    way.to_notice()
    way.contest()
    for (present, representatives, agreed, on), told in {
        (9, 5, 9, POSTED): "三分之二",
        (2, 2, 2, POSTED): "至少要 3 人到会",
    }.items():
        with pytest.raises(Refused, match=told):
            meeting = MeetingForm(on, present, representatives, agreed, "")
            actions.appraise(way.no, meeting, POSTED, by=town.scope("li"))


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        (MeetingForm(POSTED, 3, 40, 3, ""), "村（居）民代表 40 人，比到会的 3 人还多"),
        (MeetingForm(POSTED, 3, 3, 4, ""), "认为属实的 4 人，比到会的 3 人还多"),
        (MeetingForm(POSTED, 40_000, 40_000, 0, ""), "不能多于 9999"),
        (MeetingForm(date(1, 1, 1), 3, 3, 0, ""), "收到异议（2026-11-09）以后"),
        (MeetingForm(POSTED - timedelta(days=1), 3, 3, 0, ""), "收到异议（2026-11-09）以后"),
        (MeetingForm(POSTED + timedelta(days=1), 3, 3, 0, ""), "不晚于今天"),
    ],
)
def test_an_appraisal_that_cannot_have_been_is_refused(way, town, meeting, words):
    way.to_notice()
    way.contest()
    with pytest.raises(Refused, match=words):
        actions.appraise(way.no, meeting, POSTED, by=town.scope("li"))


def test_income_at_the_standard_is_recognised_as_edge_and_told_why(town):
    way = Way(town, wage="770")
    assert way.to_proposal().outcome == "recognise"
    decision = actions.decline(way.no, DECIDED, by=town.scope("liu"))
    assert Standing.objects.get().programme == "dibian"
    assert Letter.objects.get(number=decision.decision_no).kind == "decline"
    assert not Award.objects.exists()


def test_a_relative_of_an_officer_is_filed_recused_and_visited_by_the_county(town):
    file_relative(
        "李小兰", Office.objects.get(short="三角镇"), town.li, "堂兄", "510223198203149019", OPENED, by=SETUP
    )
    case = actions.open_case("SQ-2026-0009", register(), "dibao", OPENED, by=town.scope("chen"))
    assert case.county_visit == "filed"
    assert queries.case(town.scope("li"), case.case_no) is None
    with pytest.raises(Refused, match="回避"):
        actions.start_survey(case.case_no, OPENED, by=town.scope("li"))


def test_a_relative_filed_after_the_opening_is_kept_off_from_then_on_and_the_county_visits(way, town):
    town_office = Office.objects.get(short="三角镇")
    assert queries.case(town.scope("chen"), way.no) is not None
    file_relative("陈雪梅", town_office, town.chen, "堂兄", "510223198203149019", OPENED, by=SETUP)
    assert queries.case(town.scope("chen"), way.no) is None
    with pytest.raises(Refused, match="回避"):
        actions.start_survey(way.no, OPENED, by=town.scope("chen"))
    assert [one.official for one in queries.view(town.scope("li"), way.no, OPENED).filed] == ["陈雪梅"]
    assert [line.filed for line in queries.lines([way.case], OPENED)] == [{"陈雪梅"}]
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    way.visit(second="yang")
    way.propose()
    assert queries.case(town.scope("li"), way.no).county_visit == "filed"


def test_a_sampled_case_waits_for_the_county(way, town):
    way.to_notice()
    way.prove()
    actions.sample(way.no, "sampled", POSTED, by=town.scope("wang"))
    with pytest.raises(Refused, match="区民政局要先入户"):
        way.confirm()
    way.visit(by="wang", second="yang", on=date(2026, 11, 10))
    assert way.confirm().outcome == "grant"


def test_a_complaint_is_looked_into_before_a_refusal(town):
    way = Way(town, wage="3000")
    way.to_proposal()
    actions.sample(way.no, "complaint", POSTED, by=town.scope("wang"))
    with pytest.raises(Refused, match="区民政局要先入户"):
        actions.decline(way.no, DECIDED, by=town.scope("liu"))
    way.visit(by="wang", second="yang", on=date(2026, 11, 10))
    assert actions.decline(way.no, DECIDED, by=town.scope("liu")).outcome == "decline"
    assert Clock.objects.get(key="db.county_visit").met_on == date(2026, 11, 10)


def test_a_family_has_one_open_case(way, town):
    with pytest.raises(Refused, match="正在办理"):
        actions.open_case("SQ-2026-0002", way.household, "dibao", OPENED, by=town.scope("li"))


def test_a_family_that_the_county_has_visited_already_is_not_waited_for(way, town):
    way.to_notice()
    way.visit(by="wang", second="yang", on=POSTED)
    actions.sample(way.no, "sampled", POSTED, by=town.scope("wang"))
    assert not Clock.objects.filter(key="db.county_visit").exists()


def test_the_worklist_counts_queries_not_cases(way, town, django_assert_max_num_queries):
    scope = town.scope("li")
    with django_assert_max_num_queries(8):
        (line,) = queries.worklist(scope, OPENED)
    assert (line.village, line.size, line.whole.left) == ("三角社区", 3, 20)


def test_the_family_sees_four_plain_stretches(way, town):
    way.to_notice()
    resident = town.scope("li").resident(1, way.household.head_id)
    assert [mile.state for mile in queries.progress(resident, way.no, POSTED)] == [
        "done",
        "done",
        "now",
        "later",
    ]


def test_two_officers_at_once_the_second_is_told(way, town):
    actions.start_survey(way.no, OPENED, by=town.scope("li"))
    with pytest.raises(Refused, match="同事刚办过"):
        actions.start_survey(way.no, OPENED, by=town.scope("chen"))
    assert Case.objects.get().steps.count() == 1


def test_a_refusal_is_delivered_within_three_working_days(town):
    way = Way(town, wage="3000")
    way.to_proposal()
    actions.decline(way.no, DECIDED, by=town.scope("liu"))
    (line,) = queries.worklist(town.scope("li"), DECIDED)
    assert (line.next_label, line.link.left) == ("送达不予确认告知书", 3)
    letter = actions.deliver(way.no, "village", DECIDED, by=town.scope("yang"))
    assert letter.delivered_on == DECIDED
    assert queries.worklist(town.scope("li"), DECIDED) == []


def test_differences_are_told_in_one_letter(way, town):
    Difference.objects.create(
        case_no=way.no, household=way.household, key="assets.financial", declared="3200", found="4060",
        size={"fen": 86_000}, noticed_on=POSTED,
    )  # fmt: skip
    letter = actions.tell_differences(way.no, POSTED, by=town.scope("li"))
    assert '"declared":"3,200.00 元"' in reveal(letter, "data").replace(": ", ":")
    with pytest.raises(Refused, match="1 处"):
        actions.start_survey(way.no, OPENED, by=town.scope("li"))
        way.visit()
        actions.propose(way.no, POSTED, by=town.scope("li"))


def test_where_nothing_differs_nothing_is_told(way, town):
    with pytest.raises(Refused, match="没有待说明"):
        actions.tell_differences(way.no, POSTED, by=town.scope("li"))


def test_a_ruling_is_made_by_two_officers_of_the_place(way, town):
    asked = ("single_person.amount", "630", "文件没有写", "纪要〔2026〕3号", OPENED)
    with pytest.raises(Refused, match="当地"):
        actions.rule(way.no, *asked, by=town.scope("stranger"))
    ruling = actions.rule(way.no, *asked, by=town.scope("li"))
    for name in ("li", "chen", "stranger"):
        with pytest.raises(Refused):
            actions.second_ruling(way.no, ruling.pk, OPENED, by=town.scope(name))
    assert actions.second_ruling(way.no, ruling.pk, OPENED, by=town.scope("liu")).second_name == "刘国强"
