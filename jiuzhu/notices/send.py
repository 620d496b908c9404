"""The job that sends text messages; `cli` gives it the connector."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from jiuzhu.notices.actions.message import note_sent
from jiuzhu.notices.models import Message
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import reveal

Carrier = Callable[[str, str, str], str]
"""(our number, phone, text) → the partner's receipt. The same number again must not send twice."""


def send_sms(payload: dict[str, Any], carrier: Carrier, at: datetime) -> None:
    """Send one message unless it went out before; `at` is now. What the carrier raises makes the job run again."""
    message = Message.objects.get(pk=payload["message_id"])
    if message.sent_at is None:
        receipt = carrier(f"jz-{message.pk}", reveal(message, "phone"), reveal(message, "body"))
        note_sent(message, receipt, at, by=Scope.system("notices.sms"))
