"""What a request asks follows its purpose and the programmes the family is examined for, and no more."""

from dataclasses import replace

import pytest

from jiuzhu.catalogue.texts import shipped
from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.kinds import Purpose
from jiuzhu.verification.plan import plan_for

BILLS = {"yibao.dabing", "jiaoyu.xuefei", "jiaoyu.zizhu", "canlian.kangfu", "gongshui", "gongdian", "ranqi"}


def registers(sources):
    return {each.register.code for each in sources}


def with_template(code, **changes):
    table = shipped()
    return replace(table, templates={**table.templates, code: replace(table.templates[code], **changes)})


def test_a_family_examined_for_dibao_alone_is_not_asked_about_its_bills():
    assert not BILLS & registers(plan_for(shipped(), Purpose.APPLY, ["dibao"]).sources)


def test_several_programmes_ask_the_union_each_source_once():
    plan = plan_for(shipped(), Purpose.APPLY, ["dibao", "gangxing"])
    assert registers(plan.sources) >= BILLS
    assert len(plan.sources) == len({each.code for each in plan.sources})
    assert plan.templates == ("dibao", "gangxing")


def test_a_review_asks_what_its_programme_asks_beside_its_own():
    plan = plan_for(shipped(), Purpose.REVIEW, ["dibao", "gangxing"])
    assert {"minzheng.jiuzhu", "gongdian"} <= registers(plan.sources)


def test_a_programme_without_a_template_is_asked_as_dibao_is():
    plain = plan_for(shipped(), Purpose.APPLY, ["dibao"])
    assert plan_for(shipped(), Purpose.APPLY, ["dibian", "single_person"]) == plain


def test_supporters_are_asked_what_the_templates_want_of_them():
    plan = plan_for(shipped(), Purpose.APPLY, ["dibao", "gangxing"])
    assert "shuiwu.geshui" in registers(plan.of_supporters)
    assert not BILLS & registers(plan.of_supporters)
    assert plan_for(shipped(), Purpose.MONITOR).of_supporters == ()


def test_of_two_windows_the_longest_counts_and_only_where_its_template_asks():
    table = with_template("dibao", months=1)
    months = plan_for(table, Purpose.APPLY, ["dibao", "gangxing"]).months
    assert (months["shuiwu.geshui"], months["jiaoyu.xuefei"]) == (12, 12)
    assert plan_for(table, Purpose.APPLY, ["dibao"]).months["shuiwu.geshui"] == 1


def test_a_window_that_is_no_part_of_a_year_is_refused_by_name():
    with pytest.raises(Refused, match="刚性支出困难家庭”往前看 7 个月"):
        plan_for(with_template("gangxing", months=7), Purpose.APPLY, ["gangxing"])
