"""Every register of the shipped catalogue can be delivered and is read back as it was written."""

import pyarrow as pa
import pytest

from jiuzhu.catalogue.edition import shipped
from jiuzhu.lake import files
from jiuzhu.lake.layout import schema
from tests.lake.deliveries import Control, delivered, id_number, take

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WRITTEN = {"date": "2026-10-31", "month": "2026-10", "flag": "是", "int": "3", "fen": "1200", "dm2": "4500"}


@pytest.mark.parametrize("code", shipped().registers)
def test_a_register_is_taken_in_and_read_back(code):
    register = shipped().registers[code]
    source = shipped().holders(code)[0]
    row = {name: WRITTEN.get(of.type, next(iter(of.words), "文")) for name, of in register.fields.items()}
    one = {"id_number": id_number(1), "name": "冉光明"} | row
    made = pa.Table.from_pylist([one])
    kept = take(
        delivered([], batches=made.to_batches(), control=Control(1, 1200 if register.total else 0)), source
    )
    assert (kept.state, kept.why) == ("kept", "")
    assert files.table(kept.manifest).schema.equals(schema(register))
