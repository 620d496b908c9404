"""A delivery is kept whole or goes back whole, with words for who sent it."""

import re
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake import files
from jiuzhu.lake.delivered import Control
from jiuzhu.lake.kinds import Reason, State, Wrong
from jiuzhu.lake.models import Delivery, Identity, Quarantined
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import keyed_hash, reveal
from tests.lake.deliveries import (
    AS_OF,
    OTHER,
    SOURCE,
    delivered,
    id_number,
    register,
    row,
    some,
    source_of,
    take,
)

pytestmark = pytest.mark.django_db


def kept_files(lake):
    return sorted(path.name for path in lake.rglob("*") if path.is_file())


def test_a_sound_delivery_is_kept_with_its_file_and_manifest(lake):
    kept = take(some(3))
    assert (kept.state, kept.rows, kept.people, kept.total_fen) == (State.KEPT, 3, 3, 3_000_006)
    assert files.is_whole(kept.manifest)
    assert kept_files(lake) == ["2026-10-31-0001.json", "2026-10-31-0001.parquet"]


def test_rows_lie_in_the_order_of_people_and_of_the_file(lake):
    take(some(3))
    later = delivered(
        [row(9), row(2, plate="一"), row(1), row(2, plate="二")], "GA-2", as_of=date(2026, 11, 1)
    )
    found = files.table(take(later).manifest).to_pylist()
    assert [(one["rn"], one["plate"]) for one in found] == [
        (0, "渝A00001"),
        (1, "一"),
        (1, "二"),
        (3, "渝A00009"),
    ]
    assert found[0] | {"rn": 0} == {
        "rn": 0,
        "plate": "渝A00001",
        "kind": "car",
        "registered_on": date(2020, 5, 1),
        "month": 2026 * 12 + 9,
        "is_pledged": False,
        "value_fen": 1_000_001,
    }


def test_people_are_numbered_from_0_without_a_gap_and_once(lake):
    take(some(3))
    take(delivered([row(5), row(2), row(4)], "GA-2"), OTHER)
    assert list(Identity.objects.order_by("rn").values_list("rn", flat=True)) == [0, 1, 2, 3, 4]
    assert Identity.objects.get(rn=1).hash == keyed_hash("id_number", id_number(2))


def test_the_same_number_again_is_the_same_delivery(lake):
    assert take(some()) == take(some())
    assert Delivery.objects.count() == 1 and len(kept_files(lake)) == 2
    assert Entry.objects.filter(act="lake.take_in").count() == 1


def test_a_number_that_was_used_is_not_used_for_something_else():
    take(some(3))
    with pytest.raises(Refused, match=r"已经收过另一份数据.*请给这一份一个新的编号"):
        take(some(2))


def test_the_same_content_under_another_number_is_not_kept_twice(lake):
    take(some())
    again = take(some(number="GA-2"))
    assert (again.state, again.reason) == (State.REFUSED, Reason.DOUBLED)
    assert "GA-202610" in again.why and len(kept_files(lake)) == 2


def test_of_two_that_disagree_the_second_goes_back_and_says_both():
    first = take(some(3))
    second = take(some(2, number="GA-2"))
    assert second.reason == Reason.DISAGREES
    assert "3 行、3000006 分" in second.why and "2 行、2000003 分" in second.why
    first.refresh_from_db()
    assert first.state == State.KEPT


def test_a_correction_takes_the_place_of_what_it_corrects(lake):
    first = take(some(3))
    second = take(some(2, number="GA-2", corrects="GA-202610"))
    first.refresh_from_db()
    assert (first.state, second.state, second.sequence) == (State.SUPERSEDED, State.KEPT, 2)
    assert files.is_whole(first.manifest) and files.is_whole(second.manifest)


@pytest.mark.parametrize("corrects", ["GA-0", "GA-2"])
def test_a_correction_of_what_does_not_count_goes_back(corrects):
    take(some(3))
    assert take(some(2, number="GA-2", corrects=corrects)).reason == Reason.CORRECTS_NOTHING


def test_a_late_delivery_is_kept_and_is_not_the_newest():
    newest = take(some(3))
    late = take(some(2, number="GA-2", as_of=date(2026, 9, 30)))
    assert (late.state, newest.state) == (State.KEPT, State.KEPT)


@pytest.mark.parametrize(
    ("control", "reason", "told"),
    [
        (Control(4, 3_000_006), Reason.ROWS_DIFFER, "清单写 4 行，文件里是 3 行"),
        (Control(3, 3_000_007), Reason.TOTAL_DIFFERS, "合计 3000007 分.*逐行相加是 3000006 分"),
        (Control(3, 3_000_006, "0" * 64), Reason.ALTERED, "文件在路上被改过"),
        (Control(3, 10**40), Reason.TOTAL_DIFFERS, "合计"),
    ],
)
def test_totals_that_differ_send_it_back_with_both_numbers(lake, control, reason, told):
    back = take(some(3, control=control))
    assert back.reason == reason and not kept_files(lake)
    assert re.search(told, back.why)


def test_what_was_sent_back_may_come_again_under_its_number(lake):
    first = take(some(3, control=Control(4, 3_000_006)))
    again = take(some(3))
    assert again.pk == first.pk and (again.state, again.reason, again.why) == (State.KEPT, "", "")


def test_a_day_that_has_not_come_goes_back():
    assert take(some(as_of=date(2026, 11, 3))).reason == Reason.FUTURE


def test_a_department_that_renames_a_column_is_told_both_names():
    rows = [{("号牌" if name == "plate" else name): value for name, value in row().items()}]
    back = take(delivered(rows))
    assert back.reason == Reason.COLUMNS
    assert "缺少 plate（号牌）" in back.why and "多出 号牌（是不是改了栏名？）" in back.why


def test_a_column_that_nobody_asked_for_is_not_read(lake):
    kept = take(delivered([row() | {"phone": "13800006207"}]))
    assert kept.ignored == ["phone"] and "phone" not in files.table(kept.manifest).column_names
    assert b"13800006207" not in kept.path.read_bytes()


def test_a_column_that_changes_midway_goes_back():
    batches = [pa.RecordBatch.from_pylist([row(1)]), pa.RecordBatch.from_pylist([row(2) | {"a": "1"}])]
    assert take(some(2, batches=batches)).reason == Reason.UNREADABLE


def test_wrong_rows_are_quarantined_and_the_others_kept(lake):
    rows = [row(place) for place in range(1, 11)]
    rows[3]["registered_on"], rows[7]["id_number"] = "2020-02-30", "500110"
    kept = take(delivered(rows))
    assert (kept.state, kept.rows, kept.people, kept.quarantined) == (State.KEPT, 8, 8, 2)
    assert kept.total_fen == 8_000_000 + sum(range(1, 11)) - 4 - 8
    day, number = kept.lines.order_by("line")
    assert (day.line, day.faults) == (5, [["registered_on", Wrong.DAY, "9999-99-99"]])
    assert Identity.objects.get(rn=day.rn).hash == keyed_hash("id_number", id_number(4))
    assert (number.line, number.rn) == (9, None)
    assert "500110" in reveal(number, "row") and "渝A" not in number.row.token


def test_too_many_wrong_rows_send_it_back_with_their_lines_and_without_their_content(lake):
    rows = [row(place, kind="bus" if place % 2 else "car") for place in range(1, 11)]
    back = take(delivered(rows))
    assert back.reason == Reason.TOO_MANY_BAD and "10 行里有 5 行用不了" in back.why
    assert [line.line for line in back.lines.order_by("line")] == [2, 4, 6, 8, 10]
    assert not back.lines.filter(row__isnull=False).exists() and not Identity.objects.exists()


def test_money_that_cannot_be_read_cannot_be_proved():
    back = take(delivered([row(place) for place in range(1, 10)] + [row(10, value_fen="12.50")]))
    assert back.reason == Reason.TOTAL_DIFFERS and "其中 1 行的“估值”读不出来" in back.why


def test_where_numbers_are_often_wrong_they_are_no_reason_to_send_it_back():
    weak = source_of(register(match=("id_number", "name"), total="", code="minzheng.laifang"))
    rows = [row(place, id_number="", name="冉光明") for place in range(1, 9)] + [row(9, name="周素芬")]
    kept = take(delivered(rows, control=Control(9, 0)), weak)
    assert (kept.rows, kept.quarantined) == (1, 8)


def test_a_name_that_is_known_to_be_anothers_is_quarantined():
    weak = source_of(register(match=("id_number", "name"), total="", code="minzheng.laifang"))
    known = {keyed_hash("id_number", id_number(1)): "冉光明", keyed_hash("id_number", id_number(2)): "周素芬"}
    rows = [row(1, name="冉光明 "), row(2, name="周素芳"), row(3, name="谁")]
    kept = take(delivered(rows, control=Control(3, 0)), weak, names=known)
    assert kept.rows == 2 and kept.lines.get().faults == [["name", Wrong.NAME, "字字字"]]


def test_a_register_that_holds_nothing_is_a_delivery_too(lake):
    kept = take(delivered([]))
    assert (kept.state, kept.rows) == (State.KEPT, 0) and files.table(kept.manifest).num_rows == 0


def test_a_sum_beyond_what_a_word_holds_is_exact():
    rows = [row(place, value_fen=str(10**13)) for place in range(1, 40)]
    assert take(delivered(rows)).total_fen == 39 * 10**13


def test_what_a_kill_left_behind_is_written_over(lake):
    stray = lake / SOURCE.register.code / SOURCE.code / f"{AS_OF}-0001.parquet"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"half")
    assert files.is_whole(take(some()).manifest)


def test_the_trail_tells_no_more_than_counts():
    take(some(3))
    told = [str(entry.refs) for entry in Entry.objects.all()]
    assert told and not any(id_number(place) in text for text in told for place in (1, 2, 3))


def test_equal_rows_of_equal_people_make_the_same_file():
    first, second = take(some(3)), take(replace(some(3), number="GA-2"), OTHER)
    assert first.digest == second.digest
    assert not Quarantined.objects.exists()
