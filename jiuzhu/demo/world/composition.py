"""Candidate households: who might live together, drawn from shapes of families, before they are fitted to the census."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

OLDEST = 97


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a candidate household. role: head spouse child child_in_law parent grandchild."""

    role: str
    sex: str
    age: int
    marital: str


@dataclass(frozen=True, slots=True)
class Composition:
    """A candidate household: its people, head first, and how many generations they are."""

    slots: tuple[Slot, ...]
    generations: int


Rng = np.random.Generator


def candidates(rng: Rng, count: int) -> list[Composition]:
    """`count` candidate households in fixed proportions; fitting gives each its weight later."""
    shapes = list(SHAPES.items())
    reach = np.cumsum([weight for _, weight in shapes]) / sum(weight for _, weight in shapes)
    picks = np.searchsorted(reach, rng.random(count))
    return [shapes[pick][0](rng) for pick in picks]


def _alone(rng: Rng) -> Composition:
    age = int(rng.integers(18, 93))
    sex = _sex(rng)
    roll = rng.random()
    if age < 30:
        marital = "single" if roll < 0.9 else "married"
    elif age < 60:
        marital = (
            "single" if roll < 0.45 else "divorced" if roll < 0.7 else "married" if roll < 0.95 else "widowed"
        )
    else:
        marital = (
            "widowed" if roll < 0.6 else "single" if roll < 0.75 else "divorced" if roll < 0.85 else "married"
        )
    return Composition((Slot("head", sex, age, marital),), 1)


def _couple(rng: Rng) -> Composition:
    return Composition(_pair(rng, int(rng.integers(23, 90))), 1)


def _siblings(rng: Rng) -> Composition:
    age = int(rng.integers(18, 80))
    slots = (Slot("head", _sex(rng), age, "single"), Slot("sibling", _sex(rng), _near(rng, age, 6), "single"))
    return Composition(slots, 1)


def _couple_and_children(count: int) -> Callable[[Rng], Composition]:
    def draw(rng: Rng) -> Composition:
        pair = _pair(rng, int(rng.integers(23, 72)))
        return Composition((*pair, *_children(rng, pair[1].age, count)), 2)

    return draw


def _parent_and_children(count: int) -> Callable[[Rng], Composition]:
    def draw(rng: Rng) -> Composition:
        age = int(rng.integers(23, 88))
        marital = ("divorced", "widowed", "married")[int(np.searchsorted([0.45, 0.75], rng.random()))]
        return Composition((Slot("head", _sex(rng), age, marital), *_children(rng, age, count)), 2)

    return draw


def _couple_and_parents(children: int, parents: int) -> Callable[[Rng], Composition]:
    def draw(rng: Rng) -> Composition:
        pair = _pair(rng, int(rng.integers(24, 66)))
        slots = (*pair, *_children(rng, pair[1].age, children), *_parents(rng, pair[0].age, parents))
        return Composition(slots, 3 if children else 2)

    return draw


def _single_between(rng: Rng) -> Composition:
    age = int(rng.integers(26, 58))
    head = Slot("head", _sex(rng), age, "divorced" if rng.random() < 0.8 else "widowed")
    return Composition((head, *_children(rng, age, 1), *_parents(rng, age, 1)), 3)


def _grandparents(count: int) -> Callable[[Rng], Composition]:
    """隔代: grandparents and a grandchild whose parents work elsewhere."""

    def draw(rng: Rng) -> Composition:
        old = int(rng.integers(48, 76))
        elders = _pair(rng, old) if count == 2 else (Slot("head", _sex(rng), old, "widowed"),)
        return Composition((*elders, Slot("grandchild", _sex(rng), int(rng.integers(0, 18)), "single")), 2)

    return draw


def _four_generations(rng: Rng) -> Composition:
    pair = _pair(rng, int(rng.integers(52, 61)))
    young = Slot("child", "male", pair[1].age - int(rng.integers(20, 25)), "married")
    wife = Slot("child_in_law", "female", max(20, young.age - int(rng.integers(0, 3))), "married")
    baby = Slot("grandchild", _sex(rng), int(rng.integers(0, max(1, wife.age - 19))), "single")
    return Composition((*pair, young, wife, baby, *_parents(rng, pair[0].age, 1)), 4)


SHAPES: dict[Callable[[Rng], Composition], float] = {
    _alone: 24,
    _couple: 20,
    _siblings: 2,
    _couple_and_children(1): 13,
    _couple_and_children(2): 9,
    _couple_and_children(3): 2,
    _parent_and_children(1): 8,
    _parent_and_children(2): 3,
    _couple_and_parents(0, 1): 3,
    _couple_and_parents(1, 1): 4,
    _couple_and_parents(1, 2): 4,
    _couple_and_parents(2, 1): 4,
    _couple_and_parents(2, 2): 3,
    _single_between: 4,
    _grandparents(1): 3,
    _grandparents(2): 4,
    _four_generations: 2,
}


def _sex(rng: Rng) -> str:
    return "male" if rng.random() < 0.5 else "female"


def _near(rng: Rng, age: int, spread: int) -> int:
    return int(np.clip(age + rng.integers(-spread, spread + 1), 18, OLDEST))


def _pair(rng: Rng, age: int) -> tuple[Slot, Slot]:
    wife = int(np.clip(age - rng.integers(-2, 6), 20, OLDEST))
    return Slot("head", "male", age, "married"), Slot("spouse", "female", wife, "married")


def _children(rng: Rng, parent_age: int, count: int) -> tuple[Slot, ...]:
    """Unmarried children, the eldest first, born when the parent was 20 to 40; a grown one may be divorced."""
    ages = sorted(
        (int(rng.integers(max(0, parent_age - 40), parent_age - 19)) for _ in range(count)), reverse=True
    )
    return tuple(
        Slot("child", _sex(rng), age, "divorced" if age > 32 and rng.random() < 0.3 else "single")
        for age in ages
    )


def _parents(rng: Rng, age: int, count: int) -> tuple[Slot, ...]:
    mother = min(OLDEST, age + int(rng.integers(19, 34)))
    if count == 1:
        return (Slot("parent", "female" if rng.random() < 0.7 else "male", mother, "widowed"),)
    father = min(OLDEST, mother + int(rng.integers(0, 5)))
    return Slot("parent", "male", father, "married"), Slot("parent", "female", mother, "married")
