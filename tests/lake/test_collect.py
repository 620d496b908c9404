"""What waits in the departments' folders is collected by a job that comes again; nobody waits for the fault of another."""

import errno
import json
from datetime import date, timedelta

import pytest

from jiuzhu.gateways import addresses
from jiuzhu.gateways.envelope import digest
from jiuzhu.gateways.files.note import Note
from jiuzhu.jobs.queue import work_once
from jiuzhu.lake import files
from jiuzhu.lake.actions import JOB, collect, remind
from jiuzhu.lake.models import Delivery
from tests.lake.deliveries import AT, id_number

pytestmark = pytest.mark.django_db
SECRET = "5a" * 32
CARS, BOATS = "gongan.cheliang", "jiaotong.chuanbo"


@pytest.fixture
def put(tmp_path, settings):
    """A department's folder, with one signed delivery of this text in it; returns the folder."""
    settings.GATEWAYS = tmp_path / "gateways.json"
    table = {}

    def put(source, text):
        folder = tmp_path / source
        folder.mkdir(exist_ok=True)
        content = text.encode()
        (folder / "d.csv").write_bytes(content)
        rows = max(0, len(content.splitlines()) - 1)
        note = Note(
            "D-" + source,
            source,
            date(2026, 10, 31),
            "2026-11-01T08:00:00+08:00",
            "d.csv",
            len(content),
            digest(content),
            rows,
            0,
        )
        (folder / "d.ok").write_text(note.signed(SECRET).text())
        table[source] = {"folder": str(folder), "secret": SECRET}
        addresses.write(settings.GATEWAYS, table)
        return folder

    return put


def work(at=AT):
    remind(at)
    while work_once({JOB: lambda _: collect(at)}, now=at):
        pass


HEADER = "id_number,plate,kind,model,registered_on,value_fen\n"


def test_a_delivery_is_taken_in_or_sent_back_with_a_reply(put):
    cars = put(CARS, HEADER + f"{id_number(1)},渝B1,car,五菱,2020-01-01,0\n")
    boats = put(BOATS, '"' + "a" * 200_000)
    work()
    assert Delivery.objects.get().number == "D-" + CARS
    assert json.loads((cars / "taken/d/reply.json").read_text())["rows"] == 1
    assert json.loads((boats / "refused/d/reply.json").read_text())["code"] == "content"


def test_what_a_full_disk_kept_out_waits_in_its_folder_and_keeps_no_other_waiting(put, monkeypatch, caplog):
    cars, boats = put(CARS, HEADER), put(BOATS, '"' + "a" * 200_000)

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as patch:
        patch.setattr(files, "draft", full)
        work()
    assert (cars / "d.ok").exists() and not (boats / "d.ok").exists()
    assert caplog.messages == [f"deliveries of {CARS} were not collected"]
    work(AT + timedelta(minutes=1))
    assert Delivery.objects.get().source == CARS


def test_the_next_delivery_is_collected_by_the_same_job(put):
    cars = put(CARS, HEADER)
    work()
    put(CARS, HEADER + f"{id_number(1)},渝B1,car,五菱,2020-01-01,0\n")
    work(AT + timedelta(minutes=1))
    assert json.loads((cars / "refused/d/reply.json").read_text())["code"] == "number_is_taken"
