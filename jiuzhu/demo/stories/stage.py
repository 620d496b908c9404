"""Where a story plays: its day, its officers, the worker; what was told, and what did not go as told."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from jiuzhu.jobs.queue import Kinds, work_once
from jiuzhu.kernel.moments import start_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope

KindsAt = Callable[[Callable[[], datetime]], Kinds]
"""The worker's table of jobs for a given clock."""
Deliver = Callable[[date], None]
OFFICE_HOUR = timedelta(hours=10)


class Stage:
    """One play. `tell` gets each line; `wrong` collects what differs from the promise.

    `deliver` is called before departments are asked: whose database and files the product reads brings them up to the day.
    """

    def __init__(
        self, kinds_at: KindsAt, tell: Callable[[str], None], deliver: Deliver = lambda on: None
    ) -> None:
        self.kinds_at, self.tell, self.deliver = kinds_at, tell, deliver
        self.on = date.min
        self.wrong: list[str] = []

    @property
    def now(self) -> datetime:
        """Ten in the morning of the story's day."""
        return start_of(self.on) + OFFICE_HOUR

    def login(self, username: str) -> Login:
        return Login.objects.get(username=username)

    def scope(self, username: str) -> Scope:
        """The officer's own scope, from the posts held."""
        return Scope.of(self.login(username), self.on)

    def say(self, who: str, what: str, result: str = "") -> None:
        """One line: day · who · what · result. `who` is a username, or words for who has no login."""
        login = Login.objects.filter(username=who).first()
        parts = [self.on.isoformat(), login.name if login else who, what, result]
        self.tell(" · ".join(part for part in parts if part))

    def expect(self, what: str, seen: Any, promised: Any) -> None:
        """Note a difference between what is there and what the story promises."""
        if seen != promised:
            self.wrong.append(f"{self.on} {what}：应是 {promised}，实际是 {seen}")
            self.tell(f"  ✗ {self.wrong[-1]}")

    def refused(self, who: str, what: str, code: str, act: Callable[[], object]) -> None:
        """An act that must be refused with this code."""
        try:
            act()
        except Refused as refusal:
            self.say(who, what, f"被拒绝：{refusal.message}")
            self.expect(f"{what}被拒绝的原因", refusal.code, code)
        else:
            self.expect(what, "办成了", f"被拒绝（{code}）")

    def work(self) -> int:
        """Let the worker do every job that is due now; how many it did."""
        kinds, done = self.kinds_at(lambda: self.now), 0
        while work_once(kinds, now=self.now):
            done += 1
        return done
