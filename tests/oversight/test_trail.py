"""留痕 of a case: whose name stands there, in which words, and how it is found."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from jiuzhu.catalogue.edition import current
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import end_post
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.oversight.trail import trail_of
from jiuzhu.oversight.words import opened, why
from jiuzhu.trail.models import Entry
from jiuzhu.trail.queries import under
from jiuzhu.trail.record import look as record_look
from jiuzhu.trail.seal import seal
from tests.casework.conftest import SETUP
from tests.oversight.conftest import AT, ON, look, officer, supervisor  # noqa: F401


@pytest.fixture
def read(supervisor):
    return lambda no, **asked: trail_of(Scope.of(supervisor, ON), no, **asked)


@pytest.fixture
def stands(way):
    """An entry of the case as it stands on the trail."""

    def stand(actor, act="casework.view", kind="look", at=AT, **refs):
        return Entry.objects.create(
            kind=kind, at=at, actor=actor, act=act, subject=f"case:{way.no}", case_no=way.no, refs=refs
        )

    return stand


def test_an_act_is_told_in_words_with_the_officer_and_the_post_of_that_day(way, read, stands):
    end_post(way.town.li.posts.get(), "调走", ON + timedelta(days=1), by=SETUP)
    then = stands(f"officer:{way.town.li.pk}", "casework.rework", "act")
    later = stands(f"officer:{way.town.li.pk}", "casework.rework", "act", AT + timedelta(days=1))
    told = {one.entry.pk: (one.what, one.who, one.post) for one in read(way.no).lines}
    assert told[then.pk] == ("退回重新调查", "李小兰", "三角镇 经办")
    assert told[later.pk] == ("退回重新调查", "李小兰", "")


@pytest.mark.parametrize(
    ("actor", "who"),
    [("system:tick", "系统"), ("resident:77", "家庭"), ("department:教育局", "教育局"), ("grant:XC-1", "协查 XC-1")],
)  # fmt: skip
def test_who_is_no_officer_is_told_no_further_than_the_case_page_does(way, read, stands, actor, who):
    entry = stands(actor)
    line = read(way.no, kind="look").lines[1]
    assert (line.entry.pk, line.who, line.post) == (entry.pk, who, "")


def test_what_was_done_about_the_application_stands_there_too_and_nothing_of_another_case(way, read, look):
    own = look("SQ-2026-0001", act="documents.open_paper")
    assert way.case.application_no == own.case_no
    look("SJ-2026-9999")
    found = read(way.no)
    assert own.pk in {one.entry.pk for one in found.lines}
    assert {one.entry.case_no for one in found.lines} == {way.no, own.case_no}
    assert found.counts == {"act": found.counts["act"], "look": 2}


def test_the_look_at_the_trail_is_on_it_and_counts_as_one_at_the_case(
    way, read, supervisor, settings, tmp_path
):
    line = read(way.no).lines[0]
    assert (line.what, line.who, line.why, line.entry.block) == ("看留痕", "高明", "监督", None)
    settings.LOOKING = tmp_path / "looking.yaml"
    told = "{label: 案件, unit: 户, hour: 0, day: 0}"
    settings.LOOKING.write_text(f"limits: {{case: {told}}}\nalarms: {{}}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read(way.no)
    assert refused.value.code == "too_many_looks"


def test_a_refused_look_has_opened_nothing(way, read, stands):
    stands("officer:99999999", "org.look_refused", fields=["case"])
    line = read(way.no).lines[1]
    assert (line.what, line.who, line.fields) == ("到了查看上限，没有打开", "officer:99999999", "")


def test_who_watches_one_place_and_works_in_another_reads_where_they_watch_only(way):
    both = officer("shuang", "双岗", Role.CLERK)
    assert trail_of(Scope.of(both, ON), way.no) is None
    assert not Entry.objects.filter(act="oversight.trail").exists()


@pytest.mark.django_db
def test_fields_are_named_by_the_catalogue_and_what_it_does_not_know_is_counted():
    table = current()
    register = next(one for one in table.registers.values() if len(one.fields) > 1)
    first, second = list(register.fields.values())[:2]
    fields = ["id_number", f"{register.code}.{first.name}", f"{register.code}.{second.name}", "gone.x", "y"]
    assert opened(fields, table) == f"身份证号；{register.label}：{first.label}、{second.label}；另 2 项"
    assert (
        opened([f"{register.code}@500112.{first.name}"], table) == f"{register.label}（外地）：{first.label}"
    )
    assert opened([], table) == ""


def test_purposes_are_told_in_words():
    assert [why(one) for one in ("apply", "assist:500112", "办案", "")] == [
        "申请认定",
        "协助核查",
        "办案",
        "",
    ]


def test_the_entries_of_a_case_are_found_by_their_index(way):
    for number in range(300):
        record_look(SETUP, "casework.view", ["case:x"], purpose="办案", case_no=f"SJ-2026-{number + 5000}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert "trail_of_a_case" in under([way.no, "SQ-2026-0001"]).explain()


def test_pages_follow_one_another_though_each_look_adds_an_entry(way, read, look, monkeypatch):
    monkeypatch.setattr("jiuzhu.oversight.trail.PAGE", 3)
    for _ in range(4):
        look(way.no)
    seal(datetime.combine(ON, time(23), ZoneInfo("Asia/Shanghai")))
    first = read(way.no, kind="look")
    second = read(way.no, kind="look", after=first.next)
    pks = [one.entry.pk for one in [*first.lines, *second.lines]]
    assert pks == sorted(set(pks), reverse=True) and len(pks) == 5
    assert second.next is None
    assert [one.entry.block is None for one in first.lines] == [True, False, False]
