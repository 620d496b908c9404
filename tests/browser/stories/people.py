"""Who takes part in a story, each with a browser: they sign in, read, click and type; nothing else."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator

from jiuzhu.cli.kinds import kinds_at
from jiuzhu.demo.start import OFFICERS
from jiuzhu.demo.stories.strokes import strokes
from jiuzhu.jobs.queue import work_once
from jiuzhu.web.ui.today import now
from tests.browser.conftest import DESK, PHONE, _page, overflow

Form = Mapping[str, Mapping[str, Any]]
"""What a family answers: the question of a page → label of a field → what they write, choose or tick."""
WHO = ("姓名", "身份证号", "是您的什么人", "户口")
"""What the page of a new person asks; how they live is on the next."""


class Play:
    """The stage: its day, its people, the worker between two clicks."""

    def __init__(self, browser: Browser, url: str, settings: Any, picture: Any, folder: Path) -> None:
        self.browser, self.url, self.settings, self.picture = browser, url, settings, picture
        self.folder = folder
        self.people: dict[str, Person] = {}

    def on(self, day: str) -> None:
        """Everybody's day from now on."""
        self.settings.TODAY = date.fromisoformat(day)

    def work(self) -> None:
        """The worker does every job that is due."""
        kinds = kinds_at(now)
        while work_once(kinds, now=now()):
            pass

    def officer(self, login: str, *, on_phone: bool = False) -> "Officer":
        """An officer at a desk or with a phone, signed in with name and password."""
        key = f"{login}{' phone' if on_phone else ''}"
        if key not in self.people:
            self.people[key] = Officer(self, PHONE if on_phone else DESK)
            self.people[key].sign_in(login)
        return self.people[key]

    def family(self) -> "Family":
        """A family with a phone, not signed in yet."""
        return self.people.setdefault("family", Family(self, PHONE))

    def neighbour(self) -> "Person":
        """Somebody who reads the public pages."""
        return self.people.setdefault("neighbour", Person(self, PHONE))

    def paper(self, name: str) -> Path:
        """A photo that somebody took: of a signature, of the board."""
        path = self.folder / f"{name}.png"
        path.write_bytes(strokes(len(name)))
        return path

    def close(self) -> None:
        for person in self.people.values():
            person.page.context.close()


class Person:
    """Somebody in front of a page."""

    def __init__(self, play: Play, size: dict[str, int]) -> None:
        self.play, self.size = play, size
        phone = {"has_touch": True, "is_mobile": True} if size == PHONE else {}
        _, self.page = _page(play.browser, size, **phone)

    def goes_to(self, path: str) -> None:
        """Type an address, as only the first page of a face is."""
        self.page.goto(f"{self.play.url}{path}")

    def clicks(self, name: str, role: str = "link", *, exact: bool = False) -> None:
        """Click the first thing with these words in its name, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=exact).first.click()

    def presses(self, name: str) -> None:
        """Press the button of this name."""
        self.clicks(name, "button")

    def reads(self, *words: str) -> None:
        """These words are on the page."""
        for text in words:
            self.page.get_by_text(text).first.wait_for(timeout=3000)

    def heads(self, words: str) -> None:
        """The page's title line says this."""
        self.page.get_by_role("heading", level=1).get_by_text(words).wait_for(timeout=3000)

    def answers(self, told: Mapping[str, Any]) -> None:
        """Fill in fields by their labels."""
        for label, value in told.items():
            self.answer(label, value)

    def answer(self, label: str, value: Any) -> None:
        """One field: text or a file, an entry of a list, one box or several."""
        group = self.page.get_by_role("group", name=label)
        if group.count() and isinstance(value, Path):
            group.locator("input[type=file]").set_input_files(value)
            return
        if group.count():
            for one in [value] if isinstance(value, str) else value:
                group.get_by_label(one, exact=True).check()
            return
        field = self.page.get_by_label(label)
        if isinstance(value, Path):
            field.set_input_files(value)
        elif value is True:
            field.check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)

    def signs(self, label: str) -> None:
        """Write a stroke with a finger."""
        canvas: Locator = self.page.get_by_role("group", name=label).locator("canvas")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box
        self.page.mouse.move(box["x"] + 30, box["y"] + 30)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + 160, box["y"] + 60, steps=4)
        self.page.mouse.up()

    def fills_in(self, form: Form) -> None:
        """Page after page, each answered under its question."""
        for question, told in form.items():
            self.heads(question)
            self.answers(told)
            self.goes_on()

    def adds(self, one: Mapping[str, Any]) -> None:
        """One more of the family: who they are, then how they live."""
        self.clicks("再加一位")
        who = {label: one[label] for label in WHO}
        self.answers(who)
        self.goes_on()
        self.answers({label: told for label, told in one.items() if label not in who})
        self.goes_on()

    def goes_on(self) -> None:
        with self.page.expect_navigation():
            self.page.locator(".jz-act-bar button.is-primary").click()

    def sees(self, name: str) -> None:
        """Keep a picture of the page as it is before this person; it is never wider than its window."""
        self.play.picture(self.page, f"story-{name}")
        assert overflow(self.page) <= 0, f"{name} is too wide"


class Officer(Person):
    def sign_in(self, login: str) -> None:
        self.goes_to("/desk/")
        self.answers({"用户名": login, "密码": OFFICERS["password"]})
        self.presses("登录")

    def opens(self, name: str) -> None:
        """Open a family of the place, or a duty, from the worklist."""
        self.goes_to("/desk/?show=all")
        self.clicks(name)

    def opens_case(self, case_no: str) -> None:
        """Open a case by the number in its address."""
        self.goes_to(f"/desk/cases/{case_no}/")

    def finds(self, words: str) -> None:
        """Search from the header."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


class Family(Person):
    def signs_in(self, name: str, id_number: str, phone: str) -> None:
        """By name, number and the code that comes to the phone."""
        self.answers({"姓名": name, "身份证号": id_number, "手机号": phone})
        self.presses("发验证码")
        code = re.search(r"\d{6}", self.page.get_by_text("演示：验证码是").inner_text())
        assert code
        self.answer("六位验证码", code[0])
        self.presses("进去")
