"""What-if pages: who is told of which families, and that a few are never given away."""

import io
import random
from zipfile import ZipFile

import pytest

from jiuzhu.analysis.kinds import SMALL_CELL, Fate
from jiuzhu.trail.models import Entry
from jiuzhu.web.desk.simulations_shown import Shown
from tests.web.desk.simulated import (
    LIST,
    address,
    families,
    home,
    in_towns,
    simulated,
    text,
    visit,
    wang_of_county,
    ye,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
__all__ = ["home", "visit", "wang_of_county", "ye"]


def test_an_analyst_reads_no_name_and_no_place(visit, ye):
    families(["1200"] * 6)
    row = simulated(ye)
    listed = text(visit(ye, address(row, "families/gains")))
    assert "冉光明" not in listed and "SJ-2026-0" not in listed and listed.count("隐名") == 6 + 1


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


def test_the_file_of_an_analyst_holds_no_family(visit, ye):
    families(["1200"] * 6)
    row = simulated(ye)
    book = ZipFile(io.BytesIO(visit(ye, address(row, "export"), {"purpose": "测算"}).content))
    assert "SJ-2026-" not in book.read("xl/sharedStrings.xml").decode()


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
