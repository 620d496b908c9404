"""A delivery is fetched from a partner's SFTP server as from a folder; a server that is not the known one is not spoken to."""

import json
import logging
from datetime import UTC, date, datetime

import pytest

from jiuzhu.gateways import addresses
from jiuzhu.gateways.addresses import Transport
from jiuzhu.gateways.delivery import Delivered, Refusal, Wrong
from jiuzhu.gateways.envelope import NoAnswer, Silence, digest
from jiuzhu.gateways.files.folder import deliveries, settle
from jiuzhu.gateways.files.note import Note
from jiuzhu.gateways.files.sftp import Lines
from tests.gateways.sftp_server import OWN_KEY, PASSWORD, USER, Server

pytestmark = pytest.mark.slow

SECRET, AT, SOURCE = "5a" * 32, datetime(2026, 11, 12, tzinfo=UTC), "gongdian.daichuan"
CSV = b"id_number,name\n500222198703121234,\xe6\x9d\x8e\n"


@pytest.fixture
def server(tmp_path):
    (tmp_path / "in").mkdir()
    running = Server(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def to(server, settings, tmp_path):
    """The source's folder as the address file tells it; `to(host_key="…")` tells it otherwise."""
    settings.GATEWAYS = tmp_path / "gateways.json"

    def written(**other):
        entry = server.address | {"secret": SECRET} | other
        addresses.write(settings.GATEWAYS, {SOURCE: {key: it for key, it in entry.items() if it}})
        return addresses.inbox(SOURCE)

    return written


@pytest.fixture
def put(server):
    def put(name="d1", content=CSV, size=None):
        (server.root / "in" / f"{name}.csv").write_bytes(content)
        told = (date(2026, 10, 31), "2026-11-01T08:00:00+08:00", f"{name}.csv", size or len(content))
        note = Note(f"D-{name}", SOURCE, *told, digest(content), 1, 0).signed(SECRET)
        (server.root / "in" / f"{name}.ok").write_text(note.text(), encoding="utf-8")

    return put


def only(to, lines=None):
    (found,) = deliveries(to, SOURCE, AT, lines)
    return found


def silence(to):
    found = only(to)
    assert isinstance(found, NoAnswer)
    return found.reason


def test_the_address_is_a_folders_and_shows_no_password(to):
    told = to()
    assert addresses.transport(SOURCE) is Transport.FILE
    assert addresses.by_file([SOURCE]) == {SOURCE}
    assert PASSWORD not in repr(told)


@pytest.mark.parametrize("place", ["sftp://partner.test/in", f"sftp://{USER}:{PASSWORD}@partner.test/in"])
def test_an_address_without_a_user_or_with_a_password_in_it_is_loud(to, place):
    with pytest.raises(ValueError, match="sftp://用户@主机") as told:
        to(folder=place)
    assert PASSWORD not in str(told.value)


def test_a_delivery_is_fetched_and_put_away_with_its_reply(to, put, server):
    put()
    with Lines() as lines:
        found = only(to(), lines)
        assert isinstance(found, Delivered)
        assert found.batches[0].to_pylist() == [{"id_number": "500222198703121234", "name": "李"}]
        for _ in range(2):
            assert (
                settle(to(), found, {"rows": 1}, AT, taken=True, files={"a.csv": b"x"}, lines=lines) is None
            )
        assert list(deliveries(to(), SOURCE, AT, lines)) == []
    away = server.root / "in" / "taken" / "d1"
    assert sorted(each.name for each in away.iterdir()) == ["a.csv", "d1.csv", "d1.ok", "reply.json"]
    assert json.loads((away / "reply.json").read_text())["result"] == "taken"
    assert server.logins == 1


def test_a_key_in_a_file_lets_us_in_too(to, put, tmp_path):
    put()
    OWN_KEY.write_private_key_file(str(tmp_path / "id"), password="its-own")
    assert isinstance(only(to(key_file=str(tmp_path / "id"), password="its-own")), Delivered)


def test_a_file_whose_note_has_not_come_is_not_read(to, put, server):
    put()
    (server.root / "in" / "d1.ok").unlink()
    assert list(deliveries(to(), SOURCE, AT)) == []


def test_a_file_that_is_cut_goes_back(to, put, server):
    put(size=len(CSV) + 1)
    found = only(to())
    assert isinstance(found, Refusal) and found.code is Wrong.CUT
    assert (server.root / "in" / "refused" / "d1" / "reply.json").exists()


def test_a_link_on_the_server_is_not_followed(to, put, server):
    put()
    (server.root / "in" / "d1.csv").rename(server.root / "elsewhere")
    (server.root / "in" / "d1.csv").symlink_to(server.root / "elsewhere")
    assert only(to()).code is Wrong.NO_FILE


OTHER_KEY = f"{OWN_KEY.get_name()} {OWN_KEY.get_base64()}"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        pytest.param({"host_key": ""}, Silence.WRONG_HOST, id="a host nobody has made known"),
        pytest.param({"host_key": OTHER_KEY}, Silence.WRONG_HOST, id="another host than the known one"),
        pytest.param({"host_key": "ssh-ed25519 none"}, Silence.WRONG_HOST, id="a key that is no key"),
        pytest.param({"password": "other"}, Silence.NOT_LET_IN, id="another password"),
        pytest.param({"key_file": "/nowhere"}, Silence.NOT_LET_IN, id="no key"),
    ],
)
def test_a_line_that_must_not_be_used_is_a_silence_with_its_reason(to, put, wrong, reason, caplog):
    put()
    with caplog.at_level(logging.DEBUG):
        assert silence(to(**wrong)) is reason
    assert PASSWORD not in caplog.text


def test_a_server_that_is_gone_is_a_silence_and_tried_once_a_round(to, put, server):
    put()
    told = to()
    server.stop()
    with Lines() as lines:
        assert [only(told, lines).reason for _ in range(2)] == [Silence.UNREACHABLE] * 2


def test_a_folder_that_is_not_there_is_no_empty_folder(to, put, server):
    assert silence(to(folder=server.address["folder"] + "/none")) is Silence.FAILED


def test_cut_off_anywhere_a_delivery_is_put_away_once_in_the_end(to, put, server):
    """The line is cut after the first act, after the second, and so on, until fetching and settling get through."""
    put()
    for allowed in range(40):
        server.left = allowed
        with Lines() as lines:
            found = list(deliveries(to(), SOURCE, AT, lines))
            if found and isinstance(found[0], Delivered):
                settle(to(), found[0], {"rows": 1}, AT, taken=True, lines=lines)
        server.left = None
        if not list((server.root / "in").glob("*.ok")):
            break
    assert allowed > 5
    assert [each.name for each in (server.root / "in" / "taken").iterdir()] == ["d1"]
    assert {"d1.ok", "reply.json"} <= {each.name for each in (server.root / "in" / "taken" / "d1").iterdir()}
