"""An address names its transport, and the transport its connector; a source is asked where its own address says."""

from datetime import UTC, datetime

import pytest

from jiuzhu.gateways import addresses
from jiuzhu.gateways.addresses import Address, Folder, Transport
from jiuzhu.gateways.departments import Departments
from jiuzhu.gateways.envelope import NOT_ON_THE_LINE, NoAnswer, Reply, Silence
from jiuzhu.gateways.files.folder import deliveries
from tests.gateways.conftest import question

HTTP = {"base": "https://platform.test", "key": "k", "secret": "00" * 32}


@pytest.fixture
def told(tmp_path, settings):
    """Write the address file."""
    settings.GATEWAYS = tmp_path / "gateways.json"
    return lambda **table: addresses.write(settings.GATEWAYS, {"*": HTTP} | table)


@pytest.mark.parametrize(
    ("entry", "transport"),
    [
        (HTTP, Transport.HTTP),
        ({"sql": "sqlite:////nowhere"}, Transport.SQL),
        ({"folder": "/in", "secret": "00" * 32}, Transport.FILE),
        ({"manual": True}, Transport.MANUAL),
        (HTTP | {"folder": "/in"}, Transport.HTTP),
    ],
)
def test_the_entry_of_a_source_tells_how_it_is_reached(told, entry, transport):
    told(gongshui=entry)
    assert addresses.transport("gongshui") is transport


def test_a_source_without_an_entry_is_reached_as_everybody_is(told):
    told()
    assert addresses.transport("gongshui") is Transport.HTTP


def test_nobody_is_reached_without_an_address_file(tmp_path, settings):
    settings.GATEWAYS = tmp_path / "none.json"
    assert addresses.transport("gongshui") is None


def test_an_entry_of_no_transport_is_loud(told):
    told(gongshui={"ftp": "…"})
    with pytest.raises(ValueError, match="gongshui"):
        addresses.transport("gongshui")


def test_a_partner_that_is_no_http_partner_has_no_http_address(told):
    told(sms={"manual": True})
    assert addresses.named("sms") is None
    assert addresses.address("sms") is None


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"folder": "/in", "secret": "00" * 32}, Silence.BY_FILE),
        ({"manual": True}, Silence.WITH_OFFICER),
    ],
)
def test_who_is_not_on_a_line_is_not_asked_and_says_so(told, entry, reason):
    told(**{"shuiwu.geshui": entry})
    outcome = Departments().ask(question("shuiwu.geshui"))
    assert outcome == NoAnswer(reason)
    assert reason in NOT_ON_THE_LINE
    assert reason.label


def test_an_inbox_stands_beside_a_line_or_alone(told, tmp_path):
    told(gongshui=HTTP | {"folder": "/in"}, gongdian={"folder": "/in", "secret": "00" * 32})
    assert addresses.inbox("gongshui").folder == addresses.inbox("gongdian").folder
    assert addresses.inbox("ranqi") is None


def test_a_bank_with_an_address_of_its_own_is_asked_apart_from_the_platform(door):
    own = {"bank.b": Address("http://127.0.0.1:9", "k", "00" * 32)}
    line = Departments(door.line, lambda name: own.get(name, door.address), own.get)
    told = line.ask_through("hub.bank", [question("bank.a", number="A"), question("bank.b", number="B")])
    assert isinstance(told["A"], Reply)
    assert isinstance(told["B"], NoAnswer)


def test_an_address_does_not_print_its_secret(tmp_path):
    assert "00" * 32 not in repr(Folder(tmp_path, "00" * 32))
    assert "geheim" not in repr(addresses.Database("postgresql://me:geheim@host/db", "t"))


def test_an_empty_folder_delivers_nothing(tmp_path):
    assert list(deliveries(Folder(tmp_path, "00" * 32), "gongshui", datetime(2026, 11, 12, tzinfo=UTC))) == []
