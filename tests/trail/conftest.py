"""Entries to seal, and the moment at which the sealer comes."""

from datetime import UTC, datetime

import pytest

from jiuzhu.trail.models import Entry

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def enter(db):
    """`enter(3)` puts three committed entries on the trail; `enter(1, id=7)` sets a field."""

    def make(count=1, **fields):
        values = {
            "kind": "act",
            "at": NOW,
            "actor": "officer:1",
            "act": "test.do",
            "subject": "case:SJ-1",
            "refs": {"级": [1, "二", None], "fields": ["name"]},
        }
        return [Entry.objects.create(**values | fields) for _ in range(count)]

    return make
