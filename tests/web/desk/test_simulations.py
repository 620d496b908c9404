"""The what-if pages: 叶琳 (政策) asks, 王志远 (区级审核) reads names, 周航 works elsewhere."""

import io
import random
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.analysis import actions
from jiuzhu.analysis.actions import Asked, ask
from jiuzhu.analysis.kinds import SMALL_CELL, Fate
from jiuzhu.analysis.models import Failure, Scenario
from jiuzhu.assessment.models import Determination
from jiuzhu.casework.models import Case
from jiuzhu.editions.actions import propose
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Region
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment
from jiuzhu.trail.models import Entry
from jiuzhu.web.desk import simulations_ask
from jiuzhu.web.desk.simulations_shown import Shown
from tests.analysis.families import DAY, RULINGS, determined, standards, told
from tests.benefits import situations
from tests.editions.conftest import conscripts, rounded
from tests.web.conftest import officer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST, NEW = "/desk/policy/simulations/", "/desk/policy/simulations/new"
TODAY = date(2026, 12, 10)
NOW = datetime(2026, 12, 10, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.TODAY = tmp_path, TODAY


@pytest.fixture
def ye(db):
    return officer("yelin", "叶琳", "500110", Level.COUNTY, Role.POLICY)


@pytest.fixture
def wang_of_county(db):
    return officer("wangzhiyuan", "王志远", "500110", Level.COUNTY, Role.COUNTY)


@pytest.fixture
def visit(client):
    """Ask for a page, or send a form, as an officer."""

    def ask_for(who, address, data=None):
        client.force_login(who)
        return client.get(address) if data is None else client.post(address, data)

    return ask_for


def text(response):
    return response.content.decode()


def families(wages):
    for index, wage in enumerate(wages):
        row = determined(told(wage), f"SJ-2026-{index:04d}")
        Case.objects.create(
            case_no=row.case_no, application_no=f"SQ-{index}", kind="new", programme="dibao", household=row.household,
            applicant=row.household.head, region_code=row.household.region_code, stage="accepted", opened_on=TODAY, applied_on=TODAY,
        )  # fmt: skip


def simulated(login, urban=80_000, **about):
    given = {
        "title": "方案乙",
        "region": "500110",
        "amendment": standards(urban),
        "on": DAY,
        "first_month": Month.of(DAY),
    }
    return ask(Asked(**{**given, "assumed": RULINGS, **about}), TODAY, NOW, by=Scope.of(login, TODAY))


def address(row, place=""):
    return f"{LIST}{row.pk}/{place}"


MAYOR = Scope("officer", "officer:70", "方晴", ((Role.POLICY, "500000"),), login_id=70)
CUT = 70_000
"""With it the last of the cut families leaves."""


def test_a_change_is_asked_and_answered(visit, ye):
    families(["1200"] * 6)
    form = {
        "title": "2027年标准",
        "region": "500110",
        "number_1": "standard_fen",
        "area_1": "urban",
        "value_1": "800",
    }
    sent = visit(ye, NEW, {**form, "since": "2027-01-01", "turn": "next", "first": "2027-01"})
    row = Scenario.objects.get()
    assert sent.url == address(row) and row.on == DAY
    assert "0 户减少，6 户增加，一年多花 4,320.00 元" in text(visit(ye, address(row)))


def test_the_families_of_a_past_day_are_those_that_were_determined_by_then(ye):
    families(["1200"] * 6)
    newest = Determination.objects.latest("pk")
    Determination.objects.filter(pk=newest.pk).update(on=date(2026, 12, 5))
    counts = [
        simulated(ye, on=day, as_of=as_of).simulation.totals["families"]
        for day, as_of in ((DAY, None), (date(2026, 12, 2), date(2026, 12, 2)))
    ]
    assert counts == [6, 5]


ANSWERS = {
    "title": "方案甲", "region": "500110", "number_1": "standard_fen", "area_1": "urban", "value_1": "800",
    "since": "2027-01-01", "turn": "next", "first": "2027-01",
}  # fmt: skip


def test_the_form_asks_for_the_families_of_the_day_of_the_comparison(visit, ye):
    families(["1200"] * 6)
    visit(ye, NEW, ANSWERS | {"families": "then", "on": "2026-12-02"})
    row = Scenario.objects.latest("pk")
    assert (row.asked_on, row.extract_hash) == (date(2026, 12, 2), "")
    assert "2026-12-02 的数据" in text(visit(ye, address(row)))
    assert 'value="then" selected' in text(visit(ye, f"{NEW}?from={row.pk}"))
    ahead = visit(ye, NEW, ANSWERS | {"families": "then", "on": "2027-01-01"})
    assert "还没有到" in text(ahead)
    assert "要写明是哪一天" in text(visit(ye, NEW, ANSWERS | {"families": "then", "on": ""}))


def test_a_number_may_be_written_as_a_share_of_the_one_in_force(visit, ye):
    families(["1200"] * 6)
    form = {
        "title": "涨 5%",
        "region": "500110",
        "number_1": "standard_fen",
        "area_1": "urban",
        "value_1": "105%",
    }
    visit(ye, NEW, {**form, "since": "2027-01-01", "turn": "next"})
    (change,) = Scenario.objects.get().amendment["changes"]
    assert change["value"] == 80_900  # 808.50 元, to whole yuan


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number_1": ""}, "至少改一个数"),
        ({"since": ""}, "从哪天起施行还没有填"),
        ({"value_1": "八百"}, "不是金额"),
        ({"area_1": "", "value_1": "105%"}, "不能写成百分之几"),
        ({"first": "明年"}, "不是月份"),
        ({"min_wage_fen": "2330"}, "要写出处"),
        ({"assumed_1": "single_person_amount_fen", "as_1": "x"}, "不是金额"),
    ],
)
def test_what_was_typed_wrong_is_said_beside_it(visit, ye, wrong, words):
    form = {
        "title": "甲",
        "region": "500110",
        "number_1": "standard_fen",
        "area_1": "urban",
        "value_1": "800",
    }
    answer = visit(ye, NEW, {**form, "since": "2027-01-01", "turn": "next", **wrong})
    assert answer.status_code == 422 and words in text(answer)


def test_a_change_that_does_not_fit_is_refused_with_everything_kept(visit, ye):
    form = {"title": "甲", "region": "500110", "number_1": "standard_fen", "area_1": "urban", "value_1": "8"}
    answer = visit(ye, NEW, {**form, "since": "2027-01-01", "turn": "next"})
    assert answer.status_code == 409 and "十倍以上" in text(answer) and 'value="8"' in text(answer)


def test_a_proposed_change_is_simulated_by_its_number(visit, ye):
    families(["1200"] * 6)
    proposed = propose(standards(79_000, region="500000"), "按省里要求", TODAY, by=MAYOR)
    visit(ye, NEW, {"title": "第几号", "region": "500110", "proposal": str(proposed.pk), "turn": "next"})
    row = Scenario.objects.get()
    assert row.amendment_id == proposed.pk and row.simulation.totals["fates"][4][1] == 6


def test_a_proposed_rule_and_an_addition_to_a_list_are_simulated_too(visit, ye):
    families(["1203"] * 6)
    proposed = propose(Amendment((rounded(), conscripts())), "按省里要求", TODAY, by=MAYOR)
    visit(ye, NEW, {"title": "第几号", "region": "500110", "proposal": str(proposed.pk), "turn": "next"})
    row = Scenario.objects.get()
    assert row.simulation.totals["fates"][Fate.GAINS][1:] == [6, 6 * 300]
    page = text(visit(ye, address(row)))
    assert "补差：不足十元的按十元计。" in page
    assert "加上：服现役" in page


def test_losers_come_first_and_their_list_is_exact(visit, ye, wang_of_county):
    families(["1200"] * 6 + ["1450"] * 7)
    row = simulated(ye, CUT)
    shown = text(visit(wang_of_county, address(row)))
    assert "13 户减少，0 户增加" in shown and "-loses" not in shown
    listed = text(visit(wang_of_county, address(row, "families/loses")))
    assert listed.count("SJ-2026-") == 2 * 13 and "冉光明" in listed


def test_the_number_of_a_town_opens_the_families_of_that_town(visit, ye, wang_of_county):
    families(["1200"] * 3)
    determined(told("1200", region="500110114001"), "SJ-2026-0099")
    row = simulated(ye)
    assert "families/changed?town=500110114" in text(visit(wang_of_county, address(row)))
    there = text(visit(wang_of_county, address(row, "families/changed?town=500110114")))
    assert "三角镇有变化：1 户" in there or "500110114有变化：1 户" in there


def test_an_analyst_reads_no_name_and_no_place(visit, ye):
    families(["1200"] * 6)
    row = simulated(ye)
    listed = text(visit(ye, address(row, "families/gains")))
    assert "冉光明" not in listed and "SJ-2026-0" not in listed and listed.count("隐名") == 6 + 1


def in_towns(wages_by_town):
    """Families of several towns, so many of each."""
    number = 0
    for village, wages in wages_by_town.items():
        for wage in wages:
            household = situations.family(1, village=village)
            determined(told(wage, region=village), f"SJ-2026-{village[6:]}-{number}", household)
            number += 1


def test_the_map_draws_every_town_of_the_county_with_who_gains_and_who_loses(visit, ye, wang_of_county):
    about = {"name": "空镇", "level": "town", "parent_code": "500110"}
    Region.objects.get_or_create(code="500110199", defaults=about)
    in_towns({"500110106001": ["1200"] * 2 + ["1790"], "500110109001": ["1300"]})
    page = text(visit(wang_of_county, address(simulated(ye, CUT))))
    assert "增 0 减 2，−280 元/月" in page
    assert "空镇，没有单列" in page
    assert "公开资料里没有镇街界线" in page
    assert "?town=500110106" in page


def test_of_a_town_an_analyst_is_told_no_few_that_gain_or_lose(visit, ye):
    in_towns({"500110106001": ["1200"] * 12, "500110109001": ["1300"] * 9})
    told_all = visit(ye, address(simulated(ye))).context["map"]
    assert [tile.lines[0] for tile in told_all.tiles if tile.lines] == ["增 12 减 0", "增 9 减 0"]
    in_towns({"500110114001": ["1300"] * 2})
    merged = visit(ye, address(simulated(ye))).context
    assert merged["shown"].town_fates == {}
    assert "500110114" not in {tile.key for tile in merged["map"].tiles if tile.lines}


def test_whoever_reads_names_is_on_the_trail(visit, ye, wang_of_county):
    families(["1200"] * 3)
    row = simulated(ye)
    visit(wang_of_county, address(row, "families/gains"))
    entry = Entry.objects.get(act="desk.simulation.gains")
    assert len(entry.refs["shown"]) == 3 and entry.purpose == "政策试算"


def test_few_families_are_told_only_to_those_in_charge(visit, ye, wang_of_county):
    families(["1200"] * 3)
    row = simulated(ye)
    hidden, open_ = text(visit(ye, address(row))), text(visit(wang_of_county, address(row)))
    assert "有变化的不到 5 户" in hidden and "180.00" not in hidden and "2,160.00" not in hidden
    assert "0 户减少，3 户增加，一年多花 2,160.00 元" in open_
    assert "不到 5 户，为了认不出是谁" in text(visit(ye, address(row, "families/gains")))


def test_few_losers_among_many_winners_are_put_together(visit, ye):
    families(["1200"] * 8 + ["2350"] * 2)
    row = simulated(ye)
    shown = text(visit(ye, address(row)))
    assert "10 户有变化" in shown and "新进入" not in shown


def test_an_officer_elsewhere_finds_nothing(visit, ye, zhou):
    families(["1200"] * 6)
    row = simulated(ye)
    for place in ("", "families/gains", "export"):
        assert visit(zhou, address(row, place)).status_code in (403, 404)
    assert "方案乙" not in text(visit(zhou, LIST))


def test_a_clerk_has_no_such_page(visit, wang):
    assert visit(wang, LIST).status_code == 403


def test_the_states_of_the_list(visit, ye, monkeypatch):
    assert "还没有人试算过" in text(visit(ye, LIST))
    simulated(ye)
    families(["1200"] * 6)
    simulated(ye)
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    simulated(ye)
    shown = text(visit(ye, LIST))
    assert "算不了" in shown and "正在算" in shown and "6 户增加" in shown


def test_a_scenario_that_waits_says_so_and_may_be_left(visit, ye, monkeypatch):
    families(["1200"] * 6)
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    row = simulated(ye)
    assert "在排队" in text(visit(ye, address(row))) and "可以先离开" in text(visit(ye, address(row)))
    Job.objects.update(gave_up_at=NOW)
    assert "后台试了多次" in text(visit(ye, address(row)))


def test_a_scenario_without_an_answer_says_why(visit, ye):
    row = simulated(ye)
    assert Failure.objects.get().why[:10] in text(visit(ye, address(row)))


def test_an_open_number_leads_to_an_assumption(visit, ye):
    wanted = {name: value for name, value in RULINGS.items() if name != "basic_pension_counts"}
    members = [
        {"id": "1", "relation": "self", "born": "1950-05-01", "sex": "male", "incomes": [{"kind": "basic_pension_central", "per_month": "800"}]},
        {"id": "2", "relation": "child", "born": "1980-05-01", "sex": "male", "incomes": [{"kind": "wage", "per_month": "1000"}]},
    ]  # fmt: skip
    for index in range(6):
        determined(told(members=members), f"SJ-{index}")
    row = simulated(ye, assumed=wanted)
    shown = text(visit(ye, address(row)))
    assert "6 户算不出" in shown and "中央确定的城乡居民基础养老金是否计入收入 · 6 户" in shown
    asked = text(visit(ye, f"{NEW}?from={row.pk}&assume=basic_pension_counts"))
    assert "方案乙（改）" in asked


def test_that_its_families_are_gone_is_said_where_a_scenario_is_begun_anew(visit, ye, monkeypatch):
    families(["1200"] * 6)
    row = simulated(ye)
    gone = "原来用的合成人口已经删除"
    assert gone not in text(visit(ye, f"{NEW}?from={row.pk}"))
    monkeypatch.setattr(simulations_ask, "_families", lambda row: "0" * 64)
    assert gone in text(visit(ye, f"{NEW}?from={row.pk}"))


def test_assumptions_are_shown_as_such(visit, ye):
    families(["1200"] * 6)
    row = simulated(ye, assumed={"single_person_amount_fen": 63_000})
    shown = text(visit(ye, address(row)))
    assert ">假定</span> 单人保每人每月一共发多少（含加发）" in shown and "630 元" in shown


def test_two_scenarios_stand_side_by_side(visit, ye):
    families(["1200"] * 6)
    one, other = simulated(ye), simulated(ye, 85_000, title="方案丙")
    shown = text(visit(ye, f"{LIST}compare?one={one.pk}&other={other.pk}"))
    assert "方案丙比方案乙一年多花 7,200.00 元" in shown and "6 户得到的不一样" in shown


def test_only_what_can_be_compared_is_offered(visit, ye):
    families(["1200"] * 6)
    one = simulated(ye)
    simulated(ye, 85_000, title="同一天的方案")
    simulated(ye, title="另一天的方案", on=date(2027, 2, 1))
    shown = text(visit(ye, address(one)))
    assert "同一天的方案" in shown and "另一天的方案" not in shown


def test_the_file_is_watermarked_and_holds_no_formula(visit, ye, wang_of_county):
    families(["1200"] * 6)
    row = simulated(ye, title='=cmd|" /C calc"!A1')
    answer = visit(wang_of_county, address(row, "export"), {"purpose": "局务会"})
    book = ZipFile(io.BytesIO(answer.content))
    sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    strings = book.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 7 and all("局务会" in sheet and "<f>" not in sheet for sheet in sheets)
    assert "'=cmd" in strings and "SJ-2026-0003" in strings and "冉光明" not in strings
    assert Entry.objects.filter(act="analysis.export", purpose="局务会").exists()


def test_the_file_of_an_analyst_holds_no_family(visit, ye):
    families(["1200"] * 6)
    row = simulated(ye)
    book = ZipFile(io.BytesIO(visit(ye, address(row, "export"), {"purpose": "测算"}).content))
    assert "SJ-2026-" not in book.read("xl/sharedStrings.xml").decode()


def test_the_questions_to_the_database_do_not_grow(visit, ye, wang_of_county):
    def asked():
        row = simulated(ye)
        visit(wang_of_county, address(row))
        with CaptureQueriesContext(connection) as seen:
            visit(wang_of_county, address(row))
        return len(seen)

    families(["1200"] * 2)
    few = asked()
    for index in range(2, 12):
        determined(told("1300"), f"SJ-2026-{index:04d}")
    assert asked() == few


def test_whoever_waits_is_shown_the_result_when_it_is_there(visit, ye, client):
    families(["1200"] * 6)
    row = simulated(ye)
    client.force_login(ye)
    assert client.get(address(row), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("seed", range(4))
def test_nothing_an_analyst_is_told_gives_a_few_families_back(seed):
    """From every sum and every total less what stands beside it, of simulations drawn at random."""
    dice = random.Random(seed)
    for _ in range(100):
        counts = [dice.choice([0, dice.randrange(10), dice.randrange(500)]) for _ in Fate]
        shares = [dice.randint(1, 5) for _ in range(dice.randint(1, 6))]
        assert not [n for n in what_may_be_worked_out(counts, shares) if 0 < n < SMALL_CELL], (counts, shares)


def what_may_be_worked_out(counts, shares):
    shown = Shown.of(totals_of(counts, shares), is_in_charge=False)
    told = [row.families for row in shown.fates]
    numbers = [*told, *(n for _, n in shown.bins), shown.families - sum(told) if told else 0]
    numbers += [shown.same.families] if shown.same else []
    numbers += [shown.families - sum(told) - shown.same.families] if told and shown.same else []
    known = {row[0]: row for row in totals_of(counts, shares)["towns"]} if shown.town_fates else {}
    for key, (less, more) in shown.town_fates.items():
        _, families, changed, *_ = known[key]
        numbers += [less, more, changed - less - more, families - changed]
    for table in (shown.towns, shown.programmes) if told else ():
        numbers += [group.changed for group in table]
        numbers.append(shown.families - sum(group.families for group in table))
    return numbers


def totals_of(counts, shares):
    """A simulation of so many families of each fate, dealt to towns by these shares."""
    changed, whole = sum(counts) - counts[Fate.SAME] - counts[Fate.OPEN], sum(shares)
    towns, town_fates, left, rest = [], [], changed, counts[Fate.SAME]
    for index, share in enumerate(shares):
        is_last = index == len(shares) - 1
        mine, quiet = (
            (left, rest) if is_last else (changed * share // whole, counts[Fate.SAME] * share // whole)
        )
        towns.append([f"甲{index}", mine + quiet, mine, 0, mine * 100])
        lost = counts[Fate.LEAVES] + counts[Fate.LOSES]
        town_fates.append(
            [f"甲{index}", lost * mine // max(1, changed), mine - lost * mine // max(1, changed)]
        )
        left, rest = left - mine, rest - quiet
    bins = [
        ["减 20 以内", counts[Fate.LEAVES] + counts[Fate.LOSES]],
        ["增 20 以内", counts[Fate.GAINS] + counts[Fate.ENTERS]],
    ]
    fates = [[fate.name, counts[fate], 100 * counts[fate]] for fate in Fate]
    return {
        "families": sum(counts),
        "fates": fates,
        "towns": towns,
        "town_fates": town_fates,
        "classes": [],
        "programmes": towns,
        "bins": bins,
    }
