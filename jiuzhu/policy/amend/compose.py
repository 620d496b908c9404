"""Amendments as files beside those of an edition."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from jiuzhu.policy.amend.change import Amendment, ListChange, NumberChange, RuleChange
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.amended import FOLDER, number_of
from jiuzhu.policy.engine.numbers import NATION


def compose(edition: Edition, amendments: Iterable[tuple[int, Amendment]]) -> Edition:
    """The edition with these amendments, each under the number of its publication (the higher, the later).

    Nothing is asked again: what was published stays in force when the shipped files come to say something else.
    """
    texts = dict(edition.texts)
    for number, amendment in amendments:
        texts |= files_of(amendment, number)
    return Edition.from_texts(texts)


def next_number(edition: Edition) -> int:
    """The number that the next amendment of an edition gets."""
    return 1 + max(map(number_of, edition.texts), default=0)


def files_of(amendment: Amendment, number: int) -> dict[str, str]:
    """An amendment as files of the law, by path; the text of the n-th change lies in a folder `n`."""
    told: dict[str, dict[str, Any]] = {}
    files: dict[str, str] = {}
    for index, change in enumerate(amendment.changes):
        region = "nation" if change.region == NATION else change.region
        folder = f"{region}/{FOLDER}/{number:04d}"
        if change.source.title:
            about = {"title": change.source.title, "read": change.source.read}
            told.setdefault(f"{folder}/sources.yaml", {})[change.source.key] = about
        if isinstance(change, RuleChange):
            files[f"{folder}/{index}/{change.path.partition('/')[2]}"] = change.text
        else:
            numbers = told.setdefault(f"{folder}/numbers.yaml", {})
            numbers.setdefault(change.name, {"values": []})["values"].append(_value(change))
    return {**files, **{path: _yaml(about) for path, about in told.items()}}


def _value(change: NumberChange | ListChange) -> dict[str, Any]:
    if isinstance(change, ListChange):
        told: dict[str, Any] = {"value": [str(member) for member in change.members]}
    else:
        told = {"area": change.area, "value": "null" if change.value is None else str(change.value)}
    told |= {
        "from": change.since.isoformat(),
        "source": change.source.key,
        "note": change.note,
    }
    return {key: value for key, value in told.items() if value or key == "value"}


def _yaml(told: Mapping[str, Any]) -> str:
    return str(
        yaml.safe_dump(told, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)
    )
