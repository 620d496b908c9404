"""An officer may look at so much and no more, whatever for; what was not let through stands on the trail."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import yaml
from django.conf import settings as installed
from django.utils import timezone

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.looking import COUNTED, REFUSED, alarms, limits, look_within
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LI = Scope("officer", "officer:7", "李小兰", (("clerk", "500110114"),), login_id=7)
CHEN = Scope("officer", "officer:8", "陈雪梅", (("clerk", "500110114"),), login_id=8)
WHY = "核对这一处不一致"


@pytest.fixture(autouse=True)
def three_an_hour_five_a_day(settings, tmp_path, monkeypatch):
    """Raw answers of three people an hour, five a day, of two an hour for one purpose; another county has fewer."""
    told = yaml.safe_load(installed.LOOKING.read_text(encoding="utf-8"))
    raw = {"label": "原始答复", "unit": "人", "hour": 3, "day": 5, "purposes": {WHY: {"hour": 2, "day": 4}}}
    told["limits"]["raw"] = raw
    told["counties"] = {"500112": {"limits": {"raw": {"hour": 1}}, "alarms": {"many": {"most": 9}}}}
    settings.LOOKING = tmp_path / "looking.yaml"
    settings.LOOKING.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    monkeypatch.setattr(timezone, "localtime", lambda: NOON)


def seen(person, minutes=1, purpose="审计", by=LI):
    Entry.objects.create(
        kind="look",
        at=NOON - timedelta(minutes=minutes),
        actor=by.actor,
        act="verification.open_answer",
        subject=f"person:{person}",
        case_no="SJ-1",
        purpose=purpose,
    )


def look(person=99, by=LI, purpose="审计"):
    look_within(by, "raw", "verification.open_answer", [f"person:{person}"], purpose=purpose, case_no="SJ-1")


def refused():
    return Entry.objects.filter(act=REFUSED)


def test_within_the_limit_a_look_is_a_look():
    seen(1), seen(2)
    look()
    assert Entry.objects.filter(act="verification.open_answer").count() == 3
    assert not refused().exists()


def test_over_the_hour_s_limit_nothing_is_opened_and_the_trail_says_so():
    for person in (1, 2, 3):
        seen(person)
    with pytest.raises(Refused, match="一个小时里已经打开了 3 人的原始答复"):
        look()
    entry = refused().get()
    assert (entry.actor, entry.case_no, entry.refs) == (LI.actor, "SJ-1", {"fields": ["raw"]})
    assert Entry.objects.filter(act="verification.open_answer").count() == 3


def test_over_the_day_s_limit_too():
    for person in range(5):
        seen(person, minutes=120)
    with pytest.raises(Refused, match="今天已经打开了 5 人"):
        look()


def test_one_purpose_has_a_limit_of_its_own():
    seen(1, purpose=WHY), seen(2, purpose=WHY)
    with pytest.raises(Refused):
        look(purpose=WHY)
    look(purpose="家庭有异议")


def test_another_purpose_does_not_make_the_whole_larger():
    seen(1, purpose=WHY), seen(2), seen(3)
    with pytest.raises(Refused):
        look(purpose="家庭有异议")


def test_who_was_seen_already_counts_once_and_may_be_seen_again():
    for _ in range(3):
        seen(1), seen(2)
    seen(99)
    look(99)


def test_what_is_longer_ago_or_by_a_colleague_does_not_count():
    for person in range(6):
        seen(person, minutes=60 * 13)
        seen(person, by=CHEN)
    look()


def test_a_county_sets_its_own():
    zhou = Scope("officer", "officer:9", "周航", (("clerk", "500112"),), login_id=9)
    seen(1, by=zhou)
    with pytest.raises(Refused):
        look(by=zhou)
    assert (limits("500112")["raw"].day, alarms("500112")["many"].most) == (5, 9)
    assert limits("500110")["raw"].hour == 3


def test_the_product_itself_has_no_limit():
    for person in range(9):
        seen(person, by=Scope.system("test"))
    look(by=Scope.system("test"))


def test_a_limit_costs_one_query(django_assert_num_queries):
    seen(1)
    with django_assert_num_queries(2):
        look()


def test_every_kind_that_is_counted_has_a_limit_and_every_rule_words():
    assert limits("").keys() == COUNTED.keys()
    for rule in alarms("").values():
        assert rule.why.format(count=3) and rule.most > 0


def test_a_list_counts_every_family_it_showed_each_once(settings):
    told = yaml.safe_load(settings.LOOKING.read_text(encoding="utf-8"))
    told["limits"]["visits"] |= {"hour": 3, "day": 9}
    settings.LOOKING = settings.LOOKING.with_name("lists.yaml")
    settings.LOOKING.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")

    def visits(*families, by=LI):
        who = [f"household:{one}" for one in families]
        look_within(by, "visits", "recheck.visits", who, purpose="走访", case_no="")

    visits(1, 2)
    visits(2)
    visits(2, 3)
    with pytest.raises(Refused, match="已经打开了 3 户的走访清单"):
        visits(4)
    visits(1, 3)
    visits(4, by=CHEN)
    assert refused().get().refs == {"fields": ["visits"]}
