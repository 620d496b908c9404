"""从旧兼从轻: the fine for deceit under the law of the act, or of the decision where that is lighter."""

from datetime import date

import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.penalty import fine

BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)


def range_of(acted_on: date, decided_on: date) -> tuple[int, int, bool]:
    found = fine(shipped(), "500110", 1_000_000, acted_on, decided_on)
    assert found is not None
    return found.least_fen, found.most_fen, found.is_lighter


def test_an_act_under_the_new_law_is_fined_at_most_twice():
    assert range_of(AFTER, date(2026, 9, 1)) == (0, 2_000_000, False)


def test_an_act_decided_under_the_old_rules_is_fined_one_to_three_times():
    assert range_of(date(2026, 5, 1), BEFORE) == (1_000_000, 3_000_000, False)


def test_an_old_act_decided_under_the_new_law_takes_the_lighter():
    assert range_of(BEFORE, AFTER) == (0, 2_000_000, True)


def test_the_law_of_the_fine_is_told():
    found = fine(shipped(), "500110", 1_000_000, BEFORE, AFTER)
    assert found is not None
    assert found.law_of == AFTER
    assert "社会救助法 第七十三条" in found.because


def test_what_no_law_punished_when_it_was_done_is_not_punished():
    assert fine(shipped(), "500110", 1_000_000, date(2014, 4, 30), AFTER) is None


def test_nothing_obtained_is_no_deceit():
    assert fine(shipped(), "500110", 0, AFTER, AFTER) is None


def test_a_decision_before_the_act_is_refused():
    with pytest.raises(ValueError, match="不能早于"):
        fine(shipped(), "500110", 1, AFTER, BEFORE)
