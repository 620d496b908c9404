"""Which facts of a family a step was made of, through the steps that no page shows."""

from collections.abc import Collection, Mapping
from typing import Any

from jiuzhu.policy.engine.rows import HOUSEHOLD
from jiuzhu.policy.facts import FACTS

Place = tuple[str, str | None]
"""The name of a rule or fact and whose it is: a row's id, or None of the household."""
Step = Mapping[str, Any]


def behind(steps: Collection[Step], shown: Collection[Place]) -> dict[Place, list[Place]]:
    """For each shown step the facts that it was made of, as far as no other shown step stands between.

    An amount is made of amounts where there are any; who is in the family is told by the steps that ask for it.
    """
    every = {(step["rule"], step["member"]): step for step in steps}
    made_of = {place: _needs(step, every) for place, step in every.items()}
    found = {}
    for place in shown:
        if place in every:
            facts = _facts(place, made_of, frozenset(shown))
            amounts = [fact for fact in facts if FACTS[fact[0]].kind.startswith("fen")]
            found[place] = amounts if amounts and every[place]["unit"].startswith("fen") else facts
    return found


def _needs(step: Step, every: Mapping[Place, Step]) -> list[Place]:
    """What a step used; of the rows of others only what they had."""
    found: list[Place] = []
    for name, value in step["uses"].items():
        bare, _, member = name.rstrip("]").partition("[")
        own = (bare, member or step["member"])
        is_own = own in every or (bare in FACTS and FACTS[bare].entity != HOUSEHOLD)
        if value or own in every or not is_own:
            found.append(own if is_own else (bare, None))
    return found


def _facts(goal: Place, made_of: Mapping[Place, list[Place]], stops: frozenset[Place]) -> list[Place]:
    found: dict[Place, None] = {}
    seen: set[Place] = set()
    waiting = list(made_of[goal])
    while waiting:
        place = waiting.pop(0)
        if place in seen or place in stops:
            continue
        seen.add(place)
        if place in made_of:
            waiting += made_of[place]
        elif place[0] in FACTS:
            found[place] = None
    return list(found)
