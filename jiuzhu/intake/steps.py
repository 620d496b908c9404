"""The form as data: which pages a family sees, in which order, and whether its answers fit together. Pure.

What a family has said so far is a mapping of page → answers, with the members' keys under "members":

    {"members": ["0", "1"], "town": {...}, "applicant": {...}, "person/0": {...}, "about/0": {...}, "person/1": {...},
     "about/1": {...}, "living/0": {...}, "amount/0/wage": {"amount": "1200", "per": "month"}, "savings": {...}, ...}

The applicant is member "0". Pages of one person end in that member's key. Under "again" stand the pages that spoke for
everybody before somebody was added: their answers are kept, and asked once more.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jiuzhu.assessment.ages import WORKING_AGE
from jiuzhu.intake.answers import Question, read
from jiuzhu.intake.form import hardship, means, people
from jiuzhu.intake.form.page import (
    NEW_PERSON,
    Answers,
    Page,
    Payload,
    Wrong,
    adults,
    age,
    name,
)
from jiuzhu.intake.kinds import Step

__all__ = [
    "AGAIN",
    "CHECK_PAGE",
    "FAMILY_PAGE",
    "NEW_PERSON",
    "PAPERS_PAGE",
    "Answers",
    "Page",
    "Payload",
    "Wrong",
    "across",
    "adults",
    "age",
    "answers",
    "before",
    "counted",
    "first_open",
    "following",
    "for_everybody",
    "is_answered",
    "name",
    "page_of",
    "pages",
]  # fmt: skip
FAMILY_PAGE, PAPERS_PAGE, CHECK_PAGE = "family", "papers", "check"
AGAIN = "again"


def pages(payload: Payload, on: date) -> list[Page]:
    """Every page this family has to see on a day, in order; it grows with what they answer."""
    keys = payload["members"]
    adults = [key for key in keys if age(payload, key, on) >= WORKING_AGE]
    ill = [key for key in payload.get("health", {}).get("who", []) if key in keys]
    return [
        people.town(),
        people.applicant(),
        *_member(payload, keys[0], on),
        Page(FAMILY_PAGE, Step.FAMILY, "家里还有谁一起生活？", hint="一起吃住、一起花钱的都要写：丈夫妻子、没成家的孩子、父母。"),
        *(page for key in keys[1:] for page in _member(payload, key, on)),
        *(page for key in adults for page in means.incomes(payload, key, on)),
        means.savings(),
        *means.homes(payload),
        means.things(),
        hardship.health(payload),
        *(hardship.illness(payload, key) for key in ill),
        hardship.spending(payload),
        Page(PAPERS_PAGE, Step.PAPERS, "拍几张照片"),
        _check(payload),
    ]  # fmt: skip


def _member(payload: Payload, key: str, on: date) -> tuple[Page, Page]:
    return people.person(payload, key), people.about(payload, key, on)


def counted(payload: Payload, on: date) -> dict[str, Any]:
    """The answers that count: those of the pages this family sees. What was taken back, with its page, says nothing."""
    seen = {"members", AGAIN, *(page.id for page in pages(payload, on))}
    return {page: told for page, told in payload.items() if page in seen}


def for_everybody(payload: Payload, on: date) -> list[str]:
    """The answered pages that speak for every member: those after the list of the family that are of no one person."""
    every = [page for page in pages(payload, on) if not page.person and page.id in payload]
    return [page.id for page in every if page.step > Step.FAMILY and page.questions]


def page_of(payload: Payload, page_id: str, on: date) -> Page | None:
    """The page of an id, the blank one for a new person included; None when this family does not see it."""
    if page_id == NEW_PERSON:
        return people.person(payload, "new")
    return next((page for page in pages(payload, on) if page.id == page_id), None)


def first_open(payload: Payload, on: date) -> Page:
    """The first page without answers; the last page when everything is answered."""
    every = pages(payload, on)
    return next((page for page in every if not is_answered(page, payload)), every[-1])


def is_answered(page: Page, payload: Payload) -> bool:
    """Whether a page was saved with every question that it asks today, and for everybody who is in the form."""
    if page.id in payload.get(AGAIN, ()):
        return False
    return page.id in payload and all(one.key in payload[page.id] for one in page.questions)


def answers(page: Page, raw: Answers, payload: Payload, on: date) -> dict[str, Any]:
    """The clean answers of a page. Raises Wrong with every fault."""
    clean: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for question in page.questions:
        try:
            clean[question.key] = read(question, raw.get(question.key), on)
        except ValueError as wrong:
            faults[question.key] = str(wrong)
    faults |= {key: told for key, told in across(page, clean, payload, on).items() if key not in faults}
    if faults:
        raise Wrong(faults)
    return clean


def across(page: Page, clean: Answers, payload: Payload, on: date) -> dict[str, str]:
    """What is wrong between answers, or with answers given on other pages."""
    kind = page.id.split("/")[0]
    if mixed := _mixed(page, clean):
        return mixed
    if kind == "applicant":
        return people.wrong_place(clean, payload)
    if kind == "person":
        return people.wrong_person(page, clean, payload)
    check = _ALONE.get(kind)
    return check(clean) if check else {}


def _wrong_promise(clean: Answers) -> dict[str, str]:
    return {} if clean.get("promise") else {"promise": "请先勾选承诺：写的都是真的，没有漏掉收入和财产"}


_ALONE: Mapping[str, Callable[[Answers], dict[str, str]]] = {
    "amount": means.wrong_amount,
    "savings": means.wrong_amount,
    "things": means.wrong_vehicles,
    CHECK_PAGE: _wrong_promise,
}
"""What is wrong between the answers of one page, by the page's kind."""


def _mixed(page: Page, clean: Answers) -> dict[str, str]:
    """A choice of several in which 没有 or 说不清 stands beside others."""
    faults = {}
    for question in page.questions:
        chosen = clean.get(question.key)
        alone = [question.options[word] for word in ("none", "unsure") if word in question.options]
        if question.kind == "words" and chosen and len(chosen) > 1 and {"none", "unsure"} & set(chosen):
            faults[question.key] = f"选了{'或'.join(f'“{label}”' for label in alone)}，就不要再选别的"
    return faults


def following(payload: Payload, page_id: str, on: date) -> Page:
    """Where a family goes from a page that was saved: from who somebody is to how they live, from there back to the list,
    else to what is still open."""
    every = pages(payload, on)
    kind, _, key = page_id.partition("/")
    if kind in ("person", "about") and key != "0":
        next_id = f"about/{key}" if kind == "person" else FAMILY_PAGE
        return next(page for page in every if page.id == next_id)
    ids = [page.id for page in every]
    rest = every[ids.index(page_id) + 1 :] if page_id in ids else []
    return next((page for page in rest if not is_answered(page, payload)), first_open(payload, on))


def before(payload: Payload, page_id: str, on: date) -> Page | None:
    """The page before one, which is how a family goes back; a new person comes from the list."""
    every = pages(payload, on)
    ids = [page.id for page in every]
    if page_id == NEW_PERSON or (page_id.startswith("person/") and page_id != "person/0"):
        return every[ids.index(FAMILY_PAGE)]
    place = ids.index(page_id)
    return every[place - 1] if place else None


def _check(payload: Payload) -> Page:
    family = [name(payload, key) for key in payload["members"]]
    return Page(
        CHECK_PAGE, Step.PROMISE, "检查一遍，再交",
        (
            Question("holder", "钱打到谁的卡上", "word", "要用家里人自己的卡，最好是社会保障卡。", dict(zip(family, family, strict=True))),
            Question("card", "卡号", "card"),
            Question("promise", "我保证写的都是真的，没有漏掉收入和财产", "flag"),
        ),
    )  # fmt: skip
