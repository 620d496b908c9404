"""Every rule cites a known source, and on each day on which the law changes every programme can be computed.

That every rule is shown by a case is asked in tests/policy/test_cases.py, where the cases are run.
"""

from datetime import date

import pytest

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import Edition, shipped
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.library import load
from jiuzhu.policy.family import read
from jiuzhu.policy.programmes import library_of

LIBRARY = library_of(shipped())
FIRST_DAY = date(2020, 8, 1).toordinal()
"""The oldest standard of the region that is shipped."""
DAYS = [date.fromordinal(day) for day in LIBRARY.days_of_change if day >= FIRST_DAY]
ALONE = "region: '500110'\narea: {area}\ndate: {day}\nassume: complete\nmembers: [{{id: a, relation: self, age: 40}}]\n"


def test_every_rule_and_every_number_cites_a_known_source():
    assert all(version.law for group in LIBRARY.versions.values() for version in group)
    assert all(
        entry.source in LIBRARY.sources
        for n in LIBRARY.numbers.values()
        for entry in n.entries
        if entry.source
    )


def test_a_rule_without_a_known_source_is_refused():
    texts = {path: text.replace('law="', 'law="无此文件') for path, text in shipped().texts.items()}
    with pytest.raises(LawFault, match=r"sources\.yaml"):
        load(Edition.from_texts(texts).texts, LIBRARY.facts)


@pytest.mark.parametrize("area", ["urban", "rural"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_on_each_day_of_change_everything_can_be_computed(area, day):
    result = determine(read(ALONE.format(area=area, day=day)), shipped())
    assert all(outcome["status"] for outcome in result["results"].values())
