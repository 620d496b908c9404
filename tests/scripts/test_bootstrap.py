"""The bootstrap takes the mirror people set, and unpacks nothing whose hash is not the pinned one."""

import hashlib
import io
import zipfile

import pytest

from scripts import bootstrap

WHEEL = "uv-0.13.9-py3-none-any.whl"


@pytest.fixture
def settings(monkeypatch):
    """No mirror is set anywhere."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("HOME", "/nonexistent")
    return monkeypatch


@pytest.fixture
def wheel(monkeypatch, tmp_path):
    """An index with one wheel, pinned for this machine; gives its bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"uv-{bootstrap.UV_VERSION}.data/scripts/uv", "#!/bin/sh\n")
    content = packed.getvalue()
    page = f'<a href="../files/{WHEEL}#sha256=0">{WHEEL}</a>'.encode()
    answers = {"https://m.example/simple/uv/": page, f"https://m.example/simple/files/{WHEEL}": content}
    monkeypatch.setattr(bootstrap, "download", lambda address, _: answers[address])
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: "here")
    monkeypatch.setattr(bootstrap, "TOOLS", tmp_path)
    monkeypatch.setattr(bootstrap, "UV", tmp_path / "uv")
    return content


def pin(monkeypatch, sha256):
    monkeypatch.setattr(bootstrap, "UV_WHEELS", {"here": (WHEEL, sha256)})


def test_the_pinned_wheel_is_unpacked(wheel, monkeypatch, tmp_path):
    pin(monkeypatch, hashlib.sha256(wheel).hexdigest())
    bootstrap.fetch_uv("https://m.example/simple", None)
    assert (tmp_path / "uv").read_text() == "#!/bin/sh\n"
    assert [path.name for path in tmp_path.iterdir()] == ["uv"]


def test_a_wheel_with_another_hash_is_thrown_away(wheel, monkeypatch, tmp_path, capsys):
    pin(monkeypatch, "0" * 64)
    with pytest.raises(SystemExit):
        bootstrap.fetch_uv("https://m.example/simple", None)
    assert "校验不符" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_a_mirror_it_is_pypi(settings):
    assert bootstrap.package_index() == bootstrap.PYPI


@pytest.mark.parametrize("name", ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"])
def test_the_mirror_that_is_set_is_taken(settings, name):
    settings.setenv(name, "https://m.example/simple/")
    assert bootstrap.package_index() == "https://m.example/simple"


def test_the_mirror_of_pips_configuration_is_taken(settings, tmp_path):
    (tmp_path / "pip.conf").write_text("[global]\nindex-url = https://m.example/simple\n")
    settings.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    assert bootstrap.package_index() == "https://m.example/simple"


def test_the_login_of_a_mirror_is_never_shown():
    assert bootstrap.without_login("https://me:secret@m.example/simple") == "https://m.example/simple"
