"""Answers the calculator's questions from a family that is fully known, as the family itself would."""

import random
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.kernel.month import Month
from jiuzhu.policy.calculator.deciding import Question, best, questions
from jiuzhu.policy.calculator.prospect import Prospect, View, together
from jiuzhu.policy.calculator.told import Told
from jiuzhu.policy.calculator.topics import NONE, UNSURE
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.builtins import age, months
from jiuzhu.policy.family import Family
from tests.policy.families import family as drawn

NEUTRAL = {
    "status": "present", "study": "none", "work_capacity": "full", "employment": "none", "marital": "single",
    "care_form": "home", "relation": "other",
}  # fmt: skip


def family(dice: random.Random, region: str, day: date) -> Family:
    """A family of which everything the calculator asks is known; what only offices know of (a refused job) has not been."""
    known = drawn(dice, region=region, day=day)
    data = {key: value for key, value in known.data.items() if key != "household"}
    members = [{k: v for k, v in member.items() if k != "refused_work_on"} for member in data["members"]]
    return Family(data | {"members": members})


class Asked:
    """A family in front of the calculator. `unsure` are the questions that it cannot answer; `dice` chooses what is asked."""

    def __init__(
        self, known: Family, unsure: Collection[str] = (), dice: random.Random | None = None
    ) -> None:
        self.known, self.unsure, self.dice = known, unsure, dice
        data = known.data
        self.raw: dict[str, Sequence[str]] = {
            "region": [known.region],
            "area": [UNSURE if "area" in unsure else known.area],
            "size": [str(len(data["members"]))],
        }

    def look(self) -> tuple[dict[str, Prospect], Question | None]:
        """What is shown now, and what is asked next."""
        told = Told(self.raw, self.known.day, [self.known.region])
        views = [View.of(*told.given(area), shipped()) for area in told.areas]
        shown = together(views)
        if self.dice is None:
            return shown, best(told, views, {name: one.places for name, one in shown.items()})
        every = questions(told, places(shown))
        return shown, self.dice.choice(every) if every else None

    def answer(self, question: Question) -> None:
        for name in question.fields:
            if question.topic.key in self.unsure:
                self.raw[name] = [UNSURE]
                continue
            found = self.of(name.split("."), name)
            texts = found if isinstance(found, list) else [found]
            self.raw[name] = [_typed(text) for text in texts] or [NONE]
            if ".income." in name:
                self.raw[f"{name}.per"] = ["year"]

    def of(self, parts: list[str], name: str) -> Any:  # noqa: PLR0911, PLR0912 - one case for each kind of field
        """The answer to one field."""
        data = self.known.data
        match parts:
            case ["who", key]:
                return [str(i) for i, one in enumerate(data["members"]) if _has(one, key)]
            case ["members", i, ("father" | "mother") as who, *rest]:
                return self.own(self.parent(data["members"][int(i)]["id"], who), rest)
            case ["members", i, *rest]:
                return self.own(data["members"][int(i)], rest)
            case ["supporters"]:
                return len(data["supporters"])
            case ["supporters", j, *rest]:
                return self.own(data["supporters"][int(j)], rest)
            case ["household", "farming"]:
                return False
            case ["assets", "homes", j, key]:
                return data["assets"]["homes"][int(j)][key]
            case ["assets", key]:
                return self.asset(data["assets"], key)
            case ["expenses"]:
                return sorted({one["kind"] for one in data["expenses"]})
            case ["expenses", kind]:
                return plain_yuan(sum(one["per_year"] for one in data["expenses"] if one["kind"] == kind))
            case ["event"]:
                return data["event"]["kind"] if "event" in data else NONE
            case ["event", key]:
                return plain_yuan(data["event"][key]) if key in ("self_paid", "loss") else data["event"][key]
            case ["current"]:
                return [one["programme"] for one in data["current"]]
            case ["current", programme, key]:
                one = next(one for one in data["current"] if one["programme"] == programme)
                return (
                    plain_yuan(one["monthly"])
                    if key == "monthly"
                    else Month.of(self.known.day).number - one["since"].number
                )
        raise AssertionError(f"nobody can answer {name}")

    def parent(self, child: str, who: str) -> Mapping[str, Any]:
        """A parent of whom nothing was told is as good as alive and well."""
        told = (one for one in self.known.data["parents"] if (one["of"], one["who"]) == (child, who))
        return next(told, {"born": date(1990, 1, 1)})

    def asset(self, assets: Mapping[str, Any], key: str) -> Any:
        return {
            "financial": plain_yuan(assets["financial"]),
            "homes": len(assets["homes"]),
            "shops": assets["shops"],
            "vehicles": [one["kind"] for one in assets["vehicles"]],
            "businesses": bool(assets["businesses"]),
        }[key]

    def own(self, one: Mapping[str, Any], rest: list[str]) -> Any:  # noqa: PLR0911 - one case for each kind of field
        """What a person tells of themselves; what was left out of a complete family is none."""
        day = self.known.day.toordinal()
        match rest:
            case ["age"]:
                return age(one["born"].toordinal(), day)
            case [("status_since" | "newly_employed_on") as key]:
                return months(one[key].toordinal(), day)
            case ["disability"]:
                return sorted({certificate["kind"] for certificate in one.get("disability", [])})
            case ["grade", kind]:
                return min(held["grade"] for held in one["disability"] if held["kind"] == kind)
            case ["incomes"]:
                return sorted({income["kind"] for income in one["incomes"]})
            case ["income", kind]:
                return plain_yuan(
                    sum(income["per_year"] for income in one["incomes"] if income["kind"] == kind)
                )
            case ["self_care_failed"]:
                return ["eat", "dress", "bed", "toilet", "walk", "wash"][: one["self_care_failed"]]
            case [("illness" | "receives") as key]:
                return sorted(one.get(key, []))
            case [key]:
                if key.endswith("_per_month"):
                    return plain_yuan(one.get(key, 0))
                return one.get(key, NEUTRAL.get(key, 0))
        raise AssertionError(rest)


def _has(member: Mapping[str, Any], key: str) -> bool:
    return "newly_employed_on" in member if key == "newly_employed_on" else bool(member.get(key))


def _typed(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def places(prospects: Mapping[str, Prospect]) -> set[str]:
    return set().union(*(one.places for one in prospects.values()))
