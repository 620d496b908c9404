"""Somebody who is elsewhere decides on their own phone whether they may be looked up."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from jiuzhu.documents.models import Signature
from jiuzhu.documents.queries import open_signed
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.notices.queries import text_of
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_person
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Person
from jiuzhu.verification import actions
from jiuzhu.verification.actions.invite import LASTS, TO_ANSWER
from jiuzhu.verification.kinds import NotAsked, State
from jiuzhu.verification.models import Authorisation, Invitation, Query
from jiuzhu.verification.queries import invitations, own_invitation, supporters
from tests.verification.conftest import BY, CASE, CHILD, CLERK, ON, UNCLE

PHONE = "10002310000"
BROTHER = NewMember("李建军", UNCLE, Relation.OTHER, PHONE)


@pytest.fixture
def invite(family):
    def ask(who=BROTHER, kinds=("financial",), **more):
        return actions.invite(CASE, family, who, kinds, "apply", ON, by=CLERK, **more)

    return ask


def own(invitation):
    return Scope.resident(9, invitation.person_id)


def strokes():
    out = BytesIO()
    Image.new("L", (40, 20)).save(out, "PNG")
    return out.getvalue()


def test_an_invitation_alone_opens_nothing(invite, ask, family):
    uncle = invite().person
    ask("bank.a", supporters=[uncle])
    query = Query.objects.get(person=uncle)
    assert (query.state, query.reason) == (State.REFUSED, NotAsked.NO_OWN_CONSENT)


def test_what_a_supporter_signs_opens_what_it_names_for_this_purpose(invite, ask):
    asked = invite(registers=["bank"])
    signed = actions.sign_invitation(asked, ON, by=own(asked))
    given = signed.authorisation
    assert (given.given_by, given.purposes, given.until_on) == ("self", ["apply"], ON + LASTS)
    ask("bank.a", "payment.a", supporters=supporters(CLERK, CASE))
    states = dict(Query.objects.filter(person=asked.person).values_list("source", "reason"))
    assert states == {"bank.a": "", "payment.a": NotAsked.NOT_COVERED}


def test_the_record_says_what_was_agreed_to_and_how(invite, tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    }
    asked = invite()
    given = actions.sign_invitation(asked, ON, by=own(asked), strokes=strokes()).authorisation
    opened = open_signed(CLERK, [CASE], given.signed_record_id, "test")
    for words in ("李建国家", "银行、保险、证券", CASE, "撤回"):
        assert words in opened.content["text"]
    assert Signature.objects.get().method == "strokes"


def test_confirming_as_signed_in_is_a_signature(invite):
    asked = invite()
    actions.sign_invitation(asked, ON, by=own(asked))
    assert Signature.objects.get().method == "click"


def test_nobody_answers_for_somebody_else(invite, father):
    asked = invite()
    for other in (Scope.resident(1, father.pk), Scope.resident(2, None), CLERK, BY):
        for act in (actions.sign_invitation, actions.decline_invitation):
            with pytest.raises(PermissionError):
                act(asked, ON, by=other)
    assert own_invitation(Scope.resident(1, father.pk), asked.pk) is None
    assert not Authorisation.objects.exists()


def test_a_no_is_kept_and_opens_nothing(invite):
    asked = invite()
    actions.decline_invitation(asked, ON, by=own(asked))
    assert [row.response for row in invitations(CLERK, CASE)] == ["declined"]
    with pytest.raises(Refused, match="已经答过"):
        actions.sign_invitation(asked, ON, by=own(asked))


def test_after_its_days_an_invitation_is_answered_no_more(invite):
    asked = invite()
    with pytest.raises(Refused, match="过了"):
        actions.sign_invitation(asked, ON + TO_ANSWER + timedelta(days=1), by=own(asked))


def test_the_message_names_nobody_and_leads_to_the_page(invite):
    asked = invite()
    text = text_of(Message.objects.get())
    assert f"/family/sign/{asked.pk}" in text and "不同意就不查" in text
    assert "李建" not in text


def test_inviting_again_is_the_same_invitation_sent_again(invite):
    assert invite().pk == invite(kinds=["payment"]).pk
    assert Invitation.objects.get().kinds == ["payment"]
    assert Message.objects.count() == 2


def test_a_clerk_does_not_write_over_a_phone_that_is_known(invite):
    register_person(NewMember("李建军", UNCLE, Relation.OTHER, "10002319999"), ON, by=BY)
    with pytest.raises(Refused, match="对不上"):
        invite()
    assert Person.objects.get(name="李建军").phone


def test_a_supporter_does_not_sign_on_a_phone_of_the_family(invite, father):
    father.phone = PHONE
    father.save()
    with pytest.raises(Refused, match="自己的手机"):
        invite()


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (NewMember("李建军", UNCLE, Relation.OTHER), "11 位"),
        (NewMember("李小川", CHILD, Relation.CHILD, PHONE), "监护人"),
    ],
)
def test_who_cannot_sign_on_a_phone_is_not_invited(invite, who, told):
    with pytest.raises(Refused, match=told):
        invite(who)


def test_a_member_who_is_away_is_invited_with_the_phone_on_record_or_told(invite, father):
    asked = invite(father, phone="100 0231 1111")
    assert not asked.is_outside
    actions.sign_invitation(asked, ON, by=own(asked))
    assert supporters(CLERK, CASE) == []


def test_another_town_invites_nobody(family):
    other = Scope("officer", "officer:8", "", (("clerk", "500110102"),), login_id=8)
    with pytest.raises(Refused):
        actions.invite(CASE, family, BROTHER, ["financial"], "apply", ON, by=other)
