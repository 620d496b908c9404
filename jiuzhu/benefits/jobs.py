"""Work that runs after commit: carry a batch's file to the bank, fetch its reply. Every run may be the second."""

from datetime import datetime
from typing import Any

from jiuzhu.benefits import actions
from jiuzhu.benefits.bank import Bank, Conflict, OtherFile, Taken
from jiuzhu.benefits.kinds import FETCH
from jiuzhu.benefits.models import Batch
from jiuzhu.documents import store
from jiuzhu.jobs.queue import Awaited, enqueue
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.scope import Scope


def send(payload: dict[str, Any], *, partner: Bank, at: datetime) -> None:
    """Deliver the file of a batch, note it, and look for the reply from then on; `at` is now.

    Raises Awaited to be repeated, and OtherFile, which is never repeated: a person has to ask the bank.
    """
    batch = Batch.objects.get(pk=payload["batch"])
    answer = partner.deliver(batch.number, batch.file_digest, store.get(batch.file_digest))
    if isinstance(answer, Conflict):
        raise OtherFile(f"{batch.number}: the bank holds {answer.digest}")
    if not isinstance(answer, Taken):
        raise Awaited(f"{batch.number}: {answer}")
    actions.note_sent(batch, day_of(at), by=Scope.system("bank", batch.region_code))
    enqueue(FETCH, batch.number, payload, due_at=at)


def fetch_reply(payload: dict[str, Any], *, partner: Bank, at: datetime) -> None:
    """Fetch and read the reply of a batch that is not closed; `at` is now.

    Raises Awaited to be repeated; Refused when the reply is not sound.
    """
    batch = Batch.objects.get(pk=payload["batch"])
    if batch.closed_on:
        return
    content = partner.reply(batch.number)
    if not isinstance(content, bytes):
        raise Awaited(f"{batch.number}: {content or 'no reply yet'}")
    actions.read_reply(
        batch,
        content,
        day_of(at),
        by=Scope.system("bank", batch.region_code),
    )
