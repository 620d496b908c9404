"""What families own: savings, securities, policies, wallets, homes, vehicles, boats, businesses. More where income is higher."""

from datetime import date

from jiuzhu.demo.world import numbers
from jiuzhu.demo.world.lives import age
from jiuzhu.demo.world.making import AS_OF, Making
from jiuzhu.demo.world.places import census, full_name
from jiuzhu.demo.world.truth import Account, Business, Home, Household, Person, Vehicle

MODELS = {
    "car": ("长安逸动", "五菱宏光", "吉利帝豪", "比亚迪秦", "大众朗逸"),
    "motorcycle": ("两轮摩托车",),
    "farm_machine": ("微型拖拉机",),
    "ship": ("小型渔船",),
    "truck": ("轻型货车",),
}


def own(making: Making, standing: list[tuple[Household, list[Person], float]]) -> None:
    """Give possessions to households; the last item is the household's rank by income, 0 poorest to 1."""
    for household, members, rank in standing:
        adults = [one for one in members if age(one) >= 18] or members
        _save(making, adults, household.per_capita_fen * len(members), rank)
        _house(making, household, adults, rank)
        _drive(making, adults, rank)
    _trade(making)


def add_account(making: Making, owner: Person, institution: str, kind: str, fen: int) -> Account:
    """An account at an institution, opened some time in the last years."""
    number = numbers.account(making.rng, institution)
    opened = making.day(date(2012, 1, 1), date(2026, 3, 31))
    account = Account(owner.id_number, institution, kind, number, fen, opened)
    making.truth.accounts.append(account)
    return account


def _save(making: Making, adults: list[Person], monthly_fen: int, rank: float) -> None:
    yearly = max(4_000.0, monthly_fen * 12 / 100)
    for one in adults:
        savings = making.money(yearly * (0.05 + 0.9 * rank**2) / len(adults), 0.8, step=100)
        add_account(making, one, "bank.a" if making.chance(0.6) else "bank.b", "活期", savings)
        if making.chance(0.15 + 0.4 * rank):
            term = making.money(yearly * (0.1 + rank**2), 0.7, step=1000)
            add_account(making, one, making.one_of(("bank.a", "bank.b")), "定期", term)
        if 16 <= age(one) <= 75 and making.chance(0.75):
            add_account(making, one, "payment.a", "余额", making.money(160 + 1_500 * rank, 1.0, step=1))
        if making.chance(0.2 * rank**3):
            add_account(making, one, "securities.a", "证券资产", making.money(30_000, 1.0, step=100))
        if making.chance(0.25 * rank**2):
            add_account(making, one, "insurer.a", "储蓄型", making.money(18_000, 0.8, step=100))


def add_home(
    making: Making, owner: Person, village: str, area_dm2: int, *, grade: str = "A", use: str = "live"
) -> Home:
    """A registered home or shop."""
    house_no = making.between(1, 320)
    address = f"{full_name(village)}{house_no}号"
    registered = making.day(date(2016, 1, 1), date(2026, 3, 31))
    certificate = f"渝（{registered.year}）綦江区不动产权第{making.between(1, 999_999):06d}号"
    home = Home(owner.id_number, address, area_dm2, grade, use, certificate, registered)
    making.truth.homes.append(home)
    return home


def _house(making: Making, household: Household, adults: list[Person], rank: float) -> None:
    shares = census("housing")
    if making.chance(shares["HOUS_SAMP_LEAS"]):
        return
    per_head = shares["HOUS_SMPP"] * (0.8 + 0.4 * rank)
    area = making.money(per_head * (1 + 0.6 * (household.size - 1)), 0.3, step=1)
    grade = "C" if rank < 0.15 and making.chance(0.12) else "B" if making.chance(0.15) else "A"
    add_home(making, adults[0], household.village, area, grade=grade)
    if making.chance(0.3 * rank**4):
        add_home(making, adults[0], household.village, making.money(85, 0.25, step=1), use="let")
    if making.chance(0.06 * rank**3):
        add_home(making, adults[0], household.village, making.money(35, 0.4, step=1), use="business")


def add_vehicle(making: Making, owner: Person, kind: str, model: str, *, fen: int, year: int) -> Vehicle:
    """A vehicle registered in somebody's name in a year."""
    registered = making.day(date(year, 1, 1), date(year, 12, 28) if year < AS_OF.year else date(year, 6, 30))
    vehicle = Vehicle(owner.id_number, kind, numbers.plate(making.rng), model, registered, fen)
    making.truth.vehicles.append(vehicle)
    return vehicle


def _drive(making: Making, adults: list[Person], rank: float) -> None:
    drivers = [one for one in adults if age(one) < 70]
    if not drivers:
        return
    owner = drivers[0]
    with_car = min(0.9, census("housing")["HOUS_SAMP_HHVE"] * 3 * rank**2)
    farms = owner.employment == "farming"
    for kind, probability, since, median_yuan in (
        ("car", with_car, 2014, 55_000),
        ("motorcycle", 0.18, 2012, 1_800),
        ("farm_machine", 0.03 * farms, 2014, 9_000),
        ("ship", 0.02 * farms, 2010, 12_000),
        ("truck", 0.03 * (rank > 0.6), 2015, 38_000),
    ):
        if making.chance(probability):
            fen, year = making.money(median_yuan, 0.35, step=100), making.between(since, AS_OF.year)
            add_vehicle(making, owner, kind, making.one_of(MODELS[kind]), fen=fen, year=year)


def _trade(making: Making) -> None:
    """Those who live from a stall mostly have it registered; a few farmers belong to a cooperative."""
    stalls = {income.id_number for income in making.truth.incomes if income.payer == "个体经营"}
    for one in making.truth.persons:
        if one.id_number in stalls and making.chance(0.7):
            add_business(making, one, "sole_trader")
        elif one.occupation == "负责人" and making.chance(0.5):
            add_business(making, one, "company")
        elif one.employment == "farming" and making.chance(0.04):
            add_business(making, one, "cooperative")


def add_business(making: Making, owner: Person, kind: str) -> Business:
    """A market entity registered by somebody."""
    trade = {"sole_trader": "副食店", "company": "商贸有限公司", "cooperative": "种植专业合作社"}[kind]
    capital = {"sole_trader": 20_000, "company": 500_000, "cooperative": 100_000}[kind]
    name = f"綦江区{owner.name[-2:]}{trade}"
    code = numbers.credit_code(making.rng, kind)
    founded = making.day(date(2012, 1, 1), date(2026, 3, 31))
    business = Business(owner.id_number, name, kind, code, capital * 100, founded, making.chance(0.9))
    making.truth.businesses.append(business)
    return business
