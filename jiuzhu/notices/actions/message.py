"""Tell a person something, and keep the proof that it went out and was read."""

from datetime import date, datetime, time

from django.utils.timezone import make_aware

from jiuzhu.jobs.queue import enqueue
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.kinds import Channel, Outcome
from jiuzhu.notices.models import Message, Sending
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

SEND_SMS = "notices.sms"


@action("notices.tell")
def tell(
    person_id: int,
    case_no: str,
    kind: Channel,
    text: str,
    *,
    by: Scope,
    on: date,
    phone: str = "",
    until_at: datetime | None = None,
) -> Message:
    """Leave a message in the act's own transaction; a text message (which needs `phone`) is sent after it.

    On the person's page it can be read at once, whatever its kind. What went out by `until_at` or never is not late.
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
        until_at=until_at,
    )
    if kind == Channel.SMS:
        due_at = make_aware(datetime.combine(on, time.min))
        enqueue(SEND_SMS, str(message.pk), {"message_id": message.pk}, due_at=due_at)
    return message


@action("notices.note_sending")
def note_sending(
    message: Message, outcome: Outcome, at: datetime, *, by: Scope, reason: str = "", receipt: str = ""
) -> Sending:
    """Note what came of a try to send a text message; a message that is settled stays as it was settled first.

    The words of a one-time code are dropped then: nobody needs them any more.
    """
    if outcome == Outcome.NO_ANSWER:
        return Sending.objects.create(message=message, at=at, outcome=outcome, reason=reason)
    settled, is_new = Sending.objects.exclude(outcome=Outcome.NO_ANSWER).get_or_create(
        message=message, defaults={"at": at, "outcome": outcome, "reason": reason}
    )
    if is_new and outcome == Outcome.SENT:
        Message.objects.filter(pk=message.pk).update(sent_at=at, receipt=receipt)
    if is_new and message.until_at:
        message.body = ""
        message.save(update_fields=["body"])
    return settled


@action("notices.note_read")
def note_read(message: Message, at: datetime, *, by: Scope) -> Message:
    """Note that the person opened the message on their own page. The first reading stands."""
    if by.kind != "resident" or by.person_id != message.person_id:
        raise Refused("not_your_message", "这条消息是发给别人的，只有本人打开才算已读。")
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=at)
    message.refresh_from_db()
    return message
