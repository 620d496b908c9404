"""看看能申请什么: anyone asks what a family may get. The answers travel in the page itself; nothing is written anywhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from jiuzhu.editions.queries import current
from jiuzhu.intake.answers import Question as Asked
from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Office
from jiuzhu.org.queries import office_of, region_names
from jiuzhu.policy.calculator.deciding import Question, best
from jiuzhu.policy.calculator.prospect import View, together
from jiuzhu.policy.calculator.told import Told, is_field, person_of, topic_of
from jiuzhu.policy.calculator.topics import BY_KEY, NONE, START, UNSURE, Topic
from jiuzhu.web.citizen.prospects import said
from jiuzhu.web.citizen.questions import field
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.guard import public
from jiuzhu.web.ui.large import keep_large
from jiuzhu.web.ui.today import today

BEGIN = "start"
_LONGEST, _MOST = 40, 600
_PER = {"month": "一个月的", "year": "一年的"}
_KINDS = {"months": "count", "income": "money", "yes_no": "word", "who": "words", "tasks": "words"}


class Answering(Ask):
    """One question of the calculator as a form; what is wrong is said by `Told`."""

    use_required_attribute = False

    def __init__(self, told: Told, question: Question, places: Mapping[str, str], is_sent: bool) -> None:
        values: MultiValueDict[str, str] = MultiValueDict(
            {name: list(texts) for name, texts in told.raw.items()}
        )
        shown = {name: texts for name, texts in values.lists() if UNSURE not in texts}
        super().__init__(values if is_sent else None, initial=_initial(shown))
        self.told, self.question = told, question
        for name in question.fields:
            topic = BY_KEY[topic_of(name)]
            self.fields[name] = field(_asked(told, topic, name, places), ())
            if topic.kind == "income":
                self.fields[f"{name}.per"] = field(
                    Asked(f"{name}.per", f"{told.label(name)}，这是", "word", options=_PER), ()
                )
                self.initial.setdefault(f"{name}.per", "month")

    def clean(self) -> dict[str, Any]:
        for name in self.question.fields:
            try:
                self.told.read(name)
            except ValueError as wrong:
                self.add_error(name, str(wrong))
        return {}


def _initial(raw: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    many = ("words", "who", "tasks")
    return {name: list(texts) if _is_of(name, many) else texts[0] for name, texts in raw.items() if texts}


def _is_of(name: str, kinds: Sequence[str]) -> bool:
    topic = BY_KEY.get(topic_of(name))
    return topic is not None and topic.kind in kinds


def _asked(told: Told, topic: Topic, name: str, places: Mapping[str, str]) -> Asked:
    """A field of the calculator as a question of the family's form."""
    options: Mapping[str, str] = topic.options
    if name == "region":
        options = places
    elif topic.kind == "who":
        options = {str(i): told.person(f"members.{i}") for i in range(told.size)}
    elif name == "area":
        options = {**options, UNSURE: "说不清"}
    if topic.kind in ("words", "who", "tasks"):
        options = {**options, NONE: "都没有" if topic.kind != "tasks" else "都能自己做"}
    label = topic.ask if topic in START else told.label(name)
    hint = topic.hint if topic in START else ""
    per = f"{name}.per" if topic.kind == "income" else ""
    return Asked(name, label, _KINDS.get(topic.kind, topic.kind), hint, options, per=per)


@public
@require_http_methods(["GET", "POST"])
def calculator(request: HttpRequest) -> HttpResponse:
    """One question and what is known so far; each POST carries all the answers and keeps none."""
    places = _places()
    raw = _raw(request)
    told = Told(raw, today(), places)
    at, _, to = request.POST.get("go", "").partition(":")
    asked = [one for one in request.POST.getlist("asked") if fields_of(told, one)]
    now = _shown(request, told)
    is_wrong = False
    if at == UNSURE and now:
        blank = {name: [UNSURE] for name in now.fields if not any(raw.get(name, ()))}
        told = Told({**raw, **blank}, today(), places)
    if at in ("next", UNSURE) and now:
        is_wrong = not Answering(told, now, places, is_sent=True).is_valid()
        asked = asked if _id(now) in asked or is_wrong else [*asked, _id(now)]
    question, prospects = _next(told)
    if at == "edit" and fields_of(told, to):
        question = fields_of(told, to)
    elif at == "back" and (before := _before(asked, now)):
        question = fields_of(told, before)
    elif now and (is_wrong or at in ("large", "back")):
        question = now
    is_large = _is_large(request, at)
    response = render(
        request,
        "citizen/calculator.html",
        _context(told, places, asked, question, prospects, is_wrong),
        status=422 if is_wrong else 200,
    )
    response.headers["Cache-Control"] = "private"
    if at == "large":
        keep_large(response, is_large)
    return response


def _is_large(request: HttpRequest, at: str) -> bool:
    """Whether this page is in large type; the button on it turns it round without leaving the question."""
    is_large = bool(request.COOKIES.get("jz_large")) is not (at == "large")
    request.COOKIES = {**request.COOKIES, "jz_large": "1" if is_large else ""}
    return is_large


def _context(
    told: Told,
    places: Mapping[str, str],
    asked: Sequence[str],
    question: Question | None,
    prospects: Any,
    is_wrong: bool,
) -> dict[str, Any]:
    form = Answering(told, question, places, is_wrong) if question else None
    shown = set(form.fields) if form else set()
    town = office_of(told.region, Level.TOWN) if told.is_begun else None
    who = told.person(person_of(question.fields[0])) if question and question.topic.is_alone else ""
    return {
        "form": form,
        "question": question,
        "title": _title(question, who),
        "hint": question.topic.hint if question and question.topic not in START else "",
        "number": asked.index(_id(question)) + 1 if question and _id(question) in asked else len(asked) + 1,
        "can_go_back": bool(asked) and (question is None or _id(question) != asked[0]),
        "carried": [(name, text) for name, texts in told.raw.items() if name not in shown for text in texts],
        "everything": [(name, text) for name, texts in told.raw.items() for text in texts],
        "asked": asked,
        "answers": [_answered(told, one, places) for one in asked],
        "said": said(told, prospects, current()) if prospects else None,
        "town": town,
        "place": places.get(told.region, "") if told.is_begun else "",
        "on": told.day,
        "call": {"name": town.name, "number": town.phone} if town and town.phone else None,
    }


def _title(question: Question | None, who: str) -> str:
    if question is None:
        return ""
    return "您家住在哪里，有几口人？" if question.topic in START else question.topic.ask.format(who=who)


def _next(told: Told) -> tuple[Question | None, Any]:
    """The question that decides most, and what is known now; the first question before anything is."""
    if not told.is_begun:
        return fields_of(told, BEGIN), None
    views = [View.of(*told.given(area), current()) for area in told.areas]
    prospects = together(views)
    return best(told, views, {name: one.places for name, one in prospects.items()}), (views[0], prospects)


def _raw(request: HttpRequest) -> dict[str, list[str]]:
    """The answers in the page, as they were typed; what is no field of the calculator is dropped."""
    found = {
        name: [text[:_LONGEST] for text in texts if text.strip()]
        for name, texts in list(request.POST.lists())[:_MOST]
        if is_field(name.removesuffix(".per"))
    }
    return {name: texts for name, texts in found.items() if texts}


def _shown(request: HttpRequest, told: Told) -> Question | None:
    """The question that the page showed."""
    names = [name for name in request.POST.getlist("shown") if is_field(name) and told.applies(name)]
    if not names:
        return None
    topic = BY_KEY[topic_of(names[0])]
    return Question(topic, tuple(names))


def _id(question: Question) -> str:
    return BEGIN if question.topic in START else question.id


def fields_of(told: Told, question: str) -> Question | None:
    """A question that was asked before, with the fields it has now; None when it asks about nothing any more."""
    if question == BEGIN:
        return Question(START[0], tuple(topic.key for topic in START))
    key, _, own = question.partition("@")
    names = [
        name
        for name in told.raw
        if not name.endswith(".per")
        and topic_of(name) == key
        and told.applies(name)
        and (not own or person_of(name) == own)
    ]
    return Question(BY_KEY[key], tuple(names)) if names else None


def _before(asked: Sequence[str], now: Question | None) -> str | None:
    if now is None or _id(now) not in asked:
        return asked[-1] if asked else None
    place = asked.index(_id(now))
    return asked[place - 1] if place else None


def _answered(told: Told, question: str, places: Mapping[str, str]) -> tuple[str, str, str]:
    """(what was asked, the answer in words, the question's id)."""
    found = fields_of(told, question)
    assert found is not None  # noqa: S101 - only questions with fields are carried
    words = [_words(told, name, places) for name in found.fields]
    several = len(found.fields) > 1 and question != BEGIN
    lines = [
        f"{told.label(name)} {word}" if several else word
        for name, word in zip(found.fields, words, strict=True)
    ]
    who = told.person(person_of(found.fields[0])) if found.topic.is_alone else ""
    return _title(found, who), "，".join(lines), question


def _words(told: Told, name: str, places: Mapping[str, str]) -> str:
    topic, texts = BY_KEY[topic_of(name)], told.raw.get(name, [])
    if told[name] is None:
        return "还没有答好"
    if UNSURE in texts:
        return "说不清"
    options = _asked(told, topic, name, places).options
    per = (
        _PER[(told.raw.get(f"{name}.per") or ["month"])[0]].removesuffix("的") + " "
        if topic.kind == "income"
        else ""
    )
    return (
        per + "、".join(options.get(text, text) for text in texts) + (f" {topic.unit}" if topic.unit else "")
    )


def _places() -> dict[str, str]:
    """Every town that has an office, by code."""
    codes = list(
        Office.objects.filter(level=Level.TOWN).order_by("region_code").values_list("region_code", flat=True)
    )
    names = region_names(codes)
    return {code: names[code] for code in codes if code in names}
