"""The job that sends text messages; `cli` gives it the carrier."""

from datetime import datetime
from typing import Any

from jiuzhu.gateways.carrier import Accepted, Carrier, Rejected
from jiuzhu.gateways.envelope import Silence
from jiuzhu.jobs.queue import NotYet
from jiuzhu.notices.actions.message import note_sending
from jiuzhu.notices.kinds import Outcome
from jiuzhu.notices.models import Message
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import reveal


def send_sms(payload: dict[str, Any], *, carrier: Carrier, at: datetime) -> None:
    """Send one message unless it is settled; `at` is now. Each try leaves a row.

    Without a carrier nothing will send it later either: it stays on the person's page, and an old text never goes out
    on the day on which somebody connects one. Raises NotYet to be repeated when the carrier gave no answer.
    """
    message, by = Message.objects.get(pk=payload["message_id"]), Scope.system("notices.sms")
    if message.sendings.exclude(outcome=Outcome.NO_ANSWER).exists():
        return
    if message.until_at and at > message.until_at:
        note_sending(message, Outcome.LAPSED, at, by=by)
        return
    number = f"jz-{message.pk}"
    answer = carrier.send(number, reveal(message, "phone"), reveal(message, "body"))
    if isinstance(answer, Accepted):
        note_sending(message, Outcome.SENT, at, by=by, receipt=answer.receipt)
    elif isinstance(answer, Rejected):
        note_sending(message, Outcome.REFUSED, at, by=by, reason=answer.reason)
    elif answer.reason == Silence.NOT_CONNECTED:
        note_sending(message, Outcome.NOT_CONNECTED, at, by=by)
    else:
        note_sending(message, Outcome.NO_ANSWER, at, by=by, reason=answer.reason)
        raise NotYet(f"{number}: {answer}")
