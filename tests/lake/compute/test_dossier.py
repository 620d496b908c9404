"""One person's rows over all registers come back as they were told, and yield the same facts."""

import random

import pytest

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.lake.compute import frames
from jiuzhu.lake.compute.dossier import Dossiers
from jiuzhu.lake.compute.serving import Serving, make
from jiuzhu.verification.found import Told, found
from tests.lake.compute.odd import ODD
from tests.lake.compute.town import town


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_dossier_holds_what_was_delivered(tmp_path, is_sealed, monkeypatch):
    monkeypatch.setattr(frames, "FRAME", 3)
    made = town(ODD, tmp_path / "lake", random.Random(3), size=12, is_sealed=is_sealed)
    dossiers = Dossiers(made.run, Serving(tmp_path / "serving"))
    for rn in range(made.run.size):
        told = [Told(each.source, each.as_of, each.records) for each in dossiers.read(rn)]
        assert told == made.told(rn)
        assert found(ODD, told) == found(ODD, made.told(rn))


def test_banks_tell_nothing_of_who_has_not_consented(tmp_path):
    made = town(ODD, tmp_path / "lake", random.Random(3))
    made.run.asked[SourceKind.FINANCIAL][4] = False
    told = {each.source for each in Dossiers(made.run, Serving(tmp_path / "serving")).read(4)}
    assert told
    assert not any(ODD.sources[code].kind is SourceKind.FINANCIAL for code in told)


def test_a_serving_copy_that_was_deleted_is_made_again(tmp_path):
    made = town(ODD, tmp_path / "lake", random.Random(3))
    first = Dossiers(made.run, Serving(tmp_path / "serving")).read(4)
    for path in (tmp_path / "serving").rglob("*.arrow"):
        path.unlink()
    assert Dossiers(made.run, Serving(tmp_path / "serving")).read(4) == first


def test_the_copy_of_a_sealed_file_is_sealed_and_opens_for_no_other(tmp_path):
    made = town(ODD, tmp_path / "lake", random.Random(3), is_sealed=True)
    snapshot = made.run.snapshots["a.one"]
    copy = make(snapshot, tmp_path / "serving")
    assert "活期".encode() not in copy.read_bytes() and "活期" in str(made.records["a.one"])
    with pytest.raises(ValueError, match="altered or exchanged"):
        frames.Frames(snapshot.source, copy, "0" * 64)
