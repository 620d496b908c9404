"""A catalogue as frozen values: registers, the sources that hold them, items to verify, templates of a request."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from jiuzhu.catalogue.kinds import Group, Period, SourceKind

ELSEWHERE = "@"
"""Between a register and the region whose centre answers for it: shebao.yanglao@520302."""


@dataclass(frozen=True)
class Department:
    """Who answers for registers: a department, a court, a utility, a kind of institution."""

    code: str
    label: str
    kind: str


@dataclass(frozen=True)
class Field:
    """One column of an answer; `words` are the values of an enum, with how people read them."""

    name: str
    label: str
    type: str
    words: Mapping[str, str] = field(default_factory=dict)
    sensitive: bool = False


@dataclass(frozen=True)
class Fact:
    """How the records of one person become one found value; `make` names the way and `of` what it works on."""

    key: str
    make: str
    of: Any
    by: str = ""
    latest: str = ""
    same: str = ""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    current: tuple[str, str] | None = None
    months: int = 0
    """The window of a sum where it is not the one of the query."""
    none: Any = None
    """The value when the source has no record; None claims nothing."""


@dataclass(frozen=True)
class Register:
    """One class of data (数据类): what an answer holds, on what ground it is asked, how long it may be relied on.

    `office` answers for it. `basis` says where its list of fields comes from; `is_reconstructed`: no published list
    stands behind it. `is_weak`: it never decides anything alone. `none_is_none`: no record proves that there is none.
    A whole delivery of it is held for `retention_days` after its day, not less than it may be relied on.
    """

    code: str
    department: Department
    office: str
    label: str
    kind: SourceKind
    ground: str
    grounds: tuple[tuple[date, str], ...]
    basis: str
    is_reconstructed: bool
    period: Period
    freshness_days: int
    retention_days: int
    none_is_none: bool
    match: tuple[str, ...]
    is_weak: bool
    total: str
    fields: Mapping[str, Field]
    facts: tuple[Fact, ...]

    @property
    def needs_consent(self) -> bool:
        return self.kind is not SourceKind.GOVERNMENT

    def good_until(self, as_of: date) -> date:
        """The last day on which what was true on a day may be relied on."""
        return as_of + timedelta(days=self.freshness_days)

    def article(self, on: date) -> str:
        """The law that allows asking on a day; "" before the first."""
        return next((law for since, law in reversed(self.grounds) if since <= on), "")


@dataclass(frozen=True)
class Source:
    """A register at one of its holders: the department itself, one bank of many, or another region's centre.

    `hub`: the platform through which this holder and its like are asked at once; "" when it is asked directly.
    `region`: the code of the other region (外地) whose centre answers for the register; "" for a holder of ours.
    """

    code: str
    label: str
    department: str
    register: Register
    hub: str = ""
    region: str = ""

    @property
    def path(self) -> str:
        """Where the connector asks: POST {base}/{path}/queries."""
        return self.code.replace(".", "/")

    @property
    def kind(self) -> SourceKind:
        return self.register.kind

    @property
    def needs_consent(self) -> bool:
        return self.register.needs_consent

    @property
    def freshness_days(self) -> int:
        return self.register.freshness_days

    @property
    def retention_days(self) -> int:
        return self.register.retention_days

    @property
    def none_is_none(self) -> bool:
        return self.register.none_is_none

    @property
    def total(self) -> str:
        return self.register.total

    @property
    def fields(self) -> Mapping[str, Field]:
        return self.register.fields

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self.register.facts

    def article(self, on: date) -> str:
        return self.register.article(on)


@dataclass(frozen=True)
class Item:
    """One thing to verify (核对项目): a value of one register, and the declared fact it is laid beside, if any.

    `fact` None: no register shows it; who visits asks.
    """

    number: int
    group: Group
    label: str
    register: str
    fact: Fact | None
    against: str = ""


@dataclass(frozen=True)
class Template:
    """What one purpose may ask: the smallest set of registers it needs (个人信息保护法 第六条)."""

    code: str
    label: str
    purpose: str
    months: int
    has_supporters: bool
    """Whether supporters outside the family are asked about too, each by their own consent."""
    registers: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything that may be asked. `hash` is its content, so that a report can name what it was made by."""

    departments: Mapping[str, Department]
    registers: Mapping[str, Register]
    sources: Mapping[str, Source]
    items: tuple[Item, ...]
    templates: Mapping[str, Template]
    hash: str = ""

    def holders(self, register: str) -> tuple[Source, ...]:
        """Who holds a register, in the table's order."""
        return self._holders[register]

    def asked(self, *templates: str) -> list[Source]:
        """Every source that one of these templates asks, each once, in the table's order."""
        wanted = {register for code in templates for register in self.templates[code].registers}
        return [source for source in self.sources.values() if source.register.code in wanted]

    def source(self, code: str) -> Source:
        """The source of a code; `register@region` is a register at another region's centre. KeyError for neither."""
        name, _, region = code.partition(ELSEWHERE)
        if not region:
            return self.sources[code]
        register = self.registers[name]
        return Source(code, f"{register.label}（外地）", register.office, register, region=region)

    def register_of(self, code: str) -> Register:
        """The register of a source's code, or of its own; KeyError for neither."""
        source = self.sources.get(code)
        return source.register if source else self.registers[code.partition(ELSEWHERE)[0]]

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """Codes of sources in the table's order, other regions' last, each once; those of older catalogues left out."""
        wanted = dict.fromkeys(codes)
        away = [
            code for code in wanted if ELSEWHERE in code and code.partition(ELSEWHERE)[0] in self.registers
        ]
        return [*(code for code in self.sources if code in wanted), *away]

    def labels(self, codes: Iterable[str]) -> list[str]:
        """What people call these sources and registers; codes of older catalogues are left out."""
        given = list(codes)
        known = {**self.registers, **self.sources}
        known |= {code: self.source(code) for code in self.in_order(given) if ELSEWHERE in code}
        return [known[code].label for code in given if code in known]

    @cached_property
    def _holders(self) -> Mapping[str, tuple[Source, ...]]:
        held: dict[str, list[Source]] = {code: [] for code in self.registers}
        for source in self.sources.values():
            held[source.register.code].append(source)
        return {code: tuple(sources) for code, sources in held.items()}

    @cached_property
    def institutions(self) -> Mapping[str, int]:
        """How many named institutions hold a register, by its code; not where its department alone does."""
        return Counter(
            source.register.code for source in self.sources.values() if source.code != source.register.code
        )
