"""Photos of papers: what is kept, what is refused, who may see them."""

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from jiuzhu.documents import queries, store
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.documents.models import Paper
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from tests.documents.conftest import TODAY, VILLAGE

pytestmark = pytest.mark.django_db
FAMILY = Scope.resident(5, 77)


def take(upload, by=FAMILY, **more):
    return take_paper(
        "SQ-2026-0001", PaperKind.ID_CARD, upload, by=by, **({"region_code": VILLAGE, "on": TODAY} | more)
    )


def test_a_photo_is_kept_sealed_and_opens_again(photo, files):
    paper = take(photo())
    on_disk = next(files.rglob(paper.digest)).read_bytes()
    assert not on_disk.startswith(b"\xff\xd8")
    assert store.get(paper.digest).startswith(b"\xff\xd8")


def test_the_same_photo_twice_is_one_paper(photo):
    assert take(photo()) == take(photo())
    assert Paper.objects.count() == 1


def test_one_photo_may_be_a_paper_of_two_people(photo):
    assert take(photo(), person_id=1) != take(photo(), person_id=2)


def test_place_and_camera_are_not_kept(photo):
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    paper = take(photo(exif=exif))
    assert not Image.open(io.BytesIO(store.get(paper.digest))).getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_word_hidden_in_a_photo_is_kept(kind):
    notes = PngInfo()
    notes.add_text("comment", "hidden words")
    more = {"PNG": {"pnginfo": notes}, "JPEG": {"comment": "hidden words"}, "WEBP": {"xmp": b"hidden words"}}
    file = io.BytesIO()
    Image.new("RGB", (40, 20)).save(file, kind, **more[kind])
    assert b"hidden words" in file.getvalue()
    file.seek(0)
    assert b"hidden words" not in store.get(take(file).digest)


@pytest.mark.filterwarnings("ignore:Metadata Warning")
@pytest.mark.parametrize("odd", ["011b0002", "010f0005", "010f000c"])
def test_a_photo_whose_camera_wrote_nonsense_stands_upright(odd):
    """A resolution as text, a maker as six fractions, a maker as six floats: no note but the way up is looked at."""
    notes = f"4d4d002a000000080002{odd}000000060000002601120003000000010006000000000000" + "00" * 48
    file = io.BytesIO()
    Image.new("RGB", (60, 40)).save(file, "JPEG", exif=b"Exif\0\0" + bytes.fromhex(notes))
    file.seek(0)
    assert take(file).width == 40


def test_a_photo_taken_sideways_stands_upright(photo):
    exif = Image.Exif()
    exif[0x0112] = 6
    paper = take(photo(60, 40, exif=exif))
    assert (paper.width, paper.height) == (40, 60)


def test_a_large_photo_is_kept_at_2400_pixels(photo):
    paper = take(photo(4000, 1000))
    assert (paper.width, paper.height) == (2400, 600)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_photo_formats_become_jpeg(photo, kind):
    assert store.get(take(photo(kind=kind)).digest).startswith(b"\xff\xd8")


def test_what_was_transparent_is_white(photo):
    file = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(file, "PNG")
    file.seek(0)
    kept = Image.open(io.BytesIO(store.get(take(file).digest)))
    assert kept.getpixel((4, 4)) == (255, 255, 255)


def bomb():
    """A PNG of a few bytes that says it is 30,000 × 30,000."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 100))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo_empty"),
        (b"MZ this is a program", "not_a_photo"),
        (b"%PDF-1.7 ...", "photo_is_pdf"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "photo_is_heic"),
        (b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024), "photo_too_large"),
        (bomb(), "photo_too_many_pixels"),
    ],
    ids=["empty", "program", "pdf", "heic", "too large", "bomb"],
)
def test_what_is_no_fit_photo_is_refused_with_a_way_out(content, code):
    with pytest.raises(Refused) as refused:
        take(io.BytesIO(content))
    assert refused.value.code == code
    assert "再" in refused.value.message or "重" in refused.value.message


def test_half_a_photo_is_refused(photo):
    whole = photo(400, 400, color="red").getvalue()
    with pytest.raises(Refused, match="没有传完"):
        take(io.BytesIO(whole[: len(whole) // 2]))


def test_nothing_is_written_for_a_refused_photo(files):
    with pytest.raises(Refused):
        take(io.BytesIO(b"nothing"))
    assert not Paper.objects.exists()
    assert not Entry.objects.exists()


def test_a_better_photo_replaces_the_one_before(photo):
    first = take(photo(color="black"))
    second = take(photo(color="white"), replaces=first)
    assert list(queries.papers_about(FAMILY, ["SQ-2026-0001"])) == [second]


def test_a_photo_is_replaced_only_once(photo):
    first = take(photo(color="black"))
    take(photo(color="white"), replaces=first)
    with pytest.raises(Refused, match="已经有人换成了新的"):
        take(photo(color="red"), replaces=first)


def test_an_officer_of_another_place_can_neither_add_nor_open(photo, stranger):
    paper = take(photo())
    with pytest.raises(Refused):
        take(photo(), by=stranger)
    with pytest.raises(Paper.DoesNotExist):
        queries.open_paper(stranger, paper.pk, "好奇")


def test_opening_a_photo_is_on_the_trail(photo, clerk_li):
    paper = take(photo())
    queries.open_paper(clerk_li, paper.pk, "受理")
    entry = Entry.objects.get(kind="look")
    assert (entry.actor, entry.subject, entry.case_no) == ("officer:1", f"paper:{paper.pk}", "SQ-2026-0001")


def test_another_family_does_not_see_the_photo(photo):
    take(photo())
    assert not queries.papers_about(Scope.resident(6, 78), ["SQ-2026-0001"]).exists()


def test_an_exchanged_file_does_not_open(photo, files):
    one, other = take(photo(color="red")), take(photo(color="blue"))
    next(files.rglob(one.digest)).write_bytes(next(files.rglob(other.digest)).read_bytes())
    with pytest.raises(ValueError, match="altered or exchanged"):
        store.get(one.digest)
