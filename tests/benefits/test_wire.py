"""A batch's way to the bank and back: the same tests for the counter itself and for the bank over real HTTP."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import httpx
import pytest

from jiuzhu.benefits import actions, jobs, queries
from jiuzhu.benefits.bank import Bank, Conflict, Taken
from jiuzhu.benefits.kinds import SEND
from jiuzhu.benefits.models import BankException, Batch
from jiuzhu.demo.departments import bank as simulated
from jiuzhu.demo.departments import faults
from jiuzhu.demo.departments.desk import Request
from jiuzhu.demo.departments.faults import Fault, Kind
from jiuzhu.demo.departments.server import KEY, secret, start
from jiuzhu.documents import store
from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.gateways.line import Line, Patience
from jiuzhu.jobs.models import Job
from jiuzhu.jobs.queue import work_once
from jiuzhu.kernel.refusal import Refused
from tests.benefits.situations import JULY, NOON, account, family, granted, paid_month

pytestmark = pytest.mark.slow

DAY = date(2026, 7, 20)
QUICK = Patience(attempts=2, first_wait=0, timeout=5)


class NobodyAsks:
    """The bank needs no world."""

    def records(self, source, id_numbers, on):
        raise AssertionError("the bank was asked for records")


def at_the_counter(folder):
    counter = simulated.Bank(folder)

    def answer(request):
        said = counter.handle(Request(request.method, request.url.path, request.headers, request.content))
        if said.silent:
            raise httpx.RemoteProtocolError("closed")
        return httpx.Response(said.status, content=said.body)

    line = Line(QUICK, transport=httpx.MockTransport(answer), sleep=lambda _: None)
    yield Bank(line, Address("http://bank", KEY, "00"))
    line.close()


def over_http(folder):
    running = start(folder, NobodyAsks())
    line = Line(QUICK, sleep=lambda _: None)
    yield Bank(line, Address(running.base, KEY, secret(folder)))
    line.close()
    running.stop()


@pytest.fixture(params=[at_the_counter, over_http])
def partner(request, tmp_path):
    yield from request.param(tmp_path)


@pytest.fixture
def filed(db, wang, tao, zhao):
    """A July batch of two families; the second family's card is closed."""
    for card in ("6217000000000001", "6217000000004041"):
        household = family()
        account(household, wang, card=card)
        granted(wang, household=household)
    return actions.write_file(paid_month(JULY, DAY, tao, zhao), DAY, by=tao)


def send(batch, partner, at=NOON):
    jobs.send({"batch": batch.pk}, partner=partner, at=at)


def fetch(batch, partner, at=NOON):
    jobs.fetch_reply({"batch": batch.pk}, partner=partner, at=at)


def test_a_batch_goes_out_and_its_reply_is_read(filed, partner):
    send(filed, partner)
    fetch(filed, partner)
    filed.refresh_from_db()
    assert (filed.sent_on, filed.replied_on) == (DAY, DAY)
    assert BankException.objects.get().reason == "账号不存在或已销户"


def test_the_bank_takes_the_same_file_again_as_the_first_time(filed, partner):
    send(filed, partner)
    send(filed, partner, datetime(2026, 7, 22, tzinfo=UTC))
    filed.refresh_from_db()
    assert filed.sent_on == DAY


def test_the_bank_refuses_another_file_under_the_same_number(filed, partner):
    send(filed, partner)
    answer = partner.deliver(filed.number, "other", b"another file")
    assert answer == Conflict(filed.file_digest)


def test_a_conflict_is_never_taken_for_sent_and_not_tried_again_until_a_person_asks(filed, partner, tao):
    assert isinstance(partner.deliver(filed.number, filed.file_digest, store.get(filed.file_digest)), Taken)
    ours = filed.file_digest
    Batch.objects.update(file_digest=store.put(b"something else"))
    actions.send_batch(filed, NOON, by=tao)
    kinds = {SEND: partial(jobs.send, partner=partner, at=NOON)}
    work_once(kinds, now=NOON)
    filed.refresh_from_db()
    assert filed.sent_on is None
    assert queries.unsent(tao, filed) == queries.Unsent.OTHER_FILE
    assert work_once(kinds, now=NOON + timedelta(days=3)) is None
    Batch.objects.update(file_digest=ours)
    actions.send_batch(filed, NOON, by=tao)
    work_once(kinds, now=NOON)
    filed.refresh_from_db()
    assert (filed.sent_on, queries.unsent(tao, filed)) == (DAY, None)


def test_the_bank_refuses_a_file_that_is_not_sound(filed, partner):
    content = store.get(filed.file_digest).replace(b"|77000|", b"|77001|", 1)
    assert partner.deliver(filed.number, filed.file_digest, content) == NoAnswer(Silence.REFUSED, "HTTP 422")


@pytest.mark.parametrize("kind", [Kind.ERROR, Kind.SILENCE])
def test_a_bank_that_is_down_is_tried_again_later(filed, partner, tmp_path, kind):
    faults.put(tmp_path, simulated.SOURCE, Fault(kind))
    with pytest.raises(jobs.Awaited):
        send(filed, partner)
    faults.put(tmp_path, simulated.SOURCE, None)
    send(filed, partner)
    filed.refresh_from_db()
    assert filed.sent_on == DAY


def test_a_reply_that_is_not_there_yet_is_fetched_later(filed, partner, tmp_path):
    send(filed, partner)
    faults.put(tmp_path, simulated.SOURCE, Fault(Kind.LATE))
    with pytest.raises(jobs.Awaited):
        fetch(filed, partner)


@pytest.mark.parametrize("kind", [Kind.WRONG_TOTALS, Kind.GARBAGE])
def test_a_spoilt_reply_changes_nothing(filed, partner, tmp_path, kind):
    send(filed, partner)
    faults.put(tmp_path, simulated.SOURCE, Fault(kind))
    with pytest.raises(Refused, match="账没有动"):
        fetch(filed, partner)


@pytest.mark.parametrize(("kind", "found"), [(Kind.DOUBLED, "differs"), (Kind.STRANGER, "unknown")])
def test_a_reply_with_lines_too_many_is_kept_as_exceptions(filed, partner, tmp_path, kind, found):
    send(filed, partner)
    faults.put(tmp_path, simulated.SOURCE, Fault(kind))
    fetch(filed, partner)
    assert found in BankException.objects.values_list("kind", flat=True)


def test_sending_leaves_a_job_that_looks_for_the_reply(filed, partner):
    send(filed, partner)
    assert Job.objects.get(kind=jobs.FETCH).key == filed.number


def test_without_an_address_nothing_is_sent(filed):
    with pytest.raises(jobs.Awaited, match="not_connected"):
        send(filed, Bank(to=None))
