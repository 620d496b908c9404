"""What is told is kept sealed, sent once, and proved."""

from datetime import UTC, datetime

import pytest

from jiuzhu.jobs.models import Job
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices import queries
from jiuzhu.notices.actions import note_read, tell
from jiuzhu.notices.kinds import Channel
from jiuzhu.notices.models import Message
from jiuzhu.org.scope import Scope
from tests.documents.conftest import TODAY

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
TEXT = "还差 1 份：小川的住院发票。12月4日前拍照传来就行。"
FAMILY = Scope.resident(5, 77)


@pytest.fixture
def message(clerk_li):
    return tell(77, "SJ-2026-0387", Channel.SMS, TEXT, by=clerk_li, on=TODAY, phone="13800006207")


def test_a_text_message_waits_as_a_job(message):
    job = Job.objects.get()
    assert (job.kind, job.payload) == ("notices.sms", {"message_id": message.pk})
    assert job.due_at < NOON


def test_a_message_on_the_page_needs_no_job(clerk_li):
    tell(77, "SJ-1", Channel.APP, TEXT, by=clerk_li, on=TODAY)
    assert not Job.objects.exists()


def test_words_and_phone_are_sealed_in_the_database(message):
    row = Message.objects.get(pk=message.pk)
    assert "发票" not in row.body.token
    assert "6207" not in row.phone.token


def test_a_text_message_without_a_phone_is_refused(clerk_li):
    with pytest.raises(Refused, match="没有登记联系电话"):
        tell(77, "SJ-1", Channel.SMS, TEXT, by=clerk_li, on=TODAY)


def test_a_family_reads_its_own_messages_only(message):
    assert [queries.text_of(row) for row in queries.messages_for(FAMILY, [77, 78])] == [TEXT]
    assert not queries.messages_for(Scope.resident(6, 78), [77, 78]).exists()


def test_only_the_addressee_makes_a_message_read(message, clerk_li):
    with pytest.raises(Refused, match="只有本人"):
        note_read(message, NOON, by=clerk_li)
    first = note_read(message, NOON, by=FAMILY).read_at
    assert note_read(message, NOON, by=FAMILY).read_at == first
