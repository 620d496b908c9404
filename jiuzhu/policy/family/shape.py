"""The shape of a family in the contract: which keys there are, what each holds, which must be there."""

from dataclasses import dataclass, field
from typing import Any

from jiuzhu.policy import facts


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value: kind is money, whole, decimal, yes_no, day, month, text, region or word (with options).

    `may_be_none`: "none" says that there is none, and is read as None.
    """

    kind: str
    options: tuple[str, ...] = ()
    most: int = 10_000
    least: int = 0
    may_be_none: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    of: "Shape"
    most: int = 500


@dataclass(frozen=True, slots=True)
class Record:
    """An object with named keys. `none` is what the word "none" in its place stands for, None where it is no answer."""

    keys: "dict[str, Shape]" = field(default_factory=dict)
    required: tuple[str, ...] = ()
    none: "dict[str, Any] | None" = None


Shape = Leaf | Many | Record

_MONEY, _WHOLE, _YES_NO = Leaf("money"), Leaf("whole"), Leaf("yes_no")
_DAY, _TEXT, _REGION, _DECIMAL = Leaf("day"), Leaf("text"), Leaf("region"), Leaf("decimal")


def _word(*options: str) -> Leaf:
    return Leaf("word", options)


_PROGRAMME = _word(*facts.PROGRAMMES)
_DISABILITY = Many(
    Record(
        {"kind": _word(*facts.DISABILITIES), "grade": Leaf("whole", most=4, least=1), "valid_until": _DAY},
        ("kind",),
    )
)
_INCOME = Record({"kind": _word(*facts.INCOMES), "per_month": _MONEY, "per_year": _MONEY}, ("kind",))
_PERSON: dict[str, Shape] = {
    "born": _DAY,
    "age": Leaf("whole", most=130),
    "disability": _DISABILITY,
    "illness": Many(_word(*facts.ILLNESSES)),
    "status": _word(*facts.STATUSES),
    "status_since": _DAY,
}
MEMBER = Record(
    {
        **_PERSON,
        "id": _TEXT,
        "relation": _word(*facts.RELATIONS),
        "sex": _word(*facts.SEXES),
        "registered_region": _REGION,
        "residence_permit": _YES_NO,
        "bedridden_months": Leaf("whole", most=2_000),
        "needs_long_term_care_months": Leaf("whole", most=2_000),
        "work_injury_care": _YES_NO,
        "study": _word(*facts.STUDIES),
        "work_capacity": _word(*facts.CAPACITIES),
        "employment": _word(*facts.EMPLOYMENTS),
        "newly_employed_on": Leaf("day", may_be_none=True),
        "refused_work_on": Many(_DAY),
        "self_care_failed": Leaf("whole", most=6),
        "care_form": _word(*facts.CARE_FORMS),
        "marital": _word(*facts.MARITALS),
        "unlifted_poverty": _YES_NO,
        "incomes": Many(_INCOME),
        "employment_costs_per_month": _MONEY,
        "transfers_paid_per_month": _MONEY,
    },
    ("id", "relation"),
)
_SUPPORTER = Record(
    {
        **_PERSON,
        "id": _TEXT,
        "relation": _word(*facts.RELATIONS),
        "household_size": _WHOLE,
        "household_income_per_month": _MONEY,
        "income_own_per_month": _MONEY,
        "supports": _WHOLE,
        "pays_per_month": _MONEY,
        "agreed_amount_per_month": _MONEY,
        "consented": _YES_NO,
        "assets_ok": _YES_NO,
        "receives": Many(_PROGRAMME),
    },
    ("id", "relation"),
)
_PARENT = Record({**_PERSON, "of": _TEXT, "who": _word("father", "mother")}, ("of", "who"))
_NO_ASSETS = {"financial": "0", "homes": [], "shops": "0", "vehicles": [], "businesses": []}
_ASSETS = Record(
    {
        "financial": _MONEY,
        "homes": Many(
            Record(
                {
                    "area_m2": _DECIMAL,
                    "grade": _word("A", "B", "C", "D"),
                    "use": _word("live", "let", "business"),
                }
            )
        ),
        "shops": Leaf("whole", most=500),
        "vehicles": Many(Record({"kind": _word(*facts.VEHICLES), "value": _MONEY}, ("kind",))),
        "businesses": Many(
            Record(
                {
                    "kind": _word("company", "sole_trader", "partnership", "cooperative"),
                    "capital": _MONEY,
                    "operating": _YES_NO,
                },
                ("kind",),
            )
        ),
    },
    none=_NO_ASSETS,
)
_EVENT = Record(
    {
        "kind": _word(*facts.EVENTS),
        "self_paid": _MONEY,
        "loss": _MONEY,
        "months_without_income": _WHOLE,
        "insured": _YES_NO,
        "urgent": _YES_NO,
        "same_event_aided": _YES_NO,
        "aids_this_year": _WHOLE,
        "region": _REGION,
    },
    ("kind",),
    none={},
)
FAMILY = Record(
    {
        "region": _REGION,
        "area": _word("urban", "rural"),
        "date": _DAY,
        "assume": _word("complete"),
        "members": Many(MEMBER, most=100),
        "household": Record(
            {
                "farming": _YES_NO,
                "class": _word("A", "B", "C"),
                "counted_income_per_month": _MONEY,
                "income_per_year": _MONEY,
            }
        ),
        "supporters": Many(_SUPPORTER),
        "parents": Many(_PARENT),
        "assets": _ASSETS,
        "expenses": Many(
            Record({"kind": _word(*facts.EXPENSES), "per_year": _MONEY, "member": _TEXT}, ("kind",))
        ),
        "event": _EVENT,
        "fraud": Record({"amount": _MONEY}, ("amount",)),
        "current": Many(
            Record({"programme": _PROGRAMME, "since": Leaf("month"), "monthly": _MONEY}, ("programme",))
        ),
        "decided": Many(
            Record({"key": _TEXT, "value": _TEXT, "reason": _TEXT, "by": _TEXT}, ("key", "value"))
        ),
        "programmes": Many(_PROGRAMME),
    },
    ("region", "area", "date", "members"),
)
