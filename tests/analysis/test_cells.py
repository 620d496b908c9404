"""Groups that are told are large enough, and add up: what was put together cannot be taken apart again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.analysis.cells import TOGETHER, Group, is_small, merged
from jiuzhu.analysis.kinds import SMALL_CELL

CELLS = st.lists(
    st.builds(
        lambda changed, more, fen: (changed, changed + more, fen),
        st.integers(0, 40),
        st.integers(0, 200),
        st.integers(-100_000, 100_000),
    ),
    max_size=12,
).map(lambda rows: [Group(f"镇{i}", c, f, 0, fen if c else 0) for i, (c, f, fen) in enumerate(rows)])


@given(CELLS)
def test_no_told_group_has_few_unless_everybody_together_is_few(groups):
    told = merged(groups)
    total = sum(group.changed for group in groups)
    families = sum(group.families for group in groups)
    if is_small(total) or is_small(families):
        assert len(told) == 1
    else:
        assert not any(is_small(group.changed) or is_small(group.families) for group in told)


@given(CELLS)
def test_what_is_told_adds_up(groups):
    told = merged(groups)
    for name in ("changed", "families", "difference_fen"):
        assert sum(getattr(group, name) for group in told) == sum(getattr(group, name) for group in groups)


@given(CELLS)
def test_a_small_group_is_never_all_that_is_left_of_a_total(groups):
    """Total less the groups that stand under their own name is the one group of the others, which is large."""
    told = merged(groups)
    names = {group.label for group in groups}
    rest = sum(g.changed for g in groups) - sum(g.changed for g in told if g.label in names)
    assert rest == 0 or rest >= SMALL_CELL or len(told) == 1


def test_large_groups_stay_as_they_are():
    groups = [Group("三角镇", 12, 30, 0, 500), Group("东溪镇", 5, 9, 0, 90), Group("赶水镇", 0, 40)]
    assert merged(groups) == groups


def test_one_small_group_takes_the_smallest_other_with_it():
    groups = [Group("三角镇", 12, 30), Group("东溪镇", 2, 9), Group("赶水镇", 7, 40)]
    told = merged(groups)
    assert [(group.label, group.changed) for group in told] == [("三角镇", 12), (TOGETHER, 9)]
    assert replace(told[1], families=0).changed == 9
