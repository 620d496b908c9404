"""What the department gets back: lines, what is wrong, what would be right, and no value."""

import csv
import io

import pytest

from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.delivered import Control
from jiuzhu.lake.queries import reply
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from tests.lake.deliveries import BY, CATALOGUE, delivered, id_number, row, some, take

pytestmark = pytest.mark.django_db


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def told(number: str = "GA-202610") -> list[list[str]]:
    return read(reply(BY, number, CATALOGUE))[1:]


def test_every_fault_has_its_line_and_what_would_be_right():
    rows = [row(place) for place in range(1, 11)]
    rows[3] |= {"registered_on": "2020-02-30", "kind": "=cmd"}
    rows[7]["id_number"] = id_number(8)[:17]
    take(delivered(rows))
    whole, *lines = told()
    assert whole[0] == "全部" and "收下 8 行、8 人" in whole[3] and "用新的编号" in whole[4]
    assert {(line[0], line[1], line[2]) for line in lines} == {
        ("5", "registered_on", "登记日期"),
        ("5", "kind", "种类"),
        ("9", "id_number", "身份证号"),
    }
    assert "car、truck" in next(line[4] for line in lines if line[1] == "kind")


def test_no_value_of_a_row_goes_out_and_nothing_becomes_a_formula():
    rows = [row(place) for place in range(1, 11)]
    rows[3] |= {"kind": "=cmd"}
    rows[7]["id_number"] = id_number(8)[:17]
    take(delivered(rows))
    content = reply(BY, "GA-202610", CATALOGUE).decode("utf-8-sig")
    assert id_number(8)[:17] not in content and "渝A00004" not in content
    assert "'=aaa" in content and "99999999999999999" in content


def test_a_delivery_that_went_back_says_why_first():
    take(some(3, control=Control(4, 3_000_006)))
    (whole,) = told()
    assert "整份退回" in whole[3] and "文件里是 3 行" in whole[4]


def test_columns_that_were_not_read_are_told():
    take(delivered([row() | {"phone": "1"}]))
    assert told()[1][1] == "phone"


def test_a_number_that_never_came_is_refused():
    with pytest.raises(Refused, match="没有编号为 GA-9 的送达"):
        told("GA-9")


def test_who_handles_families_alone_reads_no_deliveries():
    with pytest.raises(Refused, match="核对"):
        reply(Scope("officer", "officer:1", duties=((Role.PAYER, "500110"),)), "GA-1", CATALOGUE)
