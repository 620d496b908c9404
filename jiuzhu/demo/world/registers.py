"""What follows in the registers: social insurance, housing fund, hospital bills, school rolls, prison."""

from datetime import date

from jiuzhu.demo.world.lives import age
from jiuzhu.demo.world.making import AS_OF, Making
from jiuzhu.demo.world.truth import (
    NEVER,
    FundAccount,
    Income,
    Insurance,
    MedicalBill,
    Person,
    Schooling,
)

HOSPITALS = ("綦江区人民医院", "綦江区中医院", "三角镇中心卫生院", "重庆医科大学附属第一医院")
MAJOR = ("尿毒症透析", "恶性肿瘤放化疗", "脑出血后遗症", "重症肝炎", "系统性红斑狼疮")
CHRONIC = ("高血压", "2型糖尿病", "慢性阻塞性肺病", "类风湿关节炎", "冠心病")
SCHOOLS = {
    "preschool": ("三角镇中心幼儿园", 3, 3),
    "compulsory": ("三角中学", 6, 9),
    "senior_high": ("綦江中学", 15, 3),
    "vocational": ("綦江职业教育中心", 15, 3),
    "junior_college": ("重庆公共运输职业学院", 18, 3),
    "undergraduate": ("重庆人文科技学院", 18, 4),
}
"""School, age at entry, years."""


def register(making: Making) -> None:
    """Entries of every living person in the registers that work, illness and school bring with them."""
    wages: dict[str, Income] = {
        income.id_number: income for income in making.truth.incomes if income.on_payroll
    }
    for one in making.truth.persons:
        if one.died_on > AS_OF:
            _insure(making, one, wages.get(one.id_number))
            _treat(making, one)
            enrol(making, one)
    _imprison(making)


def _insure(making: Making, one: Person, wage: Income | None) -> None:
    insurances = making.truth.insurances
    since = f"{making.between(2014, 2024)}-{making.between(1, 12):02d}"
    if wage and making.chance(0.8):
        for kind in ("staff_pension", "staff_medical", "unemployment"):
            insurances.append(Insurance(one.id_number, kind, wage.payer, since, max(wage.fen, 420_000)))
        if making.chance(0.45):
            part = wage.fen * 16 // 100 // 100 * 100
            fund = FundAccount(one.id_number, wage.payer, part, part * making.between(2, 60))
            making.truth.fund_accounts.append(fund)
        return
    if age(one) >= 16 and one.study == "none" and making.chance(0.9):
        insurances.append(Insurance(one.id_number, "resident_pension", "", since))
    if making.chance(0.97):
        insurances.append(Insurance(one.id_number, "resident_medical", "", since))


def _treat(making: Making, one: Person) -> None:
    stays = making.between(1, 3) if one.illness == "major" else 0
    visits = making.between(2, 4) if one.illness == "chronic" and making.chance(0.5) else 0
    for _ in range(stays):
        add_bill(making, one, "住院", making.one_of(MAJOR), making.money(22_000, 0.6, step=1))
    for _ in range(visits):
        add_bill(making, one, "门诊", making.one_of(CHRONIC), making.money(260, 0.5, step=1))


def add_bill(making: Making, one: Person, setting: str, diagnosis: str, total_fen: int) -> None:
    """A settled bill of the last twelve months; the insurance pays 70 % of a stay, half of a visit."""
    insured = total_fen * (70 if setting == "住院" else 50) // 100
    hospital = making.one_of(HOSPITALS)
    settled = making.day(date(2025, 11, 1), date(2026, 10, 31))
    bill = MedicalBill(
        one.id_number, hospital, setting, diagnosis, settled, total_fen, insured, total_fen - insured
    )
    making.truth.medical_bills.append(bill)


def enrol(making: Making, one: Person) -> None:
    """A place on the school register for those who study."""
    if one.study not in SCHOOLS:
        return
    school, entry, years = SCHOOLS[one.study]
    if one.study == "compulsory" and age(one) < 12:
        school = "三角小学"
    grade = min(years, max(1, age(one) - entry + (1 if one.born.month <= 8 else 0)))
    first = date(AS_OF.year - grade + 1, 9, 1)
    leaves = date(first.year + years, 6, 30)
    making.truth.schooling.append(Schooling(one.id_number, school, one.study, grade, first, leaves))


def _imprison(making: Making) -> None:
    """A few husbands who are not at home serve a sentence."""
    away = [
        one
        for one in making.truth.persons
        if one.household == 0 and one.marital == "married" and one.sex == "male"
    ]
    living = [one for one in away if one.died_on == NEVER and age(one) < 65]
    for one in living[:: max(1, len(living) // 8)][:8]:
        one.imprisoned_from = making.day(date(2022, 1, 1), date(2026, 6, 30))
        one.imprisoned_until = one.imprisoned_from.replace(
            year=one.imprisoned_from.year + making.between(3, 9), day=1
        )
        one.living, one.employment = "500113", "none"
