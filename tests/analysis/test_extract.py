"""An extract is read back as it was written, or not at all."""

import json
from pathlib import Path

import numpy as np
import pytest

from jiuzhu.analysis.extract import MANIFEST, read, write
from jiuzhu.kernel.refusal import Refused
from jiuzhu.policy.engine.rows import OWNER
from tests.analysis.families import drawn, extract_of


@pytest.fixture
def kept(tmp_path):
    extract = extract_of(drawn(40))
    return extract, tmp_path, write(extract, tmp_path)


def refused(folder: Path, name: str) -> str:
    with pytest.raises(Refused) as told:
        read(folder, name)
    return told.value.message


def test_what_was_written_is_read(kept):
    extract, folder, name = kept
    found = read(folder, name)
    assert list(found.case_nos) == list(extract.case_nos) and found.as_of == extract.as_of
    for entity in OWNER:
        np.testing.assert_array_equal(found.population.edges_of(entity), extract.population.edges_of(entity))
    for entity, columns in extract.population.columns.items():
        for fact, column in columns.items():
            np.testing.assert_array_equal(found.population.columns[entity][fact], column)


def test_the_same_families_are_the_same_extract(kept):
    extract, folder, name = kept
    assert write(extract, folder) == name
    assert len(list(folder.iterdir())) == 1


def test_an_altered_file_is_refused(kept):
    _, folder, name = kept
    path = folder / name / "person.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert "person.parquet 被改过或没有写完" in refused(folder, name)


def test_a_half_written_file_is_refused(kept):
    _, folder, name = kept
    path = folder / name / "household.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    assert "被改过或没有写完" in refused(folder, name)


def test_a_missing_file_is_refused(kept):
    _, folder, name = kept
    (folder / name / "parent.parquet").unlink()
    assert "少了 parent.parquet" in refused(folder, name)


def test_an_altered_manifest_is_refused(kept):
    _, folder, name = kept
    path = folder / name / MANIFEST
    path.write_text(path.read_text().replace("500110", "500112"))
    assert "清单和它的摘要对不上" in refused(folder, name)


def test_an_extract_that_is_gone_says_so(tmp_path):
    assert "不在了" in refused(tmp_path, "0" * 64)


@pytest.mark.parametrize(
    ("column", "value"), [("class", 9), ("is_rural", 2), ("paid_fen", -7), ("rulings", 5)]
)
def test_a_value_out_of_bounds_is_refused(tmp_path, column, value):
    extract = extract_of(drawn(5))
    extract.about[column][2] = value
    assert "不能用" in refused(tmp_path, write(extract, tmp_path))


def test_a_fact_out_of_bounds_is_refused(tmp_path):
    extract = extract_of(drawn(5))
    extract.population.columns["person"]["relation"][0] = 99
    assert "与申请人的关系" in refused(tmp_path, write(extract, tmp_path))


def test_an_extract_holds_no_name_and_no_number_of_a_person(kept):
    _, folder, name = kept
    told = json.loads((folder / name / MANIFEST).read_text())
    columns = {column for file in told["files"].values() for column in file["sums"]}
    assert not {
        column for column in columns if any(word in column for word in ("name", "id_number", "phone", "card"))
    }
    assert "household_id" in columns
