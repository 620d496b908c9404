"""The contract's own example, word for word."""

import os
import subprocess
import sys

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import Edition, shipped
from jiuzhu.policy.family import read

EXAMPLE = """
region: "500110"
area: urban
date: 2025-08-01
assume: complete
members:
  - {id: a, relation: self, age: 71, disability: [{kind: intellectual, grade: 3}]}
  - {id: b, relation: child, age: 45}
"""


def test_the_example_of_the_contract_gives_1640_yuan():
    result = determine(read(EXAMPLE), shipped())
    dibao = result["results"]["dibao"]
    assert (dibao["status"], dibao["monthly_fen"], dibao["from_month"]) == ("eligible", 164000, "2025-08")
    assert [(p["part"], p.get("kind"), p["fen"]) for p in dibao["parts"]] == [
        ("difference", None, 154000),
        ("topup", "age_70", 6000),
        ("topup", "disabled", 4000),
    ]
    assert result["classification"] == {"household": "dibao", "members": {}, "outside": []}


def test_the_same_family_gives_the_same_bytes_in_every_process(tmp_path):
    path = tmp_path / "family.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "import sys; from jiuzhu.cli.determine import run; run(sys.argv[1:])",
        path,
        "--json",
    ]
    outputs = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_a_stored_edition_determines_as_the_shipped_one():
    stored = Edition.from_texts(dict(shipped().texts))
    assert determine(read(EXAMPLE), stored) == determine(read(EXAMPLE), shipped())


def test_a_proposed_standard_is_an_overlay_that_changes_only_what_it_says():
    path = "500000/numbers.yaml"
    text = shipped().texts[path].replace("value: 77000, from: 2025-07-01", "value: 80000, from: 2025-07-01")
    dibao = determine(read(EXAMPLE), shipped().with_overlay(path, text))["results"]["dibao"]
    assert dibao["monthly_fen"] == 170000


def test_none_says_of_an_event_and_of_a_new_job_that_there_was_none():
    """Without `assume` what was left out is unknown; none is known to be none."""
    told = {
        "region": "500110",
        "area": "urban",
        "date": "2025-08-01",
        "assets": "none",
        "programmes": ["linshi", "job_subsidy"],
    }
    member = {"id": "a", "relation": "self", "age": 40}
    places = determine(read({**told, "members": [member]}), shipped())["results"]
    assert "event" in places["linshi"]["missing"]
    assert "members[0].newly_employed_on" in places["job_subsidy"]["missing"]
    none = {**told, "event": "none", "members": [{**member, "newly_employed_on": "none"}]}
    found = determine(read(none), shipped())["results"]
    assert {found[name]["status"] for name in ("linshi", "job_subsidy")} == {"ineligible"}
