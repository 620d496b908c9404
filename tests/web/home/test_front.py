import pytest

pytestmark = pytest.mark.django_db


def test_the_front_page_answers_without_login(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "可以申请帮助" in page.content.decode()


def test_the_front_page_leads_to_the_notices(client):
    entries = client.get("/").content.decode().split("jz-entries")[1]
    assert 'href="/gongshi/"' in entries


def test_health_names_the_database(client):
    assert client.get("/health").json()["web"] == "ok"


def test_large_type_is_remembered_and_comes_back_to_the_page(client):
    answer = client.post("/daziban", {"next": "/desk/login"})
    assert answer.url == "/desk/login"
    assert 'class="jz-large"' in client.get("/").content.decode()


def test_large_type_never_leads_to_another_site(client):
    assert client.post("/daziban", {"next": "https://example.com/"}).url == "/"


def test_a_visitor_has_no_login_to_keep(client):
    assert client.post("/session/keep").status_code == 403


def test_a_missing_page_says_what_may_have_happened(client):
    page = client.get("/nothing-here")
    assert page.status_code == 404
    assert "没有找到这一页" in page.content.decode()
