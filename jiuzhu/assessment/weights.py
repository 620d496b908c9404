"""Weigh the values of one fact by the rules of `weights.yaml`: which is advised, who proves otherwise, until when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.kernel.month import Month

FILE = Path(__file__).with_name("weights.yaml")
BURDENS = {"family": "家庭", "office": "经办机关"}
GONE = "重新核对没有再查到，不作为采信的依据"
WEAK = "只有弱信号（支付账户、水电等），不能单独作为采信的依据"


@dataclass(frozen=True)
class Rule:
    """One line of the table. `months`: how long what is adopted stands, and how old a claim may be to count as fresh."""

    code: str
    label: str
    facts: tuple[str, ...]
    order: tuple[SourceKind, ...]
    burden: str
    months: int
    says: str

    @property
    def who_proves(self) -> str:
        """Who has to prove that it is otherwise than advised."""
        return BURDENS[self.burden]


@dataclass(frozen=True)
class Said:
    """One value that somebody gave: `id` is its claim's, `is_weak` that it rests on weak signals alone, `is_gone` that who
    gave it was asked again and found it no more."""

    id: int
    kind: SourceKind
    true_on: date
    is_weak: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class Advice:
    """Whose value is advised (None: nobody's) and what stands against each of the others.

    `order` are the claims from the heaviest to the lightest; `expires_on` is when the advised value is to be looked at
    again; `against` says by claim why it comes later, or not at all.
    """

    rule: Rule
    advised: int | None
    order: tuple[int, ...]
    against: dict[int, str]
    expires_on: date | None


def rule_for(key: str) -> Rule:
    """The rule of a fact."""
    return next(rule for rule in rules() if any(key.startswith(start) for start in rule.facts))


def advise(key: str, said: Sequence[Said], on: date) -> Advice:
    """Weigh the values of a fact as they stand on a day."""
    rule = rule_for(key)
    limit = day_after(on, -rule.months)

    def weight(one: Said) -> tuple[bool, bool, int]:
        return one.is_weak or one.is_gone, one.true_on < limit, rule.order.index(one.kind)

    ranked = sorted(said, key=weight)
    against = {one.id: WEAK for one in ranked if one.is_weak}
    against |= {one.id: GONE for one in ranked if one.is_gone}
    against |= {
        one.id: f"{one.true_on.isoformat()} 的，已过 {rule.months} 个月，只作参考"
        for one in ranked
        if not one.is_weak and not one.is_gone and one.true_on < limit
    }
    best = next((one for one in ranked if not (one.is_weak or one.is_gone)), None)
    return Advice(
        rule,
        best.id if best else None,
        tuple(one.id for one in ranked),
        against,
        day_after(best.true_on, rule.months) if best else None,
    )


def day_after(day: date, months: int) -> date:
    """The same day some months later (or earlier), the last day of a shorter month."""
    month = Month.of(day) + months
    return month.last.replace(day=min(day.day, month.last.day))


@cache
def rules() -> tuple[Rule, ...]:
    """The table, in its order; raises ValueError for a source it does not know or does not weigh."""
    found = []
    for line in yaml.safe_load(FILE.read_text(encoding="utf-8"))["rules"]:
        order = [SourceKind(kind) for kind in line["order"]]
        rest = [kind for kind in SourceKind if kind not in order]
        found.append(
            Rule(
                line["code"],
                line["label"],
                tuple(line["facts"]),
                (*order, *rest),
                line["burden"],
                line["months"],
                line["says"],
            )
        )
    return tuple(found)
