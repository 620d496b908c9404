"""What everyone lives on: per-head incomes of households log-normal as the published quintiles, then split into streams.

Amounts that decide nothing here (a staff pension of 2,860 yuan) are plausible, not official.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from jiuzhu.demo.world.lives import LEVELS, age
from jiuzhu.demo.world.making import Making
from jiuzhu.demo.world.places import published
from jiuzhu.demo.world.truth import Household, Income, Person

QUINTILES = ("低收入组人均可支配收入", "中间偏下收入组", "中间收入组", "中间偏上收入组", "高收入组")
BASIC_PENSION_FEN = 14_300
BASIC_PENSION_RAISED_FEN = 16_300
"""Basic part of the residents' pension before and after its rise in July 2026 (invented for the world)."""
RAISE_MONTH = "2026-07"
EMPLOYERS = (
    "重庆綦齿传动制造有限公司", "綦江区联盛建筑工程有限公司", "三角镇永安石材厂", "綦江区惠民超市有限公司", "渝南物流有限公司",
    "綦江区三角镇中心卫生院", "重庆古剑山食品有限公司", "綦江区清洁服务有限公司", "东溪老街餐饮管理有限公司", "重庆齿轮箱配套有限公司",
)  # fmt: skip
"""Invented employers."""


@dataclass(frozen=True, slots=True)
class LogNormal:
    """A distribution of yearly income per head, in yuan."""

    mu: float
    sigma: float


def fitted_incomes() -> LogNormal:
    """The log-normal whose five quintile means come closest (in logarithms) to the published ones."""
    published_means = np.log([published("全国", f"五等份-{name}") for name in QUINTILES])
    normal = _standard_normal()
    best = min(
        np.arange(0.5, 1.2, 0.005), key=lambda sigma: _misfit(published_means, normal, float(sigma))[0]
    )
    return LogNormal(_misfit(published_means, normal, float(best))[1], float(best))


def _standard_normal() -> np.ndarray:
    """10,000 standard normal values at even probabilities, ascending (inverse by interpolation of the error function)."""
    return np.array([NormalDist().inv_cdf((i + 0.5) / 10_000) for i in range(10_000)])


def _misfit(means: np.ndarray, normal: np.ndarray, sigma: float) -> tuple[float, float]:
    """Squared misfit of the quintile means, and the μ that makes it smallest."""
    shape = np.log(np.exp(sigma * normal).reshape(5, -1).mean(axis=1))
    mu = float((means - shape).mean())
    return float(((means - shape - mu) ** 2).sum()), mu


def earn(making: Making) -> None:
    """Give every household its income per head by rank of its chances, and every member streams that add up to it."""
    fit = fitted_incomes()
    by_household: dict[int, list[Person]] = {}
    for one in making.truth.persons:
        by_household.setdefault(one.household, []).append(one)
    households = sorted(
        making.truth.households, key=lambda home: _prospects(making, by_household[home.number])
    )
    count = len(households)
    normal = _standard_normal()
    for place, household in enumerate(households):
        point = normal[int((place + making.rng.random()) / count * len(normal))]
        target = float(np.exp(fit.mu + fit.sigma * point)) / 12 * 100
        _share_out(making, household, by_household[household.number], round(target) * household.size)
    for one in by_household.get(0, []):
        if one.employment in {"employed", "flexible", "farming"} and one.work_capacity != "none":
            _wage(making, one, making.money(4_600, 0.45))


def _prospects(making: Making, members: list[Person]) -> float:
    workers = sum(one.employment in {"employed", "flexible", "farming"} for one in members)
    farmers = sum(one.employment == "farming" for one in members)
    schooled = max(LEVELS.index(one.education) for one in members)
    ill = sum(one.illness == "major" or one.disability_grade in {1, 2} for one in members)
    score = 1.6 * workers / len(members) - 0.5 * farmers + 0.3 * schooled - 0.8 * ill
    return score + float(making.rng.normal(scale=0.55))


def _share_out(making: Making, household: Household, members: list[Person], target_fen: int) -> None:
    """Streams of a household: pensions of the old first, the rest to those who work, or what children and relatives send."""
    household.farming = any(one.employment == "farming" for one in members)
    workers = [one for one in members if one.employment in {"employed", "flexible", "farming"}]
    old = [one for one in members if age(one) >= 60]
    left = target_fen
    for one in old:
        left -= _old_age(making, one, 0 if workers else max(0, left // len(old)))
    if workers and left > 20_000:
        weights = making.rng.dirichlet(np.full(len(workers), 6.0))
        for one, weight in zip(workers, weights, strict=True):
            _wage(making, one, max(100, round(left * float(weight) / 1_000)) * 1_000)
    elif left > 5_000:
        receiver = old[0] if old else next((one for one in members if age(one) >= 18), members[0])
        making.truth.incomes.append(
            Income(receiver.id_number, "support_received", left // 1_000 * 1_000, "子女和亲属")
        )
    if household.farming and making.chance(0.35):
        making.truth.incomes.append(
            Income(members[0].id_number, "land_rent", making.between(15, 60) * 100, "土地流转")
        )


def _old_age(making: Making, one: Person, share_fen: int) -> int:
    """A staff pension where the household can do with one, else the residents' pension, which rose in July 2026."""
    person = one.id_number
    if share_fen > 130_000:
        amount = share_fen // 1_000 * 1_000
        making.truth.incomes.append(Income(person, "pension", amount, "企业职工基本养老保险"))
        one.employment = "retired"
        return amount
    for fen, since, until in (
        (BASIC_PENSION_FEN, "2024-01", "2026-06"),
        (BASIC_PENSION_RAISED_FEN, RAISE_MONTH, "9999-12"),
    ):
        making.truth.incomes.append(
            Income(person, "basic_pension_central", fen, "城乡居民基本养老保险", since, until)
        )
    own = making.between(10, 80) * 100
    making.truth.incomes.append(Income(person, "pension", own, "城乡居民基本养老保险个人账户"))
    if age(one) >= 80:
        making.truth.incomes.append(Income(person, "old_age_allowance", 5_000, "高龄津贴"))
    return BASIC_PENSION_RAISED_FEN + own


def _wage(making: Making, one: Person, monthly_fen: int) -> None:
    """Pay of one worker: a wage on a payroll, odd jobs in some months only, a stall, or the fields."""
    income = making.truth.incomes.append
    if one.employment == "farming":
        income(Income(one.id_number, "business_net", monthly_fen, "种植养殖"))
    elif one.employment == "employed":
        income(Income(one.id_number, "wage", monthly_fen, making.one_of(EMPLOYERS), on_payroll=True))
    elif making.chance(0.35):
        income(Income(one.id_number, "business_net", monthly_fen, "个体经营"))
    elif making.chance(0.4):
        months = ("03,04,05,09,10,11", "04,05,06,07,08,09,10", "01,02,03,10,11,12")
        seasons = making.one_of(months)
        share = 12 / len(seasons.split(","))
        income(
            Income(one.id_number, "wage", round(monthly_fen * share / 1_000) * 1_000, "零工", seasons=seasons)
        )
    else:
        income(Income(one.id_number, "wage", monthly_fen, "零工"))
