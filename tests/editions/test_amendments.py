"""A change of the law is proposed by one and published by another; what it makes is the edition in force."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jiuzhu.editions import actions, queries
from jiuzhu.editions.fit import Unfit, preview
from jiuzhu.editions.models import Amendment, Edition
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.policy.amend import Amendment as Change
from jiuzhu.policy.amend import RuleChange
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.programmes import library_of
from jiuzhu.trail.models import Entry
from tests.editions.conftest import JULY, PAPER, TODAY, conscripts, housing, officer, rounded, standard

WHY = "执行市局通知"
LATER = '''@rule(law="渝民规〔2026〕9号", since="2026-07-01", of="person", yes="{status}，不计入", no="没有不计入的情形")
def is_excluded(status: str) -> bool:
    """属于不计入的人员：服刑人员。"""
    return status == "imprisoned"
'''


def now():
    entry = (
        library_of(queries.current()).numbers["standard_fen"].in_force(("500000",), "urban", JULY.toordinal())
    )
    return entry.value


def test_a_proposal_changes_nothing_and_its_publication_does(deng, ye):
    row = actions.propose(standard(), WHY, TODAY, by=deng)
    assert (queries.current(), now()) == (shipped(), 77_000)
    published = actions.publish(row.pk, TODAY, by=ye)
    assert (now(), published.sequence) == (80_000, 1)
    assert queries.current().hash == published.edition_hash


def test_what_was_and_what_is_in_force_are_kept_for_ever(deng, ye):
    row = actions.publish(actions.propose(standard(), WHY, TODAY, by=deng).pk, TODAY, by=ye)
    assert set(Edition.objects.values_list("hash", flat=True)) == {row.before_hash, row.edition_hash}
    assert queries.load(row.edition_hash) == queries.current()
    since = queries.Unheld(row).since("500110")
    assert queries.unheld(row.edition_hash, since) == []
    assert queries.unheld(row.before_hash, since) == [queries.Unheld(row)]


def test_who_decides_before_a_published_number_holds_decides_without_it(deng, ye):
    row = actions.publish(actions.propose(standard(), WHY, TODAY, by=deng).pk, TODAY, by=ye)
    (left,) = queries.unheld(row.edition_hash, JULY - timedelta(days=1))
    assert (left.since("500110"), left.since("330110")) == (JULY, None)


def test_publications_follow_one_another(deng, ye):
    for value, about in ((79_000, {}), (80_000, {"corrects": True})):
        row = actions.propose(standard(value, **about), WHY, TODAY, by=deng)
        actions.publish(row.pk, TODAY, by=ye)
    assert now() == 80_000
    assert [told.row.sequence for told in queries.amendments(ye)] == [2, 1]


def test_the_edition_in_force_costs_one_small_question(deng, ye):
    actions.publish(actions.propose(standard(), WHY, TODAY, by=deng).pk, TODAY, by=ye)
    queries.current()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert queries.current() is queries.current()
    assert len(asked) == 2


def test_nobody_publishes_what_they_proposed(deng):
    row = actions.propose(standard(), WHY, TODAY, by=deng)
    with pytest.raises(Refused, match="不能是同一个人"):
        actions.publish(row.pk, TODAY, by=deng)


def test_the_table_itself_refuses_one_pair_of_hands(deng, ye):
    row = actions.publish(actions.propose(standard(), WHY, TODAY, by=deng).pk, TODAY, by=ye)
    for wrong in (
        {"publisher": row.author},
        {"ended_by": "officer:9", "ended_on": TODAY, "end_reason": "反悔"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Amendment.objects.filter(pk=row.pk).update(**wrong)


def test_publishing_again_is_the_same_publication(deng, ye):
    row = actions.propose(standard(), WHY, TODAY, by=deng)
    assert actions.publish(row.pk, TODAY, by=ye).sequence == actions.publish(row.pk, TODAY, by=ye).sequence


def test_the_second_of_two_that_clash_is_told_what_the_first_did(deng, ye):
    first, second = (actions.propose(standard(value), WHY, TODAY, by=deng) for value in (79_000, 80_000))
    actions.publish(first.pk, TODAY, by=ye)
    with pytest.raises(Unfit, match="已定为 790 元"):
        actions.publish(second.pk, TODAY, by=ye)


def test_the_same_change_is_not_proposed_twice(deng, ye):
    actions.propose(standard(), WHY, TODAY, by=deng)
    with pytest.raises(Refused, match="正在等复核"):
        actions.propose(standard(), WHY, TODAY, by=ye)


def test_a_change_that_does_not_fit_names_its_field(deng):
    with pytest.raises(Unfit) as refused:
        actions.propose(standard(800), WHY, TODAY, by=deng)
    assert [fault.place for fault in refused.value.faults] == ["changes[0].value"]


def test_a_proposal_says_why(deng):
    with pytest.raises(Refused, match="请写明为什么改"):
        actions.propose(standard(), " ", TODAY, by=deng)


def test_its_author_withdraws_it_and_another_refuses_it(deng, ye):
    for by, state in ((deng, "withdrawn"), (ye, "refused")):
        row = actions.propose(standard(), WHY, TODAY, by=deng)
        assert actions.withdraw(row.pk, "文件还没有印发", TODAY, by=by).state == state
        with pytest.raises(Refused, match="已经"):
            actions.publish(row.pk, TODAY, by=ye)
    assert queries.current() == shipped()


def test_what_was_published_is_corrected_never_withdrawn(deng, ye):
    row = actions.publish(actions.propose(standard(), WHY, TODAY, by=deng).pk, TODAY, by=ye)
    with pytest.raises(Refused, match="请另提一份更正"):
        actions.withdraw(row.pk, "写错了", TODAY, by=deng)


def test_a_county_does_not_change_the_citys_law(county, wang):
    with pytest.raises(Refused, match="当地的政策"):
        actions.propose(standard(), WHY, TODAY, by=county)
    with pytest.raises(Refused, match="当地的政策"):
        actions.propose(housing(), WHY, TODAY, by=wang)


def test_a_county_does_not_settle_otherwise_what_the_city_settled(county):
    with pytest.raises(Unfit, match="由重庆市定为 770 元"):
        actions.propose(standard(78_000, region="500110"), WHY, TODAY, by=county)


def test_a_county_settles_what_was_left_to_it_and_its_own_bureau_agrees(county, wang):
    row = actions.propose(housing(), WHY, TODAY, by=county)
    actions.publish(row.pk, TODAY, by=wang)
    numbers = library_of(queries.current()).numbers["min_housing_area_m2"]
    assert numbers.in_force(("500110",), "urban", JULY.toordinal()).value == 15


def test_a_countys_change_is_no_business_of_another_county(county, deng, ye):
    row = actions.propose(housing(), WHY, TODAY, by=county)
    city = actions.propose(standard(), WHY, TODAY, by=deng)
    other = officer(15, "周敏", (Role.POLICY, "500112"))
    assert [told.row for told in queries.amendments(other)] == [city]
    assert queries.amendment(other, row.pk) is None
    assert queries.amendment(ye, row.pk).effects[0].before_figures == "由人决定"


def test_each_act_is_on_the_trail(deng, ye):
    row = actions.propose(standard(), WHY, TODAY, by=deng)
    actions.publish(row.pk, TODAY, by=ye)
    acts = Entry.objects.filter(subject=f"amendment:{row.pk}").values_list("act", "actor")
    assert list(acts) == [("editions.propose", deng.actor), ("editions.publish", ye.actor)]


def test_a_number_a_rule_and_an_addition_to_a_list_are_published_together(deng, ye):
    change = Change((*standard().changes, rounded(), conscripts()))
    row = actions.publish(actions.propose(change, WHY, TODAY, by=deng).pk, TODAY, by=ye)
    told = queries.told(row).effects
    assert [effect.kind for effect in told] == ["number", "rule", "list"]
    assert queries.value_of(row) == change
    held = library_of(queries.current())
    assert ("conscript",) in [part.members for part in held.lists["excluded_statuses"].additions]
    assert held.versions["dibao_difference_fen"][-1].region == "500000"


def test_a_preview_tells_what_would_change_and_keeps_nothing(deng):
    before, after = next((e.before_figures, e.after_figures) for e in preview(standard()))
    assert (before, after) == ("770 元", "800 元")
    assert not Edition.objects.exists()
    with pytest.raises(Unfit, match="是不是把元和分写错了"):
        preview(standard(800))


def test_a_county_writes_no_rule_otherwise_that_the_city_has_written(county):
    path = "family/members.py"
    text = shipped().texts[f"500000/{path}"].partition("@rule(")[0] + LATER
    with pytest.raises(Unfit, match="由重庆市规定"):
        actions.propose(Change((RuleChange(f"500110/{path}", text, PAPER),)), WHY, TODAY, by=county)
