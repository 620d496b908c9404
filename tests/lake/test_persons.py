"""Numbers by the column are judged as the kernel judges each."""

import random
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from jiuzhu.kernel import idnumber
from jiuzhu.lake import persons
from jiuzhu.lake.kinds import Wrong
from jiuzhu.vault.seal import keyed_hash
from tests.lake.deliveries import id_number

TODAY = date(2026, 11, 2)
GOOD = id_number(7)


def fault_of(text: str):
    read = persons.read(pa.array([text]), TODAY)
    return persons.FAULTS[read.fault[read.place[0]]]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD, None),
        (f" {GOOD[:6]}-{GOOD[6:14]} {GOOD[14:]} ", None),
        ("５００１１０" + GOOD[6:], None),
        ("500110720312931", None),
        ("", Wrong.ID_SHAPE),
        (GOOD[:17], Wrong.ID_SHAPE),
        (GOOD + "\n1", Wrong.ID_SHAPE),
        ("50011019720230931X", Wrong.ID_DATE),
        ("50011000000312931X", Wrong.ID_DATE),
        (idnumber.with_check_digit("50011020261103931"), Wrong.ID_FUTURE),
        (GOOD[:17] + ("1" if GOOD[17] != "1" else "2"), Wrong.ID_CHECK),
    ],
)
def test_what_is_wrong_with_a_number_is_told(text, fault):
    assert fault_of(text) == fault


def test_a_column_is_judged_as_the_kernel_judges_each():
    draw = random.Random(20261129)
    texts = [drawn(draw) for _ in range(4000)]
    read = persons.read(pa.array(texts), TODAY)
    ours = [read.fault[place] == 0 for place in read.place]
    assert ours == [idnumber.fault(text, TODAY) is None for text in texts]
    assert 500 < sum(ours) < 3500


def drawn(draw: random.Random) -> str:
    """A number that is sound, or nearly."""
    born = f"{draw.randint(1895, 2028):04d}{draw.randint(0, 13):02d}{draw.randint(0, 32):02d}"
    text = idnumber.with_check_digit(f"500110{born}{draw.randint(0, 999):03d}")
    if draw.random() < 0.3:
        place = draw.randrange(18)
        text = text[:place] + draw.choice("0123456789X ") + text[place + 1 :]
    return text.lower() if draw.random() < 0.2 else text


def test_one_person_written_in_three_ways_is_one():
    new = idnumber.upgraded("500110720312931")
    read = persons.read(pa.array(["500110720312931", new, f" {new.lower()}"]), TODAY)
    assert read.hashes() == [keyed_hash("id_number", new)]
    assert read.people(np.array([41])).tolist() == [41, 41, 41]


def test_a_wrong_number_is_nobody():
    read = persons.read(pa.array([GOOD, "500110"]), TODAY)
    assert read.people(np.array([5])).tolist() == [5, persons.NOBODY]


def test_an_empty_column_names_nobody():
    assert persons.read(pa.array([], pa.string()), TODAY).hashes() == []
