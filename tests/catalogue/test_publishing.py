"""A change of the catalogue is proposed by one and published by another; what it makes is the one in force."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jiuzhu.catalogue import actions, edition, queries
from jiuzhu.catalogue.change import Change
from jiuzhu.catalogue.models import CatalogueChange, CatalogueEdition
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from tests.catalogue.conftest import (
    TODAY,
    WHY,
    asked_for_dibao,
    fresher,
    new_register,
    officer,
    rewritten,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def propose(by, *changes):
    return actions.propose(changes or [fresher()], WHY, TODAY, by=by)


def publish(row, by):
    return actions.publish(row.pk, TODAY, by=by)


def days():
    return edition.source("gongan.cheliang").freshness_days


def test_a_proposal_changes_nothing_and_its_publication_does(he, wang):
    row = propose(he)
    assert (days(), edition.current()) == (30, edition.shipped())
    row = publish(row, wang)
    assert (days(), row.sequence, edition.current().hash) == (10, 1, row.edition_hash)


def test_what_was_and_what_is_in_force_are_kept_for_ever(he, wang):
    row = publish(propose(he), wang)
    kept = set(CatalogueEdition.objects.values_list("hash", flat=True))
    assert kept == {row.before_hash, row.edition_hash}
    assert edition.load(row.before_hash).registers["gongan.cheliang"].freshness_days == 30
    assert edition.of(row.edition_hash) == edition.of("") == edition.current()


def test_an_archive_that_was_altered_is_found_out(he, wang):
    row = publish(propose(he), wang)
    CatalogueEdition.objects.filter(hash=row.before_hash).update(texts={"items.yaml": "[]"})
    edition.load.cache_clear()
    with pytest.raises(ValueError, match="altered"):
        edition.load(row.before_hash)


def test_publications_follow_one_another(he, wang):
    publish(propose(he, new_register()), wang)
    publish(propose(he, asked_for_dibao()), wang)
    assert "minzheng.yanglao" in [one.register.code for one in edition.current().asked("dibao")]
    assert [row.sequence for row in queries.changes(wang)] == [2, 1]


def test_a_register_and_the_template_that_asks_it_are_published_together(he, wang):
    publish(propose(he, new_register(), asked_for_dibao()), wang)
    assert "minzheng.yanglao" in [one.register.code for one in edition.current().asked("dibao")]


def test_the_catalogue_in_force_costs_one_small_question(he, wang):
    publish(propose(he), wang)
    edition.current()
    with CaptureQueriesContext(connection) as asked:
        assert edition.current() is edition.current()
    assert len(asked) == 2


def test_nobody_publishes_what_they_proposed(wang, he):
    with pytest.raises(Refused, match="不能是同一个人"):
        publish(propose(wang), wang)
    with pytest.raises(Refused, match="当地的区级审核"):
        publish(propose(he, new_register()), he)


def test_the_table_itself_refuses_one_pair_of_hands(he, wang):
    row = publish(propose(he), wang)
    for wrong in (
        {"publisher": row.author},
        {"ended_by": "officer:9", "ended_on": TODAY, "end_reason": "反悔"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CatalogueChange.objects.filter(pk=row.pk).update(**wrong)


def test_another_countys_officer_does_not_publish(he, zhou):
    with pytest.raises(Refused, match="当地的区级审核"):
        publish(propose(he), zhou)


@pytest.mark.parametrize(
    "by",
    [
        officer(31, "李小兰", Role.CLERK, "500110114"),
        officer(32, "石芸", Role.ADMIN),
        officer(33, "何清", Role.VERIFIER, "500110114"),
        Scope.system("setup"),
    ],
)
def test_only_the_countys_centre_proposes(by):
    with pytest.raises(Refused, match="由区县的核对岗或区级审核"):
        propose(by)


def test_publishing_again_is_the_same_publication(he, wang):
    row = propose(he)
    assert publish(row, wang).sequence == publish(row, wang).sequence == 1


def test_the_second_of_two_that_write_one_entry_is_told(he, wang):
    first, second = propose(he, fresher(10)), propose(he, fresher(20))
    publish(first, wang)
    with pytest.raises(Refused, match="已经发布过别的写法"):
        publish(second, wang)
    assert days() == 10


def test_a_proposal_that_no_longer_fits_is_refused_at_its_publication(he, wang):
    bank = Change(
        "institutions.yaml", "minzheng.yanglao", "minzheng.yanglao: {names: {minzheng.yanglao.a: 甲院}}"
    )
    publish(propose(he, new_register()), wang)
    with pytest.raises(Refused, match="不能从目录里去掉"):
        propose(he, bank)


def test_the_same_change_is_not_proposed_twice(he, wang):
    propose(he)
    with pytest.raises(Refused, match="正在等复核"):
        propose(wang)


def test_a_proposal_says_why_and_something_new(he):
    with pytest.raises(Refused, match="请写明为什么改"):
        actions.propose([fresher()], " ", TODAY, by=he)
    with pytest.raises(Refused, match="没有改动"):
        propose(he, fresher(30))
    with pytest.raises(Refused, match="写 1 到 12 项"):
        actions.propose([], WHY, TODAY, by=he)


def test_a_fault_is_told_with_its_place(he):
    wrong = rewritten("classes/", "gongan.cheliang", "ground: means", "ground: whim")
    with pytest.raises(Refused, match=r"gongan\.cheliang\.ground：'whim' 应为"):
        propose(he, wrong)


def test_who_is_asked_by_consent_stays_so(he):
    open_bank = rewritten("classes/", "bank", "kind: financial", "kind: government")
    with pytest.raises(Refused, match="只凭本人授权") as refused:
        propose(he, open_bank)
    assert refused.value.law == "社会救助法 第四十一条"


def test_an_institution_is_added_and_never_taken_away(he, wang):
    more = rewritten("institutions.yaml", "payment", "  names:", "  names:\n    payment.new: 新开支付")
    publish(propose(he, more), wang)
    assert edition.source("payment.new").hub == "hub.payment"
    with pytest.raises(Refused, match="新开支付不能从目录里去掉"):
        propose(
            he, Change("institutions.yaml", "payment", more.text.replace("\n    payment.new: 新开支付", ""))
        )


def test_its_author_withdraws_it_and_another_refuses_it(he, wang):
    for by, state in ((he, "withdrawn"), (wang, "refused")):
        row = propose(he)
        assert actions.withdraw(row.pk, "对方还没有同意", TODAY, by=by).state == state
        with pytest.raises(Refused, match="已经"):
            publish(row, wang)
    assert [row.pk for row in queries.returned(he, TODAY)] == [row.pk]
    assert edition.current() == edition.shipped()


def test_what_was_published_is_not_withdrawn(he, wang):
    row = publish(propose(he), wang)
    with pytest.raises(Refused, match="写错了请另提一份"):
        actions.withdraw(row.pk, "写错了", TODAY, by=he)


def test_what_waits_is_shown_to_who_may_publish_it(he, wang, zhou):
    row, own = propose(he), propose(wang, new_register())
    assert list(queries.waiting(wang)) == [row]
    assert list(queries.waiting(zhou)) == []
    assert own.is_waiting


def test_each_act_is_on_the_trail_with_what_it_wrote(he, wang):
    row = publish(propose(he), wang)
    acts = Entry.objects.filter(subject=f"catalogue_change:{row.pk}")
    assert list(acts.values_list("act", "actor")) == [
        ("catalogue.propose", he.actor),
        ("catalogue.publish", wang.actor),
    ]
    assert acts.last().refs["entries"] == [f"{row.changes[0]['path']}:gongan.cheliang"]
