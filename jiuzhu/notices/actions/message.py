"""Tell a person something, and keep the proof that it went out and was read."""

from datetime import date, datetime, time

from django.utils.timezone import make_aware

from jiuzhu.jobs.queue import enqueue
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.kinds import Channel
from jiuzhu.notices.models import Message
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

SEND_SMS = "notices.sms"


@action("notices.tell")
def tell(
    person_id: int, case_no: str, kind: Channel, text: str, *, by: Scope, on: date, phone: str = ""
) -> Message:
    """Leave a message in the act's own transaction; a text message (which needs `phone`) is sent after it.

    On the person's page it can be read at once, whatever its kind.
    """
    kind = Channel(kind)
    if kind == Channel.SMS and not phone:
        raise Refused(
            "phone_missing", "没有登记联系电话，发不了短信。请改用电话以外的方式告知，或先登记联系电话。"
        )
    message = Message.objects.create(
        person_id=person_id,
        case_no=case_no,
        kind=kind,
        phone=phone or None,
        body=text.strip(),
        told_on=on,
    )
    if kind == Channel.SMS:
        due_at = make_aware(datetime.combine(on, time.min))
        enqueue(SEND_SMS, str(message.pk), {"message_id": message.pk}, due_at=due_at)
    return message


@action("notices.note_sent")
def note_sent(message: Message, receipt: str, at: datetime, *, by: Scope) -> Message:
    """Note that a message went out, with the partner's receipt or who was on the phone. The first note stands."""
    Message.objects.filter(pk=message.pk, sent_at=None).update(sent_at=at, receipt=receipt)
    message.refresh_from_db()
    return message


@action("notices.note_read")
def note_read(message: Message, at: datetime, *, by: Scope) -> Message:
    """Note that the person opened the message on their own page. The first reading stands."""
    if by.kind != "resident" or by.person_id != message.person_id:
        raise Refused("not_your_message", "这条消息是发给别人的，只有本人打开才算已读。")
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=at)
    message.refresh_from_db()
    return message
