from django.urls import reverse

from tests.web.conftest import PASSWORD

LOGIN = "/desk/login"


def test_an_officer_signs_in_and_sees_the_worklist(client, wang):
    answer = client.post(LOGIN, {"username": "wanglu", "password": PASSWORD}, follow=True)
    page = answer.content.decode()
    assert "我的工作台" in page
    assert "綦江区 · 三角镇" in page


def test_a_wrong_password_says_so_and_keeps_the_name(client, wang):
    page = client.post(LOGIN, {"username": "wanglu", "password": "wrong"})
    assert page.status_code == 422
    assert "用户名或密码不对" in page.content.decode()
    assert 'value="wanglu"' in page.content.decode()


def test_five_wrong_passwords_close_the_name_for_a_quarter_of_an_hour(client, wang):
    for _ in range(4):
        client.post(LOGIN, {"username": "wanglu", "password": "wrong"})
    page = client.post(LOGIN, {"username": "wanglu", "password": "wrong"})
    assert page.status_code == 429
    assert "15 分钟" in page.content.decode()


def test_the_worklist_asks_a_visitor_to_sign_in(client, db):
    assert client.get("/desk/").url == f"{LOGIN}?next=/desk/"


def test_pages_of_officers_are_never_kept_by_a_browser(client, wang):
    client.force_login(wang)
    assert "no-store" in client.get("/desk/")["Cache-Control"]


def test_an_officer_without_a_post_is_told_whom_to_ask(client, wang):
    wang.posts.update(until="2026-11-01")
    client.force_login(wang)
    page = client.get(reverse("desk:worklist"))
    assert page.status_code == 403
    assert "没有任何岗位" in page.content.decode()
