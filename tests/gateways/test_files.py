"""A delivery is read whole from its folder, or sent back with what is wrong; nothing of a spoilt one is used."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiuzhu.gateways.addresses import Folder
from jiuzhu.gateways.delivery import Delivered, Refusal, Wrong
from jiuzhu.gateways.envelope import digest
from jiuzhu.gateways.files.folder import deliveries, settle
from jiuzhu.gateways.files.note import Note
from jiuzhu.gateways.files.sealing import seal

SECRET, AT = "5a" * 32, datetime(2026, 11, 12, tzinfo=UTC)
LI, WANG = "500222198703121234", "500222196203125678"
CSV = f"id_number,name,paid_fen\n{LI},李建国,1200\n{WANG},王素芳, 300 \n"
ROWS = [
    {"id_number": LI, "name": "李建国", "paid_fen": "1200"},
    {"id_number": WANG, "name": "王素芳", "paid_fen": "300"},
]
LAYOUT = "fields:\n- {name: id_number, start: 1, width: 18}\n- {name: name, start: 19, width: 8}\n- {name: paid_fen, start: 27, width: 6}\n"
FIXED = "".join(
    f"{number}{name}{' ' * (8 - 2 * len(name))}{fen:>6}\r\n"
    for number, name, fen in ((LI, "李建国", 1200), (WANG, "王素芳", 300))
)


@pytest.fixture
def to(tmp_path):
    return Folder(tmp_path, SECRET)


@pytest.fixture
def put(tmp_path):
    """A sender: the file, then its signed note; `spoil` changes what lies there afterwards."""

    def put(content, file="d1.csv", key=SECRET, spoil=None, **more):
        content = content.encode() if isinstance(content, str) else content
        (tmp_path / file).write_bytes(spoil(content) if spoil else content)
        told = {"number": "D-1", "source": "caizheng.yikatong", "rows": 2, "sum_fen": 1500, **more}
        note = Note(
            as_of=date(2026, 10, 31),
            made_at="2026-11-01T08:00:00+08:00",
            file=file,
            size=len(content),
            digest=digest(content),
            **told,
        )
        (tmp_path / "d1.ok").write_text(note.signed(key).text(), encoding="utf-8")
        return note

    return put


@pytest.fixture
def read(to):
    """What comes of the only delivery that waits."""

    def read(source="caizheng.yikatong"):
        (only,) = deliveries(to, source, AT)
        return only

    return read


def rows(delivered):
    return [
        {name: value.strip() for name, value in row.items()}
        for batch in delivered.batches
        for row in batch.to_pylist()
    ]


def excel(path):
    book = openpyxl.Workbook()
    for line in [
        ["id_number", "name", "paid_fen"],
        [LI, "李建国", 1200],
        [WANG, "王素芳", 300.0],
        [None, None, None],
    ]:
        book.active.append(line)
    book.save(path)
    return path.read_bytes()


def parquet(path):
    columns = {name: [row[name] for row in ROWS] for name in ("id_number", "name")}
    pq.write_table(pa.table(columns | {"paid_fen": [1200, 300]}), path)
    return path.read_bytes()


def test_a_delivery_is_what_its_note_says(put, read):
    note = put(CSV, corrects="D-0")
    delivered = read()
    assert replace(delivered, batches=()) == Delivered(
        "D-1", "caizheng.yikatong", date(2026, 10, 31), (), 2, 1500, note.digest, "D-0", 2, "d1.ok"
    )
    assert rows(delivered) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("stated", [True, False])
def test_a_text_is_read_in_its_encoding_stated_or_not(put, read, encoding, stated):
    put(CSV.encode(encoding), encoding=encoding if stated else "")
    assert rows(read()) == ROWS


def test_lines_may_end_as_on_an_old_mac(put, read):
    put(CSV.replace("\n", "\r"))
    assert rows(read()) == ROWS


def test_a_fixed_width_file_is_cut_by_its_layout(put, read, tmp_path):
    (tmp_path / "d1.layout.yaml").write_text(LAYOUT)
    put(
        FIXED.encode("gb18030"),
        "d1.txt",
        encoding="gb18030",
        layout="d1.layout.yaml",
        layout_digest=digest(LAYOUT.encode()),
    )
    assert rows(read()) == ROWS


def test_an_excel_sheet_is_texts_and_its_empty_end_is_no_row(put, read, tmp_path):
    put(excel(tmp_path / "made"), "d1.xlsx")
    assert rows(read()) == ROWS


def test_a_parquet_file_keeps_its_types(put, read, tmp_path):
    put(parquet(tmp_path / "made"), "d1.parquet")
    (batch,) = read().batches
    assert batch.schema.field("paid_fen").type == pa.int64()
    assert batch.to_pylist() == [row | {"paid_fen": int(row["paid_fen"])} for row in ROWS]


@pytest.mark.parametrize("cipher", ["aes-256-gcm", "sm4-gcm"])
def test_a_sealed_file_is_opened(put, read, cipher):
    put(seal(CSV.encode(), SECRET, "D-1", cipher), "d1.csv.enc", encrypted=cipher)
    assert rows(read()) == ROWS


def test_columns_of_other_names_come_under_ours(put, tmp_path):
    put(CSV.replace("paid_fen", "金额"))
    to = Folder(tmp_path, SECRET, {"paid_fen": "金额"})
    (delivered,) = deliveries(to, "caizheng.yikatong", AT)
    assert rows(delivered) == ROWS


def test_a_delivery_without_a_row_has_its_columns(put, read):
    put("id_number,name,paid_fen\n", rows=0, sum_fen=0)
    assert [batch.schema.names for batch in read().batches] == [["id_number", "name", "paid_fen"]]


def test_a_file_whose_note_has_not_come_is_not_read(put, to, tmp_path):
    put(CSV)
    (tmp_path / "d1.ok").unlink()
    assert list(deliveries(to, "caizheng.yikatong", AT)) == []


def test_another_sources_delivery_waits_for_that_source(put, to, tmp_path):
    put(CSV, source="nongye.jiti")
    assert list(deliveries(to, "caizheng.yikatong", AT)) == []
    assert (tmp_path / "d1.ok").exists()


def cut(content):
    return content[: len(content) // 2]


def altered(content):
    return content.replace(b"1200", b"9200")


BROKEN = CSV.encode().replace("王".encode(), b"\xe7\x8e")


def workbook(broken):
    """An Excel file one part of which is no XML."""
    made, spoilt = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(made)
    with zipfile.ZipFile(made) as whole, zipfile.ZipFile(spoilt, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, b"<oops" if name == broken else whole.read(name))
    return spoilt.getvalue()


REFUSED = [
    pytest.param(CSV, {"spoil": cut}, Wrong.CUT, "没有传完", id="cut"),
    pytest.param(CSV, {"spoil": altered}, Wrong.ALTERED, "摘要不符", id="altered"),
    pytest.param(CSV, {"key": "00" * 32}, Wrong.SIGNATURE, "签名", id="signed with another key"),
    pytest.param(
        CSV.encode("gb18030"), {"encoding": "utf-8"}, Wrong.ENCODING, "第 2 行", id="wrong encoding"
    ),
    pytest.param(BROKEN, {}, Wrong.ENCODING, "第 3 行", id="a broken character"),
    pytest.param(CSV, {"encoding": "big5"}, Wrong.ENCODING, "GB18030", id="an encoding nobody agreed"),
    pytest.param(CSV.replace(", 300 ", ""), {}, Wrong.CONTENT, "第 3 行", id="a short row"),
    pytest.param(CSV.replace(",paid_fen", ",name"), {}, Wrong.CONTENT, "相同", id="a column twice"),
    pytest.param("", {}, Wrong.CONTENT, "表头", id="empty"),
    pytest.param("<html>", {"file": "d1.xlsx"}, Wrong.CONTENT, "Excel", id="no workbook"),
    pytest.param("<html>", {"file": "d1.parquet"}, Wrong.CONTENT, "Parquet", id="no parquet"),
    pytest.param(CSV, {"file": "d1.doc"}, Wrong.NOTE, ".csv", id="an ending nobody reads"),
    pytest.param(CSV, {"encrypted": "sm4-gcm"}, Wrong.SEAL, "解不开", id="not sealed"),
    pytest.param(CSV, {"encrypted": "rot13"}, Wrong.SEAL, "rot13", id="an unknown cipher"),
    pytest.param(
        seal(CSV.encode(), SECRET, "D-2", "sm4-gcm"),
        {"encrypted": "sm4-gcm"},
        Wrong.SEAL,
        "编号",
        id="other number",
    ),
    pytest.param(CSV, {"number": "../../x"}, Wrong.NOTE, "number", id="a number that leads elsewhere"),
    pytest.param(CSV, {"rows": "2"}, Wrong.NOTE, "rows", id="a count that is no number"),
    pytest.param('"' + "a" * 200_000, {}, Wrong.CONTENT, "CSV", id="a header without an end"),
    pytest.param(
        workbook("xl/worksheets/sheet1.xml"), {"file": "d1.xlsx"}, Wrong.CONTENT, "Excel", id="broken xml"
    ),
    pytest.param(
        workbook("xl/workbook.xml"), {"file": "d1.xlsx"}, Wrong.CONTENT, "Excel", id="a broken book"
    ),
]


@pytest.mark.parametrize(("content", "more", "code", "words"), REFUSED)
def test_a_spoilt_delivery_is_sent_back_and_put_away(put, read, tmp_path, content, more, code, words):
    put(content, **more)
    refusal = read()
    assert isinstance(refusal, Refusal)
    assert refusal.code is code
    assert words in refusal.message
    assert LI not in refusal.message
    away = tmp_path / "refused" / "d1"
    assert json.loads((away / "reply.json").read_text())["message"] == refusal.message
    assert {path.name for path in away.iterdir()} >= {"d1.ok", "reply.json"}
    assert len(list(away.iterdir())) == 3
    assert not list(tmp_path.glob("d1.*"))


def test_a_note_that_is_no_note_is_sent_back_with_the_file_of_its_name(put, to, tmp_path):
    put(CSV)
    (tmp_path / "d1.ok").write_text("{")
    (refusal,) = deliveries(to, "any", AT)
    assert refusal.code is Wrong.NOTE
    assert (tmp_path / "refused" / "d1" / "d1.csv").exists()


def test_a_note_without_its_file_is_sent_back(put, read, tmp_path):
    put(CSV)
    (tmp_path / "d1.csv").unlink()
    assert read().code is Wrong.NO_FILE


@pytest.mark.parametrize("name", ["../keys.json", "/etc/passwd", ".hidden", "长" * 100, "\ud800.csv"])
def test_a_note_cannot_name_a_file_elsewhere(put, read, tmp_path, name):
    put(CSV)
    note = json.loads((tmp_path / "d1.ok").read_text()) | {"file": name}
    (tmp_path / "d1.ok").write_text(json.dumps(note))
    assert read().code is Wrong.NOTE


def test_a_link_is_not_followed(put, read, tmp_path):
    put(CSV)
    (tmp_path / "d1.csv").rename(tmp_path / "elsewhere")
    (tmp_path / "d1.csv").symlink_to(tmp_path / "elsewhere")
    assert read().code is Wrong.NO_FILE
    assert (tmp_path / "elsewhere").exists()


def test_a_long_number_that_excel_has_rounded_is_sent_back(put, read, tmp_path):
    book = openpyxl.Workbook()
    for line in [["id_number"], [500222198703121234]]:
        book.active.append(line)
    book.save(tmp_path / "made")
    put((tmp_path / "made").read_bytes(), "d1.xlsx")
    assert "文本" in read().message


def test_a_changed_note_is_not_signed(put, read, tmp_path):
    put(CSV)
    note = json.loads((tmp_path / "d1.ok").read_text()) | {"as_of": "2026-11-30"}
    (tmp_path / "d1.ok").write_text(json.dumps(note))
    assert read().code is Wrong.SIGNATURE


def test_a_taken_delivery_is_put_away_with_a_reply_and_comes_no_more(put, to, read, tmp_path):
    put(CSV)
    delivered = read()
    assert read() == delivered
    for _ in range(2):
        settle(to, delivered, {"rows": 2}, AT, taken=True)
    reply = json.loads((tmp_path / "taken" / "d1" / "reply.json").read_text())
    assert reply == {"result": "taken", "number": "D-1", "rows": 2, "at": AT.isoformat()}
    assert list(deliveries(to, "caizheng.yikatong", AT)) == []
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and LI in path.read_text()] == []


def test_two_refusals_of_one_name_lie_side_by_side(put, read, tmp_path):
    for _ in range(2):
        put(CSV, key="00" * 32)
        read()
    assert sorted(path.name for path in (tmp_path / "refused").iterdir()) == ["d1", "d1-2"]


def test_a_delivery_does_not_print_what_it_holds(put, read):
    put(CSV)
    assert LI not in repr(read())
