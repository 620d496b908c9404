"""Answers to the pages of the desk, right unless a test says otherwise."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.casework.conftest import strokes


def photo(shade, name="a.png"):
    return SimpleUploadedFile(name, strokes(shade), "image/png")


def visit_answers(way, **more):
    """The form of a home visit by 小李 and 小陈, signed by the head of the family."""
    return {
        "number": str(uuid4()), "visited_on_y": "2026", "visited_on_m": "11", "visited_on_d": "5",
        "second": str(way.town.chen.pk), "present": "周明贵", "house": "土木或砖木，能住", "living": "周明贵、罗春梅、周雨涵",
        "things-TOTAL_FORMS": "10", "things-INITIAL_FORMS": "0",
        "second_strokes_photo": photo(1), f"sign_{way.household.head_id}_photo": photo(2),
    } | more  # fmt: skip


def things(*rows):
    """Rows of what was seen: dictionaries of what, who, figure and note."""
    return {f"things-{index}-{name}": value for index, row in enumerate(rows) for name, value in row.items()}
