"""A case notices what is changed in the law: the whole of it is `make mutants`, here a few changes of each kind."""

import pytest

from jiuzhu.policy.edition import Edition
from tests.policy.casebook import edition
from tests.policy.mutants import is_noticed
from tests.policy.mutations import equivalents, mutants, named

pytestmark = pytest.mark.slow

RULES = """@rule(law="某办法")
def fits(income_fen: int, members: int, status: str) -> bool:
    \"\"\"收入在 0 与标准之间：说明里的 1 < 2 不动。\"\"\"
    return 0 <= income_fen < members * 12 and status not in ("dead", "imprisoned")
"""
NUMBERS = "n:\n  values:\n    - {value: 100, from: 2025-07-01}\n    - {value: null, from: 2026-01-01, between: [1, 2]}\n    - {value: true, from: always}\n"


def changes(path: str, text: str) -> list[tuple[int, str, str]]:
    return [(m.line, m.before, m.after) for m in mutants(Edition.from_texts({path: text}), [path])]


def test_each_comparison_number_and_listed_word_is_changed_in_its_place():
    assert sorted(changes("a/f.py", RULES)) == sorted(
        [
            (4, "<=", "<"),
            (4, "<", "<="),
            (4, "not in", "in"),
            (4, "0", "1"),
            (4, "0", "-1"),
            (4, "12", "13"),
            (4, "12", "11"),
            (4, '"dead"', '"imprisoned"'),
            (4, '"imprisoned"', '"dead"'),
        ]
    )


def test_each_value_of_a_number_is_changed_but_not_what_is_open():
    assert changes("a/numbers.yaml", NUMBERS) == [(3, "100", "101"), (3, "100", "99"), (5, "true", "false")]


def test_a_change_stands_in_the_text_where_it_says():
    path = "nation/dibao/conditions.py"
    one = next(m for m in mutants(edition(), [path]) if m.before == "<")
    lines = one.in_edition(edition()).texts[path].splitlines()
    assert lines[one.line - 1] == edition().texts[path].splitlines()[one.line - 1].replace("<", "<=")


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("nation/dibao/conditions.py", "<"),
        ("371003/numbers.yaml", "120"),
        ("330000/dibian/conditions.py", "<="),
        ("nation/tekun/conditions.py", "60"),
    ],
)
def test_a_case_notices(path, before):
    assert all(is_noticed(mutant) for mutant in mutants(edition(), [path]) if mutant.before == before)


def test_what_changes_nothing_is_not_noticed():
    path = "371000/tekun/care.py"
    text = edition().texts[path]
    one = next(m for m in mutants(edition(), [path]) if m.before == "12")
    assert not is_noticed(type(one)(path, one.line, "", "12", "12", one.start, one.end))
    assert text.splitlines()[one.line - 1].count("12") == 1


def test_what_is_named_as_changing_nothing_is_a_mutant_that_there_is():
    law = edition()
    every = {named(mutant, law) for mutant in mutants(law, [path for path, _, _ in equivalents()])}
    lines = {(path, line) for path, line, _ in every}
    assert {(path, line) for path, line, _ in equivalents()} <= lines
    assert {(path, change) for path, _, change in equivalents()} <= {
        (path, change) for path, _, change in every
    }
