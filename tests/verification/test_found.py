"""What follows from records, by the catalogue alone."""

from datetime import date

from jiuzhu.catalogue.texts import shipped
from jiuzhu.verification.found import Told, found

AS_OF = date(2026, 11, 12)


def value(key, *told):
    return next((each.value for each in found(shipped(), told) if each.key == key), "nothing")


def told(source, *records, months=12):
    return Told(source, AS_OF, records, months)


def tax(month, fen, item="wage"):
    return {"item": item, "month": month, "income_fen": fen}


def home(certificate, dm2):
    return {"kind": "home", "use": "live", "certificate": certificate, "area_dm2": dm2}


def appraisal(certificate, grade, dm2=8600):
    return {"item": "appraised", "certificate": certificate, "grade": grade, "area_dm2": dm2}


def test_only_full_months_of_the_window_count():
    rows = [tax("2025-10", 1), tax("2025-11", 10), tax("2026-10", 100), tax("2026-11", 1000)]
    assert value("income.wage", told("shuiwu.geshui", *rows)) == {"per_year": "1.1"}


def test_a_window_of_one_month_stays_a_month():
    rows = [tax("2026-09", 10_000), tax("2026-10", 120_000), tax("2026-10", 5_000, "labour")]
    assert value("income.wage", told("shuiwu.geshui", *rows, months=1)) == {"per_month": "1250"}


def test_a_home_and_its_appraisal_are_one_home():
    both = told("ziran.budongchan", home("A1", 8600)), told("zhujian.zhufang", appraisal("A1", "D"))
    assert value("assets.homes", *both) == [{"area_m2": "86", "use": "live", "grade": "D"}]


def test_homes_without_a_certificate_stay_apart():
    rows = told("zhujian.zhufang", appraisal("", "C"), appraisal("", "D", 5200))
    assert [each["grade"] for each in value("assets.homes", rows)] == ["C", "D"]


def test_no_vehicle_is_found_only_when_both_registers_say_so():
    assert value("assets.vehicles", told("gongan.cheliang")) == "nothing"
    assert value("assets.vehicles", told("gongan.cheliang"), told("jiaotong.chuanbo")) == []


def test_a_sentence_served_is_over():
    term = {"kind": "imprisoned", "place": "某监狱", "since": "2020-01-01", "until": "2026-11-11"}
    assert value("status", told("sifa.fuxing", term)) == "nothing"
    assert value("status", told("sifa.fuxing", term | {"until": ""})) == "imprisoned"


def test_a_death_outranks_a_sentence():
    dead = told("gongan.siwang", {"died_on": "2026-10-01", "cancelled_on": ""})
    jailed = told("sifa.fuxing", {"kind": "imprisoned", "place": "", "since": "2020-01-01", "until": ""})
    assert value("status", jailed, dead) == "dead"


def test_medical_expenses_are_a_years_whatever_the_window():
    bills = [
        {"settled_on": "2026-01-05", "self_paid_fen": 234_100},
        {"settled_on": "2025-10-31", "self_paid_fen": 1},
    ]
    assert value("expenses.medical", told("yibao.jiuyi", *bills, months=1)) == {"per_year": "2341"}


def test_recognised_illnesses_are_bare_words():
    rows = [{"illness": "chronic"}, {"illness": ""}, {"illness": "chronic"}]
    assert value("illness", told("yibao.canbao", *rows)) == ["chronic"]
