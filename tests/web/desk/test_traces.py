"""Every look leaves a trace: whatever page shows a resident's name writes an entry, for whichever officer."""

import pytest
from django.urls import URLPattern, URLResolver, reverse

from jiuzhu.benefits.actions import hold, propose_month
from jiuzhu.benefits.models import Award, PayeeAccount
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.month import Month
from jiuzhu.org.actions import appoint, enrol
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.web.desk import urls
from tests.casework.conftest import DECIDED, OPENED, SETUP
from tests.web.desk.test_application import application, desk

__all__ = ["application", "desk"]
pytestmark = pytest.mark.slow
NAMES = ("周明贵", "罗春梅", "周雨涵")
AT_THE_COUNTY = {
    "pay": Role.PAYER,
    "approve": Role.PAY_APPROVER,
    "watch": Role.SUPERVISOR,
    "audit": Role.AUDITOR,
    "verify": Role.VERIFIER,
    "policy": Role.POLICY,
}
KNOWN = {"region": "500110", "fund": "dibao", "verb": "rework", "kind": "new", "check": "name"}


def routes(entries):
    """Every page of the desk that is opened by address."""
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns)
        elif isinstance(entry, URLPattern) and entry.name != "logout":
            yield entry


def look_at_all(client, known):
    """Open every page whose address is known: those that show a name, and those of them that left no trace."""
    named, silent = set(), set()
    for entry in routes(urls.urlpatterns):
        parts = entry.pattern.converters
        if not set(parts) <= set(known):
            continue
        before = Entry.objects.filter(kind=Entry.Kind.LOOK).count()
        page = client.get(reverse(f"desk:{entry.name}", kwargs={part: known[part] for part in parts}))
        text = b"".join(page).decode(errors="replace")
        if any(name in text for name in NAMES):
            named.add(entry.name)
            if Entry.objects.filter(kind=Entry.Kind.LOOK).count() == before:
                silent.add(entry.name)
    return named, silent


@pytest.mark.parametrize("who", ["li", "liu", "wang", "yang", *AT_THE_COUNTY])
def test_no_page_shows_a_name_without_a_trace(way, at, town, who):
    bureau = Office.objects.get(name="綦江区民政局")
    for name, role in AT_THE_COUNTY.items():
        login = enrol(name, name, "not-a-real-one", by=SETUP)
        appoint(login, bureau, role, OPENED, by=SETUP)
        setattr(town, name, login)
    way.to_notice()
    known = {"case_no": way.no, "person_id": way.household.head_id}
    client = at(who, DECIDED)
    on_notice, silent = look_at_all(client, known)
    assert {"cases", "case", "publicity"} <= on_notice
    assert not silent
    way.prove()
    way.confirm()
    payer, award = Scope.of(town.pay, DECIDED), Award.objects.get()
    month = Month(award.from_month)
    propose_month("500110", "dibao", month, DECIDED, by=payer)
    PayeeAccount.objects.update(name="别人")
    held = hold(award, month, "在核实", DECIDED, by=payer)
    record = SignedRecord.objects.filter(about=way.no).first()
    known |= KNOWN | {"month": str(month), "award": award.pk, "hold": held.pk, "record_id": record.pk}
    paid, silent = look_at_all(client, known)
    if who in ("pay", "approve", "wang", "watch", "audit"):
        assert {"month_changes", "month_lines", "month_holds", "month_check"} <= paid
    assert not silent


def test_no_page_of_an_application_shows_a_name_without_a_trace(desk, application):
    named, silent = look_at_all(desk, {"number": application.number})
    assert {"worklist", "application", "accept", "correct", "turn_away", "withdraw"} <= named
    assert not silent
