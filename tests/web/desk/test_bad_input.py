"""Every form that a case leads to, answered with what nobody expects: each ends on a page, none breaks."""

from html.parser import HTMLParser
from itertools import cycle

import pytest
from django.db import transaction

from jiuzhu.web.desk.acts import PAGES
from tests.casework.conftest import OPENED, POSTED
from tests.web.desk.situations import photo

pytestmark = pytest.mark.slow
ODD = (
    ("𠀀𪚥😀", ("3", "40", "0")),
    ("长" * 250, ("-5", "99999999999")),
    ("   ", ("1e999999", "NaN", "²")),
)
"""(Words, numbers) that are typed into the boxes of a form, the numbers in turn."""
TYPED = {"text", "textarea", "tel", "number", "date"}


class Form(HTMLParser):
    """The questions of the form on a page: name → what may be chosen, or the kind of what is typed."""

    def __init__(self, page):
        super().__init__()
        self.links, self.choices, self.typed, self.numbers, self.files = [], {}, [], [], []
        self.is_own, self.select = False, ""
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        name, kind = told.get("name", ""), told.get("type", "text" if tag == "input" else tag)
        if tag == "a":
            self.links.append((told.get("href") or "").partition("#")[0])
        if tag == "form":
            self.is_own = told.get("method", "").lower() == "post" and not told.get("action")
        if not self.is_own:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" or kind in ("radio", "checkbox", "hidden"):
            self.choices.setdefault(name or self.select, []).append(told.get("value", "on"))
        elif kind == "file":
            self.files.append(name)
        elif kind in TYPED:
            is_number = kind == "number" or told.get("inputmode") in ("numeric", "decimal", "tel")
            (self.numbers if is_number else self.typed).append(name)

    def answers(self, words, numbers, day):
        """Something that is offered for each choice, the words and the numbers for what is typed, the day if there is one."""
        chosen = {name: next(filter(None, offered), "") for name, offered in self.choices.items()}
        typed = dict.fromkeys(self.typed, words) | dict(zip(self.numbers, cycle(numbers), strict=False))
        if day:
            parts = {"_y": day.year, "_m": day.month, "_d": day.day}
            typed |= {name: parts[name[-2:]] for name in typed if name[-2:] in parts}
        return chosen | typed | {name: photo(7) for name in self.files}


@pytest.mark.parametrize("stage", ["opened", "objected"])
def test_no_form_of_a_case_breaks_at_what_nobody_expects(way, at, stage):
    if stage == "objected":
        way.to_notice()
        way.contest()
    on = POSTED if stage == "objected" else OPENED
    client = at("li", on)
    client.raise_request_exception = False
    case = f"/desk/cases/{way.no}/"
    linked = [link for link in Form(client.get(case)).links if link.startswith(case)]
    broken, forms = [], 0
    odd = [(*pair, day) for pair, day in zip(ODD, (on, on, None), strict=True)]
    for path in dict.fromkeys([*linked, *(f"{case}act/{verb}" for verb in PAGES)]):
        form = Form(client.get(path))
        if not (form.typed or form.numbers or form.choices):
            continue
        forms += 1
        for words, numbers, day in odd if form.typed or form.numbers else odd[:1]:
            with transaction.atomic():
                answer = client.post(path, form.answers(words, numbers, day))
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                broken.append((path, words, numbers))
    assert not broken
    assert forms > 20
