"""A scenario is asked by who may, computed once, and never changed."""

import ast
from datetime import UTC, date, datetime

import pytest

from jiuzhu.analysis import actions, queries, register, store
from jiuzhu.analysis.actions import Asked, ask, compute, work
from jiuzhu.analysis.kinds import Origin, Served
from jiuzhu.analysis.models import Failure, Simulation
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.policy.edition import shipped
from jiuzhu.trail.models import Entry
from tests.analysis.families import DAY, RULINGS, determined, drawn, extract_of, standards, told
from tests.architecture.source import modules, writes
from tests.benefits import situations

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
YE = Scope("officer", "officer:7", "叶琳", ((Role.POLICY, "500110"),), login_id=7)
STRANGER = Scope("officer", "officer:8", "周航", ((Role.POLICY, "500112"),), login_id=8)
PENSIONER = {
    "id": "1", "relation": "self", "born": "1950-05-01", "sex": "male",
    "incomes": [{"kind": "basic_pension_central", "per_month": "800"}],
}  # fmt: skip
SON = {
    "id": "2", "relation": "child", "born": "1980-05-01", "sex": "male",
    "incomes": [{"kind": "wage", "per_month": "1000"}],
}  # fmt: skip
NOW, TODAY = datetime(2026, 12, 10, 2, tzinfo=UTC), date(2026, 12, 10)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def scenario(title="方案乙", **about):
    assumed = {name: value for name, value in RULINGS.items() if name not in ("standard_fen",)}
    given = {"region": "500110", "on": DAY, "first_month": Month.of(DAY), "assumed": assumed}
    return Asked(title, amendment=standards(80_000), **(given | about))


def asked(by=YE, **about):
    return ask(scenario(**about), TODAY, NOW, by=by)


def three_families():
    determined(told("1200"), "SJ-1")
    determined(told("1520"), "SJ-2")
    determined(told("2350"), "SJ-3")


def test_with_few_families_there_is_an_answer_at_once():
    three_families()
    found = asked().simulation
    fates = {name: families for name, families, _ in found.totals["fates"] if families}
    assert fates == {"GAINS": 2, "ENTERS": 1}
    assert found.totals["after_fen"] - found.totals["before_fen"] == 2 * 6_000
    assert not Job.objects.exists()


def test_many_families_are_left_to_the_worker(monkeypatch):
    three_families()
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    row = asked()
    job = Job.objects.get(kind=actions.JOB)
    assert not Simulation.objects.exists()
    work(job.payload, NOW)
    assert Simulation.objects.get().scenario == row and store.told(row.pk) is None


def test_a_job_that_runs_twice_computes_once():
    three_families()
    row = asked()
    assert compute(row.pk, NOW, by=YE) == row.simulation
    assert Simulation.objects.count() == 1


def test_progress_is_told_while_it_runs(monkeypatch):
    three_families()
    seen = []
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    row = asked()
    compute(row.pk, NOW, lambda done, of, what: seen.append((done, of, what)), by=YE)
    assert seen[0][0] == 0 and seen[-1] == (seen[-1][1], seen[-1][1], "合计")


def test_an_officer_elsewhere_asks_nothing_here():
    with pytest.raises(Refused, match="当地的政策"):
        asked(by=STRANGER)


def test_an_officer_elsewhere_reads_nothing_here():
    three_families()
    row = asked()
    assert not queries.scenarios(STRANGER).exists()
    with pytest.raises(Refused, match="不在您的辖区"):
        queries.families(STRANGER, row.pk, "gains")


def test_a_clerk_asks_nothing():
    with pytest.raises(Refused):
        asked(by=Scope("officer", "officer:9", "李小兰", ((Role.CLERK, "500110"),), login_id=9))


def test_where_nobody_was_determined_the_reason_is_kept():
    row = asked()
    assert "还没有认定过的家庭" in Failure.objects.get(scenario=row).why


def test_a_family_with_missing_facts_is_told_and_not_guessed():
    three_families()
    bare = told()
    del bare["members"][1]["born"]
    determined(bare, "SJ-4")
    extract = register.take(YE, "500110", TODAY, shipped())
    assert [one.case_no for one in extract.left_out] == ["SJ-4"]
    assert "members[1].born" in extract.left_out[0].why and extract.size == 3


def test_the_newest_determination_of_a_family_counts():
    first = determined(told("1200"), "SJ-1")
    determined(told("1300"), "SJ-1", first.household)
    extract = register.take(YE, "500110", TODAY, shipped())
    assert extract.size == 1
    assert extract.population.columns["person"]["wage_annual_fen"].sum() == 1_560_000


def test_families_elsewhere_are_not_taken():
    three_families()
    determined(told(region="500112101001"), "SJ-9")
    assert register.take(YE, "500110", TODAY, shipped()).size == 3


def test_what_is_paid_now_stands_beside_what_the_law_gives():
    three_families()
    wang = Scope("officer", "officer:999", "王璐", ((Role.CONFIRMER, "500110"),), login_id=999)
    award = situations.granted(wang, 20_000, date(2026, 7, 6))
    determined(told("1200"), "SJ-5", award.household)
    row = asked()
    paid = row.simulation.totals["paid"]
    assert (paid["families"], paid["differ"]) == (4, 3)
    (line,) = [one for one in queries.families(YE, row.pk, "paid") if one.case_no == "SJ-5"]
    assert (line.paid_fen, line.before_fen) == (20_000, 34_000)
    assert register.take(YE, "500110", TODAY, shipped()).about["paid_as"].max() == Served.DIBAO


def test_a_familys_own_ruling_is_taken_with_it():
    ruled = {"key": "income.basic_pension", "value": "false", "reason": "按旧口径", "by": "局务会"}
    determined(told(decided=[ruled]), "SJ-1")
    assert register.take(YE, "500110", TODAY, shipped()).rulings == ({}, {"basic_pension_counts": 0})


def test_the_families_behind_a_number_are_exactly_those():
    three_families()
    row = asked()
    for name, families, fen in row.simulation.totals["fates"]:
        lines = queries.families(YE, row.pk, name.lower())
        assert len(lines) == families and sum(line.difference_fen for line in lines) == fen


def test_two_scenarios_of_the_same_families_are_compared():
    three_families()
    one, other = asked(), asked(title="方案丙", assumed=RULINGS)
    pairs = queries.between(YE, one.pk, other.pk)
    assert pairs == []
    third = ask(
        Asked("方案丁", "500110", standards(90_000), DAY, Month.of(DAY), assumed=RULINGS), TODAY, NOW, by=YE
    )
    assert len(queries.between(YE, one.pk, third.pk)) == 2


def test_scenarios_of_another_day_are_not_compared():
    three_families()
    one, other = asked(), asked(on=date(2027, 2, 1))
    with pytest.raises(Refused, match="没有意义"):
        queries.between(YE, one.pk, other.pk)


def test_a_city_is_computed_from_its_file(settings):
    from jiuzhu.analysis.extract import write

    name = write(extract_of(drawn(30)), store.extracts())
    row = asked(extract_hash=name)
    assert row.origin == Origin.CITY and row.simulation.extract_hash == name
    assert row.simulation.totals["paid"] is None and row.simulation.totals["families"] == 30
    assert [found for found, _ in store.cities()] == [name]


def test_an_altered_result_is_refused():
    three_families()
    row = asked()
    path = store._folder("results") / f"{row.simulation.lines_hash}.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Refused, match="被改过或没有写完"):
        queries.families(YE, row.pk, "gains")


def test_a_change_that_does_not_fit_is_refused_in_words():
    with pytest.raises(Refused, match="十倍以上"):
        ask(Asked("错", "500110", standards(80), DAY, Month.of(DAY)), TODAY, NOW, by=YE)


def test_who_asked_is_on_the_trail():
    three_families()
    asked()
    assert {"analysis.ask", "analysis.compute"} <= set(Entry.objects.values_list("act", flat=True))


def test_no_act_changes_a_row_once_it_is_there():
    verbs = {
        call.func.attr
        for module in modules("analysis")
        for call in writes(module.tree)
        if isinstance(call.func, ast.Attribute)
    }
    assert verbs == {"create"}


def test_a_family_that_waits_for_a_number_is_counted_under_it():
    determined(told(members=[PENSIONER, SON]), "SJ-1")
    totals = asked(assumed={}).simulation.totals
    assert {name: families for name, families, _ in totals["fates"]}["OPEN"] == 1
    assert "income.basic_pension" in {key for _, key, _, _ in totals["waiting"]}


def test_without_any_assumption_a_plain_family_gets_what_was_determined():
    row = determined(told("1200"), "SJ-1")
    (line,) = queries.families(YE, asked(assumed={}).pk, "gains")
    assert line.before_fen == row.result["results"]["dibao"]["monthly_fen"] == 34_000
