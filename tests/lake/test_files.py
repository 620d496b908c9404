"""A disk that is full, and files that are sealed."""

import resource
import signal
from contextlib import contextmanager

import pytest

from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake import files
from jiuzhu.lake.models import Delivery
from tests.lake.deliveries import some, take

pytestmark = pytest.mark.django_db


@contextmanager
def no_file_larger_than(size: int):
    """The operating system's own limit: writing beyond it ends as on a full disk, half way."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("size", [0, 100, 3000])
def test_a_full_disk_is_told_and_nothing_half_is_kept(lake, size):
    with (
        no_file_larger_than(size),
        pytest.raises(Refused, match=r"磁盘满了.*没有留下半份.*同一个编号") as told,
    ):
        take(some(200))
    assert told.value.code == "lake_is_full"
    assert not Delivery.objects.exists() and not [path for path in lake.rglob("*") if path.is_file()]
    assert take(some(200)).rows == 200


def test_a_sealed_file_tells_nothing_and_is_read_the_same(settings):
    plain = take(some(50))
    settings.LAKE_ENCRYPTED = True
    sealed = take(some(50, number="GA-2", corrects="GA-202610", digest="0" * 64))
    assert "渝A00001".encode() in plain.path.read_bytes()
    assert "渝A00001".encode() not in sealed.path.read_bytes()
    assert sealed.digest == plain.digest
    assert files.table(sealed.manifest).equals(files.table(plain.manifest))
    assert files.table(sealed.manifest, ["value_fen"], rn=3).to_pylist() == [{"value_fen": 1_000_004}]


def test_a_sealed_file_that_was_altered_or_exchanged_does_not_open(settings):
    settings.LAKE_ENCRYPTED = True
    one, other = take(some(50)), take(some(40, number="GA-2", corrects="GA-202610"))
    other.path.write_bytes(one.path.read_bytes())
    with pytest.raises(ValueError, match="altered or exchanged"):
        files.table(other.manifest)
    assert not files.is_whole(other.manifest)


def test_files_are_their_owners_alone(lake):
    path = take(some()).path
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
