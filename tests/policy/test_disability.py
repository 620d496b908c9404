"""One word, five meanings: which kinds and grades of disability count where."""

from pathlib import Path

import pytest
import yaml

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.facts import DISABILITIES

TABLE = yaml.safe_load((Path(__file__).parent / "disability.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE, ids=[row["rule"] for row in TABLE])
def test_these_grades_count_and_no_others(row):
    found = {kind: [grade for grade in (1, 2, 3, 4) if counts(row, kind, grade)] for kind in DISABILITIES}
    assert found == row["counts"]


def counts(row, kind: str, grade: int) -> bool:
    member = {"id": "a", "relation": "self", "age": 40, "disability": [{"kind": kind, "grade": grade}]}
    household = {"region": "500110", "area": "urban", "date": "2025-08-01", "assume": "complete"}
    results = determine({**household, "members": [member]}, shipped())["results"].values()
    values = {step["rule"]: step["value"] for result in results for step in result["steps"]}
    return values[row["rule"]] > row.get("above", 0)
