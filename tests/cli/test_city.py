"""`jiuzhu city`: the same seed is the same city, ready to be tried a change on."""

import pytest

from jiuzhu.analysis import store
from jiuzhu.analysis.extract import read
from jiuzhu.cli.city import run


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def test_the_same_seed_is_the_same_city(capsys):
    assert run(["--persons", "600", "--on", "2026-12-01"]) == 0
    assert run(["--persons", "600", "--on", "2026-12-01"]) == 0
    assert run(["--persons", "600", "--on", "2026-12-01", "--seed", "2"]) == 0
    assert len(store.cities()) == 2
    assert "合成人口" in capsys.readouterr().out


def test_a_city_is_read_back_whole_and_lives_in_villages():
    run(["--persons", "3000", "--on", "2026-12-01"])
    ((name, told),) = store.cities()
    found = read(store.extracts(), name)
    assert found.persons == told["files"]["person"]["rows"] and 2_700 < found.persons < 3_300
    assert len(set(found.about["village"])) > 300
    assert 0.3 < found.about["is_rural"].mean() < 0.6


@pytest.mark.parametrize("wrong", [["--persons", "3"], ["--on", "明天"]])
def test_wrong_use_ends_with_64(wrong):
    with pytest.raises(SystemExit) as ended:
        run(wrong)
    assert ended.value.code == 64
