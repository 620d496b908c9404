"""How declarations come to differ from the truth: slips of memory mostly, concealment now and then."""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date

from jiuzhu.demo.world.declarations import (
    Declaration,
    Difference,
    Family,
    facts,
    families,
    is_poor,
    people,
)
from jiuzhu.demo.world.livelihood import BASIC_PENSION_FEN, EMPLOYERS, RAISE_MONTH
from jiuzhu.demo.world.lives import age
from jiuzhu.demo.world.making import Making
from jiuzhu.demo.world.possessions import add_account, add_vehicle
from jiuzhu.demo.world.reckoning import mean
from jiuzhu.demo.world.truth import Account, Income, Insurance, Vehicle
from jiuzhu.kernel.fen import plain_yuan

DIFFERING_PERCENT = 42
ONE_CONCEALS_IN = 30
"""Of the families that differ, one in this many hides something."""

Slip = Callable[[Making, Family, Family], Difference | None]
"""Takes the true family and the one declared so far; changes the second, or None where it does not apply."""


def declare(making: Making) -> list[Declaration]:
    """Declarations of all poor families that are no story; 42 % of them, chosen by chance, differ in one or two things."""
    poor = [family for family in families(making.truth) if is_poor(family)]
    count = -(-len(poor) * DIFFERING_PERCENT // 100)
    chosen = making.rng.permutation(len(poor))[:count].tolist()
    turns = {index: turn for turn, index in enumerate(chosen)}
    return [_declaration(making, family, turns.get(index)) for index, family in enumerate(poor)]


def _declaration(making: Making, family: Family, turn: int | None) -> Declaration:
    """What a family says: the truth, or with a turn among the differing ones, a copy that its slips changed."""
    said = replace(
        family,
        incomes=list(family.incomes),
        accounts=list(family.accounts),
        vehicles=list(family.vehicles),
    )
    differences = [] if turn is None else _slip(making, family, said, turn)
    registered = family.members[0].registered
    return Declaration(family.household.number, registered, people(family), facts(said), differences)


def _slip(making: Making, family: Family, said: Family, turn: int) -> list[Difference]:
    """One concealment in every thirtieth turn; else one or two slips, the first that apply from a place that moves on."""
    rounds, place = divmod(turn, ONE_CONCEALS_IN)
    if place == ONE_CONCEALS_IN - 1:
        return [CONCEALING[rounds % len(CONCEALING)](making, family, said)]
    start, wanted = turn % len(INNOCENT), making.between(1, 2)
    differences: list[Difference] = []
    for slip in INNOCENT[start:] + INNOCENT[:start]:
        if len(differences) < wanted and (difference := slip(making, family, said)):
            differences.append(difference)
    return differences


def _forgotten_passbook(making: Making, family: Family, said: Family) -> Difference:
    """A small deposit at the other bank, years old."""
    small = [one for one in said.accounts if one.institution.startswith("bank") and one.balance_fen < 300_000]
    if len(small) < 2:
        owner = next((one for one in family.members if age(one) >= 16), family.members[0])
        account = add_account(making, owner, "bank.b", "活期", making.between(60, 2_400) * 100)
        family.accounts.append(account)
    else:
        account = small[-1]
    said.accounts = [one for one in said.accounts if one is not account]
    return _money(family, account, "forgotten_passbook", "多年不用的旧存折，忘记了", innocent=True)


def _forgotten_wallet(making: Making, family: Family, said: Family) -> Difference | None:
    """Money in the payment app, not thought of as savings."""
    wallets = [one for one in said.accounts if one.institution == "payment.a"]
    if not wallets:
        return None
    said.accounts.remove(wallets[0])
    return _money(family, wallets[0], "forgotten_wallet", "以为手机里的零钱不算存款", innocent=True)


def _childs_policy(making: Making, family: Family, said: Family) -> Difference | None:
    """A savings policy bought for a child years ago."""
    owner = family.members[0]
    policy = add_account(making, owner, "insurer.a", "储蓄型", making.between(8, 60) * 10_000)
    family.accounts.append(policy)
    return _money(family, policy, "old_policy", "几年前熟人推销买的保险，以为不用填", innocent=True)


def _a_years_rent(making: Making, family: Family, said: Family) -> Difference | None:
    """The rent of the fields for a whole year written where the form asks for a month."""
    rents = [one for one in said.incomes if one.kind == "land_rent"]
    if not rents and family.household.area == "urban":
        return None
    if not rents:
        rents = [Income(family.members[0].id_number, "land_rent", making.between(15, 60) * 100, "土地流转")]
        for incomes in (making.truth.incomes, family.incomes, said.incomes):
            incomes.append(rents[0])
    wrong = copy(rents[0])
    wrong.fen *= 12
    said.incomes[said.incomes.index(rents[0])] = wrong
    return _income(family, rents[0], wrong.fen, "yearly_as_monthly", "把一年的土地流转费填成了每月的")


def _a_pension_by_the_year(making: Making, family: Family, said: Family) -> Difference | None:
    """A small monthly amount taken for the yearly one and divided by twelve."""
    parts = [one for one in said.incomes if one.payer == "城乡居民基本养老保险个人账户" and one.fen >= 1_200]
    if not parts:
        return None
    wrong = copy(parts[0])
    wrong.fen //= 12
    said.incomes[said.incomes.index(parts[0])] = wrong
    return _income(family, parts[0], wrong.fen, "monthly_as_yearly", "把每月的养老金当成一年的，除以十二填了")


def _season_left_out(making: Making, family: Family, said: Family) -> Difference | None:
    """Odd jobs of the other half of the year."""
    seasonal = [one for one in said.incomes if one.seasons and mean(one, months=family.window)]
    if not seasonal:
        worker = next(
            (one for one in family.members if 18 <= age(one) < 65 and one.work_capacity != "none"), None
        )
        if worker is None:
            return None
        odd = Income(worker.id_number, "wage", making.between(8, 16) * 10_000, "零工", seasons="03,04,09,10")
        making.truth.incomes.append(odd)
        family.incomes.append(odd)
        return _income(family, odd, 0, "seasonal_work", "农闲打的零工，现在没做了，没有填")
    said.incomes.remove(seasonal[0])
    return _income(family, seasonal[0], 0, "seasonal_work", "季节性零工，现在没做了，没有填")


def _last_years_pension(making: Making, family: Family, said: Family) -> Difference | None:
    """The pension of before the rise in July."""
    raised = [one for one in said.incomes if one.kind == "basic_pension_central" and one.since == RAISE_MONTH]
    if not raised:
        return None
    wrong = copy(raised[0])
    wrong.fen = BASIC_PENSION_FEN
    said.incomes[said.incomes.index(raised[0])] = wrong
    return _income(family, raised[0], wrong.fen, "pension_increase", "七月份涨了养老金，本人不知道")


def _scrapped_motorcycle(making: Making, family: Family, said: Family) -> Difference | None:
    """A motorcycle sold or scrapped long ago and never taken off the register."""
    old = [one for one in said.vehicles if one.kind == "motorcycle" and one.registered_on < date(2018, 1, 1)]
    if old:
        said.vehicles.remove(old[0])
        return _vehicle(family, old[0], "old_vehicle", "早已报废，没有办注销", innocent=True)
    owner = next((one for one in family.members if one.sex == "male" and age(one) >= 35), None)
    if owner is None:
        return None
    vehicle = add_vehicle(
        making,
        owner,
        "motorcycle",
        "两轮摩托车",
        fen=making.between(2, 6) * 10_000,
        year=making.between(2009, 2016),
    )
    family.vehicles.append(vehicle)
    return _vehicle(family, vehicle, "old_vehicle", "早年卖给别人，没有过户", innocent=True)


def _hidden_deposit(making: Making, family: Family, said: Family) -> Difference:
    """A fixed deposit well above the limit."""
    owner = family.members[0]
    account = add_account(making, owner, "bank.b", "定期", making.between(60, 150) * 100_000)
    family.accounts.append(account)
    return _money(family, account, "hidden_deposit", "有意不报大额定期存款", innocent=False)


def _hidden_job(making: Making, family: Family, said: Family) -> Difference:
    """A regular job, insured by the employer, declared as none."""
    worker = next((one for one in family.members if 18 <= age(one) < 60 and one.study == "none"), None)
    if worker is None:
        return _hidden_deposit(making, family, said)
    employer = making.one_of(EMPLOYERS)
    wage = Income(
        worker.id_number, "wage", making.between(30, 48) * 10_000, employer, "2025-06", on_payroll=True
    )
    making.truth.incomes.append(wage)
    making.truth.insurances.append(
        Insurance(worker.id_number, "staff_pension", employer, "2025-06", wage.fen)
    )
    family.incomes.append(wage)
    return _income(family, wage, 0, "hidden_job", "有单位参保的工作，有意不报", innocent=False)


def _hidden_car(making: Making, family: Family, said: Family) -> Difference:
    """A car in the family's name and use."""
    owner = next((one for one in family.members if 18 <= age(one) < 70), family.members[0])
    vehicle = add_vehicle(
        making,
        owner,
        "car",
        "长安逸动",
        fen=making.between(30, 70) * 100_000,
        year=making.between(2021, 2025),
    )
    family.vehicles.append(vehicle)
    return _vehicle(family, vehicle, "hidden_vehicle", "自用轿车，有意不报", innocent=False)


INNOCENT: tuple[Slip, ...] = (
    _forgotten_passbook,
    _season_left_out,
    _last_years_pension,
    _forgotten_wallet,
    _scrapped_motorcycle,
    _a_years_rent,
    _childs_policy,
    _a_pension_by_the_year,
)
CONCEALING: tuple[Callable[[Making, Family, Family], Difference], ...] = (
    _hidden_deposit,
    _hidden_job,
    _hidden_car,
)


def _money(family: Family, account: Account, kind: str, why: str, *, innocent: bool) -> Difference:
    return Difference(
        kind, account.id_number, "assets.financial", "0", plain_yuan(account.balance_fen), innocent, why
    )


def _vehicle(family: Family, vehicle: Vehicle, kind: str, why: str, *, innocent: bool) -> Difference:
    return Difference(kind, vehicle.id_number, "assets.vehicles", "[]", vehicle.kind, innocent, why)


def _income(
    family: Family, true: Income, declared_fen: int, kind: str, why: str, *, innocent: bool = True
) -> Difference:
    place = f"{family.place_of(true.id_number)}.incomes"
    found, declared = plain_yuan(mean(true, months=family.window)), plain_yuan(declared_fen)
    return Difference(kind, true.id_number, place, declared, found, innocent, why)
