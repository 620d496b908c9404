"""The rows of the truth. A person is known by the identity number; money is 分, months are "2026-10", days are dates.

Empty text means "none" in every table. `kind` of an income, a vehicle or a disability is the word of the determination contract.
"""

from dataclasses import dataclass, field
from datetime import date

NEVER = date(9000, 1, 1)
"""A day that has not come: still alive, still married, still insured."""


@dataclass(slots=True)
class Person:
    """Somebody of the world. `household` 0: lives elsewhere, or lives no more (kin of somebody here)."""

    id_number: str
    name: str
    sex: str
    born: date
    household: int
    role: str
    marital: str
    ethnicity: str = "汉族"
    registered: str = ""
    living: str = ""
    phone: str = ""
    education: str = "primary"
    study: str = "none"
    employment: str = "none"
    occupation: str = ""
    work_capacity: str = "full"
    illness: str = ""
    disability_kind: str = ""
    disability_grade: int = 0
    certified: bool = False
    died_on: date = NEVER
    imprisoned_from: date = NEVER
    imprisoned_until: date = NEVER


@dataclass(slots=True)
class Household:
    """People who live and eat together. `per_capita_fen` is their true counted income a month and person."""

    number: int
    village: str
    area: str
    size: int
    generations: int
    farming: bool = False
    per_capita_fen: int = 0
    story: str = ""


@dataclass(slots=True)
class Kin:
    """`other` is the `relation` of `id_number`: spouse, parent, child, sibling."""

    id_number: str
    other: str
    relation: str


@dataclass(slots=True)
class Marriage:
    """A marriage on the civil register; divorced_on NEVER when it stands or ended by death."""

    husband: str
    wife: str
    married_on: date
    divorced_on: date = NEVER


@dataclass(slots=True)
class Income:
    """Money that comes every month from `since` to `until`, both included; only in `seasons` ("03,04") where given."""

    id_number: str
    kind: str
    fen: int
    payer: str = ""
    since: str = "2024-01"
    until: str = "9999-12"
    seasons: str = ""
    on_payroll: bool = False


@dataclass(slots=True)
class Account:
    """Money that stands somewhere. institution: bank.a, bank.b, securities.a, payment.a, insurer.a; kind in its own words."""

    id_number: str
    institution: str
    kind: str
    number: str
    balance_fen: int
    opened_on: date


@dataclass(slots=True)
class Home:
    """A dwelling or shop in somebody's name."""

    id_number: str
    address: str
    area_dm2: int
    grade: str
    use: str
    certificate: str
    registered_on: date


@dataclass(slots=True)
class Vehicle:
    """A registered vehicle or boat, whoever drives it."""

    id_number: str
    kind: str
    plate: str
    model: str
    registered_on: date
    value_fen: int


@dataclass(slots=True)
class Business:
    """A market entity: company, sole_trader, cooperative."""

    id_number: str
    name: str
    kind: str
    code: str
    capital_fen: int
    founded_on: date
    operating: bool = True


@dataclass(slots=True)
class Insurance:
    """A running social insurance. kind: staff_pension, resident_pension, staff_medical, resident_medical, unemployment."""

    id_number: str
    kind: str
    employer: str
    since: str
    base_fen: int = 0


@dataclass(slots=True)
class FundAccount:
    """A housing fund account."""

    id_number: str
    employer: str
    monthly_fen: int
    balance_fen: int
    until: str = "9999-12"


@dataclass(slots=True)
class MedicalBill:
    """One settled stay or visit."""

    id_number: str
    hospital: str
    setting: str
    diagnosis: str
    settled_on: date
    total_fen: int
    insured_fen: int
    self_paid_fen: int


@dataclass(slots=True)
class Certificate:
    """A disability certificate."""

    id_number: str
    number: str
    kind: str
    grade: int
    issued_on: date
    valid_until: date


@dataclass(slots=True)
class Schooling:
    """A pupil or student on the school register."""

    id_number: str
    school: str
    stage: str
    grade: int
    enrolled_on: date
    leaves_on: date


@dataclass(slots=True)
class Funeral:
    """A cremation."""

    id_number: str
    place: str
    cremated_on: date


@dataclass(slots=True)
class Truth:
    """Every table of the world, in the order they are saved."""

    persons: list[Person] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)
    marriages: list[Marriage] = field(default_factory=list)
    incomes: list[Income] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    vehicles: list[Vehicle] = field(default_factory=list)
    businesses: list[Business] = field(default_factory=list)
    insurances: list[Insurance] = field(default_factory=list)
    fund_accounts: list[FundAccount] = field(default_factory=list)
    medical_bills: list[MedicalBill] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    schooling: list[Schooling] = field(default_factory=list)
    funerals: list[Funeral] = field(default_factory=list)
