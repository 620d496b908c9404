"""Every rule and number cites a known source.

That each is shown by a case, and that everything can be computed on each day of change, is asked in tests/policy.
"""

import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.load import load
from jiuzhu.policy.programmes import library_of

LIBRARY = library_of(shipped())


def test_every_rule_names_its_law():
    assert not [version.name for group in LIBRARY.versions.values() for version in group if not version.law]


def test_every_value_names_its_source():
    entries = [(number.name, entry) for number in LIBRARY.numbers.values() for entry in number.entries]
    assert not [name for name, entry in entries if entry.value is not None and not entry.source]


def test_a_source_that_is_not_listed_is_refused():
    texts = {path: text.replace('law="', 'law="无此文件') for path, text in shipped().texts.items()}
    with pytest.raises(LawFault, match=r"sources\.yaml"):
        load(texts, LIBRARY.facts)
