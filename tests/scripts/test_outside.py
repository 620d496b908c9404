"""A change outside the checkout is seen: a new file, a changed one, a deleted one, a new entry in the home."""

import os

import pytest

from scripts import outside


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """A watched folder with one file, made well before the snapshot; gives (folder, snapshot)."""
    folder, home = tmp_path / "etc", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    (folder / "old").write_text("old")
    monkeypatch.setattr(outside, "WATCHED", (str(folder),))
    monkeypatch.setattr(outside.Path, "home", lambda: home)
    before = outside.Outside()
    newest = max(os.lstat(path).st_ctime for path in (folder, folder / "old", home))
    before.since = max(before.since, newest)
    return folder, home, before


def later(before):
    """As if the snapshot were older than any change that follows, whatever the file system's clock."""
    before.since -= 1e-6
    return before.changes()


def test_nothing_changed(watched):
    assert watched[2].changes() == []


def test_a_new_file_is_seen(watched):
    folder, _, before = watched
    (folder / "new").write_text("new")
    assert str(folder / "new") in later(before)


def test_a_deleted_file_shows_in_its_folder(watched):
    folder, _, before = watched
    (folder / "old").unlink()
    assert str(folder) in later(before)


def test_a_new_entry_of_the_home_is_seen(watched):
    _, home, before = watched
    (home / ".tool").mkdir()
    assert before.changes() == [str(home / ".tool")]
