"""What a person has answered so far, as the contract's family: what was not told, and 说不清, is left out, which is unknown.

Answers are kept as they were typed, by the name of the field: `members.0.age`, `who.disability`, `assets.homes.1.area_m2`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from jiuzhu.kernel.month import Month
from jiuzhu.policy import facts
from jiuzhu.policy.calculator.answer import Answer, parsed
from jiuzhu.policy.calculator.topics import (
    BY_KEY,
    CURRENT_WORDS,
    DISABILITY_WORDS,
    EXPENSE_WORDS,
    INCOME_WORDS,
    NONE,
    RELATION_WORDS,
    UNSURE,
)
from jiuzhu.policy.engine.rows import Given
from jiuzhu.policy.engine.values import Cause, Unknown, Value
from jiuzhu.policy.family import Family, flatten, read

Raw = Mapping[str, Sequence[str]]
AREAS = ("urban", "rural")
PARENTS = ("father", "mother")
_NOBODY: Mapping[str, Any] = {
    "disability": [], "illness": [], "bedridden_months": 0, "needs_long_term_care_months": 0,
    "work_injury_care": False, "unlifted_poverty": False, "newly_employed_on": NONE,
}  # fmt: skip
"""What holds of those who are not named where it is asked who has it."""
_NAMED = {"work_injury_care": True, "unlifted_poverty": True}
"""What holds of those who are named; of everything else more is asked."""
_OWN = (
    "age", "status", "sex", "study", "work_capacity", "employment", "marital", "self_care_failed", "care_form",
    "employment_costs_per_month", "transfers_paid_per_month",
)  # fmt: skip
_OF_SUPPORTERS = (
    "age", "status", "illness", "household_size", "household_income_per_month", "income_own_per_month", "supports",
    "pays_per_month", "agreed_amount_per_month", "consented", "assets_ok", "receives",
)  # fmt: skip
_OF_EVENTS = ("self_paid", "loss", "months_without_income", "insured", "urgent", "same_event_aided", "aids_this_year")  # fmt: skip
_ADULT = 18


@dataclass(frozen=True)
class Told:
    """The answers of one family on a day; `regions` are the places that may be chosen."""

    raw: Raw
    day: date
    regions: Collection[str]

    def __getitem__(self, name: str) -> Answer | None:
        """The answer in a field: a value, UNSURE, or None when there is none that can be read."""
        return self._answers.get(name)

    @cached_property
    def _answers(self) -> dict[str, Answer]:
        found = {}
        for name in self.raw:
            try:
                found[name] = self.read(name)
            except (ValueError, KeyError):
                continue
        return found

    def read(self, name: str) -> Answer:
        """What was typed into a field. Raises ValueError in Chinese; KeyError for a field that there is not."""
        topic = BY_KEY[topic_of(name)]
        texts = [text.strip() for text in self.raw.get(name, ()) if text.strip()]
        if name == "region" and texts and texts[0] not in self.regions:
            raise ValueError("请从名单里选镇、街道")
        per = (self.raw.get(f"{name}.per") or ["month"])[0]
        return parsed(topic, texts, per)

    def known(self, name: str) -> Any:
        """The value in a field; None when it is not answered, or 说不清."""
        answer = self[name]
        return None if answer == UNSURE else answer

    @property
    def is_begun(self) -> bool:
        """Whether place and size of the family are told."""
        return all(self[name] is not None for name in ("region", "area", "size"))

    @property
    def region(self) -> str:
        return str(self["region"])

    @property
    def areas(self) -> tuple[str, ...]:
        """Town, countryside, or both while it is not known which."""
        return AREAS if self["area"] == UNSURE else (str(self["area"]),)

    @property
    def size(self) -> int:
        return int(self["size"] or 0)

    def applies(self, name: str) -> bool:
        """Whether a field still asks about something that there is."""
        parts = name.split(".")
        if parts[0] == "members":
            return int(parts[1]) < self.size
        if parts[0] == "supporters" and len(parts) > 1:
            return int(parts[1]) < (self.known("supporters") or 0)
        if name.startswith("assets.homes."):
            return int(parts[2]) < (self.known("assets.homes") or 0)
        return True

    def family(self, area: str) -> Family:
        """The family as the contract writes it. Raises Faults when answers do not go together."""
        return read(self.written(area))

    def given(self, area: str) -> tuple[Family, Given]:
        """The family and its facts; a relation that was not told is open."""
        family = self.family(area)
        found = flatten(family)
        for entity, rows in (("person", "members"), ("supporter", "supporters")):
            table = found.table(entity)
            told = [
                self._related(f"{rows}.{i}", f"{rows}[{i}]", row, entity) for i, row in enumerate(table.rows)
            ]
            found = found.with_rows(entity, told)
        return family, found

    def _related(self, own: str, place: str, row: Mapping[str, Value], entity: str) -> Mapping[str, Value]:
        if own == "members.0" or self.known(f"{own}.relation") is not None:
            return row
        name = facts.PREFIXES[entity] + "relation"
        open_ = Unknown(0, facts.FACTS[name].high, frozenset([Cause("fact", f"{place}.relation")]))
        return {**row, name: open_}

    def written(self, area: str) -> dict[str, Any]:
        """The contract's object, every answered key in it and no other."""
        found: dict[str, Any] = {
            "region": self.region,
            "area": area,
            "date": self.day.isoformat(),
            "members": [self._member(i) for i in range(self.size)],
        }
        if self.known("household.farming") is not None:
            found["household"] = {"farming": self.known("household.farming")}
        if self.known("supporters") is not None:
            found["supporters"] = [self._supporter(j) for j in range(self.known("supporters"))]
        if self.has_told_parents:
            found["parents"] = [self._parent(i, who) for i in self.children for who in PARENTS]
        if assets := self._assets():
            found["assets"] = assets
        if (kinds := self.known("expenses")) is not None:
            amounts = [(kind, self.known(f"expenses.{kind}")) for kind in kinds]
            found["expenses"] = [{"kind": kind} | _if("per_year", amount) for kind, amount in amounts]
        if (event := self.known("event")) is not None:
            details = _some((key, self.known(f"event.{key}")) for key in _OF_EVENTS)
            found["event"] = NONE if event == NONE else {"kind": event} | details
        if (received := self.known("current")) is not None:
            found["current"] = [self._received(programme) for programme in received]
        return found

    @property
    def children(self) -> list[int]:
        """The members who may be minors."""
        ages = [self.known(f"members.{i}.age") for i in range(self.size)]
        return [i for i, age in enumerate(ages) if age is None or age < _ADULT]

    @property
    def has_told_parents(self) -> bool:
        """Whether anything was answered about the children's parents."""
        return any(self[f"members.{i}.{who}.status"] is not None for i in self.children for who in PARENTS)

    def _member(self, i: int) -> dict[str, Any]:
        own = f"members.{i}"
        found: dict[str, Any] = {"id": f"m{i}", "relation": "self"}
        if i:
            found["relation"] = self.known(f"{own}.relation") or "other"
        found |= _some((key, self.known(f"{own}.{key}")) for key in _OWN)
        found |= _some((key, self._of_those(key, i)) for key in _NOBODY)
        found |= self._since(own)
        if (kinds := self.known(f"{own}.incomes")) is not None:
            found["incomes"] = [{"kind": kind} | (self.known(f"{own}.income.{kind}") or {}) for kind in kinds]
        return found

    def _of_those(self, key: str, i: int) -> Any:
        """What is known of a member where it was asked who has it."""
        named = self.known(f"who.{key}")
        if named is None:
            return None
        if str(i) not in named:
            return _NOBODY[key]
        own = f"members.{i}"
        if key == "disability":
            return self._certificates(own)
        told = _NAMED.get(key, self.known(f"{own}.{key}"))
        return self._months_ago(told) if key == "newly_employed_on" and told is not None else told

    def _certificates(self, own: str) -> list[dict[str, Any]] | None:
        kinds = self.known(f"{own}.disability")
        if kinds is None:
            return None
        return [{"kind": kind} | _if("grade", self.known(f"{own}.grade.{kind}")) for kind in kinds]

    def _since(self, own: str) -> dict[str, Any]:
        passed = self.known(f"{own}.status_since")
        return {} if passed is None else {"status_since": self._months_ago(passed)}

    def _months_ago(self, passed: int) -> str:
        """The day so many full months before."""
        month = Month.of(self.day) - passed
        return month.first.replace(day=min(self.day.day, month.last.day)).isoformat()

    def _supporter(self, j: int) -> dict[str, Any]:
        own = f"supporters.{j}"
        found = {"id": f"s{j}", "relation": self.known(f"{own}.relation") or "other"}
        found |= _some((key, self.known(f"{own}.{key}")) for key in _OF_SUPPORTERS)
        return found | _if("disability", self._certificates(own)) | self._since(own)

    def _parent(self, i: int, who: str) -> dict[str, Any]:
        own = f"members.{i}.{who}"
        found = {"of": f"m{i}", "who": who}
        found |= _some((key, self.known(f"{own}.{key}")) for key in ("status", "illness"))
        return found | _if("disability", self._certificates(own)) | self._since(own)

    def _assets(self) -> dict[str, Any]:
        found = _some((key, self.known(f"assets.{key}")) for key in ("financial", "shops"))
        if (homes := self.known("assets.homes")) is not None:
            keys = ("area_m2", "grade", "use")
            found["homes"] = [
                _some((key, self.known(f"assets.homes.{j}.{key}")) for key in keys) for j in range(homes)
            ]
        if (vehicles := self.known("assets.vehicles")) is not None:
            found["vehicles"] = [{"kind": kind} for kind in vehicles]
        if (businesses := self.known("assets.businesses")) is not None:
            found["businesses"] = [{"kind": "company"}] if businesses else []
        return found

    def _received(self, programme: str) -> dict[str, Any]:
        own = f"current.{programme}"
        found = {"programme": programme} | _if("monthly", self.known(f"{own}.monthly"))
        passed = self.known(f"{own}.since")
        return found if passed is None else found | {"since": str(Month.of(self.day) - passed)}

    def fields(self, place: str) -> list[str]:
        """The fields that ask for an open place of the contract; none when all were answered, be it with 说不清.

        A place that only offices know of is in no field.
        """
        if place == "parents":
            names = [f"members.{i}.{who}.status" for i in self.children for who in PARENTS]
        else:
            names = [self.name_of(place)]
        asked = [name for name in names if is_field(name)]
        return [name for name in asked if self[name] is None and self.applies(name)]

    def name_of(self, place: str) -> str:
        """The field that an open place of the contract is asked in; not of `parents`, which are several."""
        found = _PLACE.match(place)
        if found is None:
            return place
        rows, index, key, number, below = found.groups()
        if rows in ("expenses", "current"):
            told = f"{rows}.{self.known(rows)[int(index)]}"
            return f"{told}.{key}" if rows == "current" else told
        own = f"{rows}.{index}"
        if rows == "parents":
            child, who = divmod(int(index), len(PARENTS))
            own = f"members.{self.children[child]}.{PARENTS[who]}"
        if below:
            kind = self.known(f"{own}.{key}")[int(number)]
            return f"{own}.{ {'disability': 'grade', 'incomes': 'income'}[key] }.{kind}"
        if rows == "members" and key in _NOBODY and not self.known(f"who.{key}"):
            return f"who.{key}"
        return f"{own}.{ {'born': 'age'}.get(key, key) }"

    def person(self, own: str) -> str:
        """Whom a field is about, as families say it: 您, 孩子 2, 孩子 2 的爸爸, 分开住的第 1 位."""
        rows, number, *rest = own.split(".")
        i = int(number)
        if rows == "supporters":
            relation = self.known(f"{rows}.{i}.relation")
            return f"分开住的第 {i + 1} 位" + (f"（{RELATION_WORDS[relation]}）" if relation else "")
        name = self._member_words(i)
        if rest and rest[0] in PARENTS:
            return f"{name}的{ {'father': '爸爸', 'mother': '妈妈'}[rest[0]] }"
        return name

    def _member_words(self, i: int) -> str:
        relations = ["self", *(self.known(f"members.{j}.relation") for j in range(1, self.size))]
        relation = relations[i]
        if relation is None:
            return f"第 {i + 1} 位"
        same = [j for j, one in enumerate(relations) if one == relation]
        return RELATION_WORDS[relation] + (f" {same.index(i) + 1}" if len(same) > 1 else "")

    def label(self, name: str) -> str:
        """What one field of a question is about."""
        parts, topic = name.split("."), BY_KEY[topic_of(name)]
        if parts[0] in ("members", "supporters") and len(parts) > 2:
            who = self.person(person_of(name))
            words = {"income": INCOME_WORDS, "grade": DISABILITY_WORDS}.get(parts[-2], {})
            return f"{who}：{words[parts[-1]]}" if words else who
        if name.startswith("assets.homes."):
            return f"第 {int(parts[2]) + 1} 处"
        if parts[0] == "expenses" and len(parts) > 1:
            return EXPENSE_WORDS[parts[1]]
        return CURRENT_WORDS[parts[1]] if parts[0] == "current" and len(parts) > 1 else topic.short


_PLACE = re.compile(
    r"^(members|supporters|parents|expenses|current|assets\.homes)\[(\d+)\]\.(\w+)(?:\[(\d+)\](\.\w+)?)?$"
)


def topic_of(name: str) -> str:
    """The topic of a field: `members.0.income.wage` is of `members.income`."""
    parts = name.split(".")
    if parts[0] in ("members", "supporters") and len(parts) > 2:
        return f"parents.{parts[3]}" if parts[2] in PARENTS else f"{parts[0]}.{parts[2]}"
    if name.startswith("assets.homes."):
        return f"homes.{parts[3]}"
    if parts[0] == "expenses" and len(parts) > 1:
        return "expenses.amount"
    return f"current.{parts[2]}" if parts[0] == "current" and len(parts) > 2 else name


def person_of(name: str) -> str:
    """Whose a field is: `members.0`, `members.2.father`, `supporters.1`; "" of the family's own."""
    parts = name.split(".")
    if parts[0] not in ("members", "supporters") or len(parts) < 3:
        return ""
    return ".".join(parts[: 3 if parts[2] in PARENTS else 2])


def is_field(name: str) -> bool:
    """Whether a name is one that a question gives its fields; people may send anything."""
    return _FIELD.match(name) is not None and topic_of(name) in BY_KEY


_GRADE = f"grade\\.(?:{'|'.join(DISABILITY_WORDS)})"
_OWN_NAME = rf"[a-z_]+|{_GRADE}"
_FIELD = re.compile(
    rf"^(?:[a-z]+|(?:who|assets|event|household)\.[a-z_]+"
    rf"|members\.\d\d?\.(?:(?!(?:father|mother)$)(?:{_OWN_NAME})|income\.(?:{'|'.join(INCOME_WORDS)})|(?:father|mother)\.(?:{_OWN_NAME}))"
    rf"|supporters\.\d\.(?:{_OWN_NAME})|assets\.homes\.\d\d?\.[a-z0-9_]+"
    rf"|expenses\.(?:{'|'.join(EXPENSE_WORDS)})|current\.(?:{'|'.join(CURRENT_WORDS)})\.[a-z]+)$"
)


def _some(pairs: Iterator[tuple[str, Any]] | Any) -> dict[str, Any]:
    return {key: value for key, value in pairs if value is not None}


def _if(key: str, value: Any) -> dict[str, Any]:
    return {} if value is None else {key: value}
