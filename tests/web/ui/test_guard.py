from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse

from jiuzhu.intake.models import Resident
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.web.ui.guard import link_token, officer, public, resident, sign_in_resident, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(rf):
    def make(user=None):
        request = rf.get("/somewhere?x=1")
        request.user, request.session = user or AnonymousUser(), SessionStore()
        return request

    return make


def scope_of(request, *args):
    return HttpResponse(request.scope.actor)


def test_a_visitor_is_sent_to_the_login_and_back(request_of):
    assert officer()(scope_of)(request_of()).url == "/desk/login?next=/somewhere%3Fx%3D1"


def test_an_officer_brings_a_scope(request_of, wang):
    assert officer(Role.CLERK)(scope_of)(request_of(wang)).content.decode() == f"officer:{wang.pk}"


def test_another_role_sees_a_lock_and_the_reason(request_of, wang):
    page = officer(Role.AUDITOR)(scope_of)(request_of(wang))
    assert page.status_code == 403
    assert "审计" in page.content.decode()


def test_a_resident_reaches_only_what_was_proved(request_of):
    request = request_of()
    zhou = Resident.objects.create(name="周明贵", id_number="…", id_hash="a", phone="10002305831")
    sign_in_resident(request, zhou)
    assert resident(scope_of)(request).content.decode() == f"resident:{zhou.pk}"


def test_a_resident_for_whom_another_phone_is_noted_signs_in_again(request_of):
    request = request_of()
    zhou = Resident.objects.create(name="周明贵", id_number="…", id_hash="a", phone="10002305831")
    sign_in_resident(request, zhou)
    zhou.phone = "10002305832"
    zhou.save()
    assert resident(scope_of)(request).url.startswith("/family/login")


@pytest.mark.parametrize("kept", [None, 7])
def test_a_browser_that_kept_no_mark_of_a_phone_signs_in_again(request_of, kept):
    request = request_of()
    zhou = Resident.objects.create(name="周明贵", id_number="…", id_hash="a", phone="10002305831")
    request.session["resident"] = [zhou.pk, kept]
    assert resident(scope_of)(request).url.startswith("/family/login")


def test_a_refusal_in_a_view_is_a_page_that_says_why(request_of):
    def view(request):
        raise Refused("too_early", "公示还没有结束，11月28日以后再办。", "民发57 第19条")

    page = public(view)(request_of())
    assert page.status_code == 409
    assert "公示还没有结束" in page.content.decode()
    assert "民发57 第19条" in page.content.decode()


def test_a_signed_link_opens_what_was_signed(request_of):
    view = token("letter", days=90)(lambda request, value: HttpResponse(value))
    assert view(request_of(), token=link_token("letter", "SJ-2026-0387")).content == b"SJ-2026-0387"
    assert view(request_of(), token=link_token("other", "SJ-2026-0387")).status_code == 403


def test_every_guard_names_itself():
    guards = [
        public(scope_of),
        officer(Role.CLERK)(scope_of),
        resident(scope_of),
        token("x", days=1)(scope_of),
    ]
    assert [view.guard for view in guards] == ["public", "officer", "resident", "token"]


def test_the_business_day_can_be_fixed(settings):
    from jiuzhu.web.ui.today import now, today

    settings.TODAY = date(2026, 12, 1)
    assert today() == now().date() == date(2026, 12, 1)
