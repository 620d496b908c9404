"""A CSV file from a department, sound and unsound."""

from datetime import date

import pyarrow as pa
import pytest

from jiuzhu.lake import csv_file
from jiuzhu.lake.delivered import Control, Unreadable
from jiuzhu.vault.files import digest_of

HEAD = "id_number,plate\r\n"


@pytest.fixture
def read(tmp_path):
    def read(content: bytes | str) -> list[dict[str, str]]:
        path = tmp_path / "a.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return pa.Table.from_batches(list(csv_file.rows(path))).to_pylist()

    return read


def test_every_column_is_text(read):
    assert read(HEAD + '001,渝A\r\n,"a,b"\r\n') == [
        {"id_number": "001", "plate": "渝A"},
        {"id_number": "", "plate": "a,b"},
    ]


def test_a_mark_at_the_beginning_is_no_part_of_a_name(read):
    assert list(read((HEAD + "1,2\r\n").encode("utf-8-sig"))[0]) == ["id_number", "plate"]


def test_a_file_of_a_heading_alone_has_no_rows(read):
    assert read(HEAD) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "文件是空的"),
        (HEAD + "1,2\r\n3\r\n", "第 3 行有 1 栏，应有 2 栏"),
        (HEAD + "1,2,3\r\n", "第 2 行有 3 栏，应有 2 栏"),
        ((HEAD + "1,2\r\n3,救助\r\n").encode("gbk"), "第 3 行有不是 UTF-8"),
        ("身份证号,车牌\r\n".encode("gbk"), "第 1 行有不是 UTF-8"),
        ("plate,plate\r\n1,2\r\n", "plate 写了两遍"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(read, content, told):
    with pytest.raises(Unreadable, match=told):
        read(content)


def test_a_fault_late_in_a_large_file_has_its_line(read):
    with pytest.raises(Unreadable, match="第 500002 行有 1 栏"):
        read(HEAD + "500110197203129310,渝A12345\r\n" * 500_000 + "3\r\n")


def test_a_delivery_names_the_bytes_it_came_in(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(HEAD)
    one = csv_file.delivered(path, "GA-1", date(2026, 10, 31), Control(0, 0), "c")
    assert one.digest == digest_of(HEAD.encode())
