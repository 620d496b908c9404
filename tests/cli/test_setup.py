"""Setup makes keys for an empty database only: what other keys sealed and signed, new ones do not open."""

from datetime import UTC, datetime

import pytest

from jiuzhu.cli import setup
from jiuzhu.org.actions import open_office
from jiuzhu.org.kinds import Level
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Block
from jiuzhu.trail.seal import seal

pytestmark = pytest.mark.django_db
SETUP = Scope.system("setup")
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def written():
    """A database in which something has been done."""
    open_office("区民政局", "区民政局", Level.COUNTY, "500110", None, "", by=SETUP)


@pytest.fixture
def just_made(settings, tmp_path):
    """A key file that was not there when this process began."""
    settings.KEY_FILE = tmp_path / "keys.json"
    settings.KEY_FILE.write_text("{}")
    settings.KEYS_WERE_THERE = False
    return settings.KEY_FILE


def test_an_empty_database_keeps_the_keys_just_made(just_made):
    setup.demand_own_keys()
    assert just_made.exists()


def test_a_database_that_lost_its_keys_gets_no_new_ones(written, just_made):
    with pytest.raises(SystemExit, match="已经有数据，却没有密钥文件"):
        setup.demand_own_keys()
    assert not just_made.exists()


@pytest.fixture
def sealed(written, settings):
    """The same, with the newest block signed by keys that were there before."""
    seal(NOW)
    settings.KEYS_WERE_THERE = True


def test_its_own_keys_are_known_by_the_newest_block(sealed):
    setup.demand_own_keys()


def test_keys_of_another_database_are_refused_and_stay_where_they_are(sealed, settings, monkeypatch):
    newest = Block(digest="0" * 64, signature="0" * 128)
    monkeypatch.setattr("jiuzhu.trail.queries.tip", lambda: newest)
    with pytest.raises(SystemExit, match="不是一套"):
        setup.demand_own_keys()
    assert settings.KEY_FILE.exists()
