from django import forms
from django.http import QueryDict

from jiuzhu.kernel.refusal import Refused
from jiuzhu.web.ui.acting import Ask, acting, asked


class Opinion(Ask):
    reason = forms.CharField(label="理由")
    kind = forms.ChoiceField(label="意见", choices=[("yes", "同意")], widget=forms.RadioSelect)


RIGHT = QueryDict("reason=合规&kind=yes")


def propose(number: str, *, reason: str, kind: str) -> str:
    return f"{number} {reason} {kind}"


def refuse(number: str, **answers: str) -> str:
    raise Refused("changed", "段敏 09:41 先提交了。")


def test_a_form_first_asked_does_nothing():
    assert not acting(Opinion(), propose, "1")


def test_right_answers_become_the_acts_keywords():
    form = Opinion(RIGHT)
    assert acting(form, propose, "1")
    assert form.result == "1 合规 yes"


def test_missing_answers_are_listed_in_order_with_where_to_go():
    form = Opinion(QueryDict("csrf=1"))
    assert not acting(form, propose, "1")
    assert form.wrong == [("id_reason", "理由还没有填"), ("id_kind_field", "意见还没有选")]


def test_a_refusal_keeps_what_was_typed():
    form = Opinion(RIGHT)
    assert not acting(form, refuse, "1")
    assert form.refusal.code == "changed"
    assert form["reason"].value() == "合规"


def test_the_status_tells_what_happened(rf):
    refused, wrong = Opinion(RIGHT), Opinion(QueryDict("csrf=1"))
    acting(refused, refuse, "1")
    pages = [asked(rf.get("/"), "ui/errors.html", form) for form in (Opinion(), wrong, refused)]
    assert [page.status_code for page in pages] == [200, 422, 409]
    assert "您写的都还在" in pages[2].content.decode()


def test_nothing_is_said_to_be_kept_where_nothing_was_asked(rf):
    form = Ask(QueryDict("csrf=1"))
    acting(form, refuse, "1")
    assert "您写的都还在" not in asked(rf.get("/"), "ui/errors.html", form).content.decode()
