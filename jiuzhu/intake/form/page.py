"""One page of the form, and whom it is about: the words that every page is made of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.intake.answers import Question
from jiuzhu.intake.kinds import Step
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.month import age_on

Answers = Mapping[str, Any]
Payload = Mapping[str, Any]
NEW_PERSON = "person/new"
UNSURE = {"unsure": "说不清，请村里帮忙问"}


@dataclass(frozen=True)
class Page:
    """One question group. `title` is the question as it is asked; `why` tells what for, `law` under which clause."""

    id: str
    step: Step
    title: str
    questions: tuple[Question, ...] = ()
    hint: str = ""
    why: str = ""
    law: str = ""

    @property
    def person(self) -> str:
        """The member's key the page is about; "" for the family."""
        parts = self.id.split("/")
        return parts[1] if len(parts) > 1 else ""


class Wrong(ValueError):
    """Answers to be mended: key of the question → what is wrong and what would be right."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("；".join(faults.values()))
        self.faults = dict(faults)


def name(payload: Payload, key: str) -> str:
    return str(payload[f"person/{key}"].get("name", "")) if f"person/{key}" in payload else ""


def age(payload: Payload, key: str, on: date) -> int:
    """Full years of a member, from the identity number."""
    return age_on(idnumber.born_on(payload[f"person/{key}"]["id_number"]), on)


def adults(payload: Payload, on: date, years: int = 18) -> list[str]:
    """Keys of the members of age, who each have to agree to be looked up themselves."""
    return [key for key in payload["members"] if age(payload, key, on) >= years]
