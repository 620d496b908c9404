"""What the acts on applications share: hold the row, find the town's office, tell the family."""

import json
from datetime import date
from typing import Any

from jiuzhu.intake.models import Application
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.actions import tell
from jiuzhu.notices.kinds import Channel
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Office
from jiuzhu.org.queries import office_of
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import reveal


def held(application: Application, by: Scope) -> Application:
    """The application under a lock, for an officer of its place."""
    by.demand(application.region_code, Role.CLERK)
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)


def payload_of(application: Application) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(reveal(application, "payload"))
    return told


def town_office(application: Application) -> Office:
    """The town government that deals with an application."""
    office = office_of(application.region_code, Level.TOWN)
    if office is None:
        raise Refused(
            "no_office",
            f"辖区 {application.region_code} 没有登记镇街机构，发不了文书。请先由管理员登记机构。",
        )
    return office


def contact(office: Office, by: Scope) -> dict[str, str]:
    """Whom a family may call about a letter."""
    return {"name": by.name or office.short, "phone": office.phone or "12345"}


def tell_family(application: Application, about: str, words: str, on: date, by: Scope) -> None:
    """A text message to the applicant's phone; it can be read on their page at once."""
    resident = application.resident
    resident.refresh_from_db(fields=["person_id"])
    whom, phone = resident.person_id or resident.pk, reveal(resident, "phone")
    tell(whom, about, Channel.SMS, words, by=by, on=on, phone=phone)
