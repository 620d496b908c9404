"""The world agrees with itself, with the census and with its seed."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from jiuzhu.demo.world import AS_OF, World, generate, storage
from jiuzhu.demo.world.fitting import BANDS, band_of, band_shares, size_shares
from jiuzhu.demo.world.livelihood import QUINTILES
from jiuzhu.demo.world.places import TOWN, census, places, published
from jiuzhu.demo.world.reckoning import counted
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.month import age_on

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def townspeople(world):
    return [one for one in world.truth.persons if one.household and one.living.startswith(TOWN)]


@pytest.fixture(scope="session")
def town_homes(world):
    return [home for home in world.truth.households if home.village.startswith(TOWN)]


@pytest.mark.slow
def test_two_runs_of_one_seed_write_the_same_bytes(world, tmp_path):
    world.save(tmp_path / "one")
    generate().save(tmp_path / "two")
    first = {file.name: file.read_bytes() for file in (tmp_path / "one").iterdir()}
    assert first == {file.name: file.read_bytes() for file in (tmp_path / "two").iterdir()}


@pytest.mark.slow
def test_another_seed_makes_other_people(world):
    others = {one.id_number for one in generate(7).truth.persons}
    assert len(others & {one.id_number for one in world.truth.persons}) < 100


def test_a_saved_world_is_read_back_unchanged(world, tmp_path):
    world.save(tmp_path / "world")
    read = World.load(tmp_path / "world")
    assert read.truth == world.truth
    assert read.declarations == world.declarations


def test_a_world_that_was_half_written_is_not_there(world, tmp_path, monkeypatch):
    monkeypatch.setattr(storage.json, "dumps", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        world.save(tmp_path / "world")
    with pytest.raises(FileNotFoundError):
        World.load(tmp_path / "world")
    monkeypatch.undo()
    world.save(tmp_path / "world")
    assert World.load(tmp_path / "world").truth == world.truth


def test_the_town_has_about_three_thousand_residents(townspeople):
    assert 2_900 < len(townspeople) < 3_150


def test_the_other_towns_are_thin(world):
    by_town = Counter(home.village[:9] for home in world.truth.households)
    assert len(by_town) == 21
    assert max(count for town, count in by_town.items() if town != TOWN) <= 60


def test_ages_follow_the_census(townspeople):
    counts = Counter(band_of(age_on(one.born, AS_OF)) for one in townspeople)
    for band, share in enumerate(band_shares()):
        assert counts[band] / len(townspeople) == pytest.approx(share, abs=0.012), BANDS[band]


def test_household_sizes_follow_the_census(town_homes):
    counts = Counter(home.size for home in town_homes)
    for size, share in enumerate(size_shares(), start=1):
        assert counts[size] / len(town_homes) == pytest.approx(share, abs=0.01)


def test_the_mean_household_is_the_districts(townspeople, town_homes):
    mean = len(townspeople) / len(town_homes)
    assert mean == pytest.approx(published("重庆市綦江区", "平均家庭户规模"), abs=0.03)


def test_men_and_women_follow_the_census(townspeople):
    men = sum(one.sex == "male" for one in townspeople)
    assert 100 * men / (len(townspeople) - men) == pytest.approx(census("population")["POPU_WM"], abs=6)


@pytest.mark.parametrize(
    ("state", "column"),
    [("single", "FMLY_UNMA"), ("married", "FMLY_MARR"), ("divorced", "FMLY_DVRC"), ("widowed", "FMLY_WIDO")],
)
def test_marriage_follows_the_census(townspeople, state, column):
    adults = [one for one in townspeople if age_on(one.born, AS_OF) >= 15]
    share = sum(one.marital == state for one in adults) / len(adults)
    assert share == pytest.approx(census("family")[column], abs=0.02)


def test_employment_follows_the_census(world):
    adults = [one for one in world.truth.persons if one.died_on > AS_OF and age_on(one.born, AS_OF) >= 16]
    working = sum(one.employment in {"employed", "flexible", "farming"} for one in adults)
    assert working / len(adults) == pytest.approx(census("employment")["EMPL_OCCU"], abs=0.03)


@pytest.mark.parametrize(
    ("level", "column"),
    [
        ("primary", "EDUC_PRIM"),
        ("junior_high", "EDUC_JRHI"),
        ("senior_high", "EDUC_SRHI"),
        ("undergraduate", "EDUC_UNIP"),
    ],
)
def test_education_follows_the_census(world, level, column):
    people = [one for one in world.truth.persons if one.died_on > AS_OF and age_on(one.born, AS_OF) >= 3]
    share = sum(one.education == level for one in people) / len(people)
    assert share == pytest.approx(census("education")[column], abs=0.03)


def test_disability_has_the_surveys_share(world):
    alive = [one for one in world.truth.persons if one.died_on > AS_OF]
    share = sum(bool(one.disability_kind) for one in alive) / len(alive)
    assert share == pytest.approx(published("全国", "残疾人占总人口") / 100, abs=0.004)


def test_incomes_follow_the_published_quintiles(world):
    """Quintile means of households' income per head; the poorest group has pensions that the fit does not know."""
    yearly = np.sort([home.per_capita_fen for home in world.truth.households if not home.story]) * 12 / 100
    means = [float(part.mean()) for part in np.array_split(yearly, 5)]
    wanted = [published("全国", f"五等份-{name}") for name in QUINTILES]
    assert means == pytest.approx(wanted, rel=0.15)


def test_every_identity_number_is_valid_and_given_once(world):
    numbers = [one.id_number for one in world.truth.persons]
    assert len(set(numbers)) == len(numbers)
    assert [number for number in numbers if idnumber.fault(number, date(2026, 12, 31))] == []


def test_identity_numbers_tell_birthday_and_sex(world):
    for one in world.truth.persons:
        assert idnumber.born_on(one.id_number) == one.born
        assert idnumber.is_female(one.id_number) == (one.sex == "female")


def test_identity_numbers_come_from_many_counties(world):
    counties = {one.id_number[:6] for one in world.truth.persons}
    assert {"510223", "500222", "500110", "520322"} <= counties


def test_nobody_lives_in_or_is_registered_in_a_unit_of_wansheng(world):
    units = {"500110004", "500110005", *(f"500110{number}" for number in range(100, 108))}
    assert not units & {code[:9] for code in places()}
    assert not units & {one.living[:9] for one in world.truth.persons}
    assert not units & {one.registered[:9] for one in world.truth.persons}


def test_rare_names_occur(world):
    names = "".join(one.name for one in world.truth.persons)
    assert {"𬍛", "喆", "㛃", "·"} <= set(names)


def test_some_families_live_away_from_their_registration(world):
    away = [one for one in world.truth.persons if one.household and one.registered != one.living]
    assert len(away) > 200


def test_nobody_is_older_than_a_parent(world):
    people = world.lookup.people
    for kin in world.truth.kin:
        if kin.relation == "parent":
            assert (people[kin.id_number].born - people[kin.other].born).days > 17 * 365


def test_incomes_of_a_household_add_up_to_its_income_per_head(world):
    for home in world.truth.households[:200]:
        members = world.lookup.members(home.number)
        incomes = [income for one in members for income in world.lookup.owned("incomes", one.id_number)]
        if not home.story and not any(one.household == home.number for one in world.declarations):
            assert counted(incomes) // home.size == home.per_capita_fen
