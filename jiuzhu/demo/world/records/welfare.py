"""医保, 残联, 教委: medical insurance, settled bills, disability certificates, pupils."""

from datetime import date
from typing import Any

from jiuzhu.demo.world.lookup import Lookup

MEDICAL = ("staff_medical", "resident_medical")
SETTINGS = {"住院": "inpatient", "门诊": "outpatient"}


def medical_insurance(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "kind": running.kind,
            "employer": running.employer,
            "since": running.since,
            "illness": world.people[number].illness,
        }
        for running in world.owned("insurances", number)
        if running.kind in MEDICAL and running.since <= on.isoformat()[:7]
    ]


def bills(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "hospital": bill.hospital,
            "setting": SETTINGS[bill.setting],
            "diagnosis": bill.diagnosis,
            "settled_on": bill.settled_on.isoformat(),
            "total_fen": bill.total_fen,
            "insured_fen": bill.insured_fen,
            "self_paid_fen": bill.self_paid_fen,
        }
        for bill in world.owned("medical_bills", number)
        if bill.settled_on <= on
    ]


def certificates(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "number": one.number,
            "kind": one.kind,
            "grade": one.grade,
            "issued_on": one.issued_on.isoformat(),
            "valid_until": one.valid_until.isoformat(),
        }
        for one in world.owned("certificates", number)
        if one.issued_on <= on
    ]


def pupils(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "school": one.school,
            "stage": one.stage,
            "grade": one.grade,
            "enrolled_on": one.enrolled_on.isoformat(),
            "leaves_on": one.leaves_on.isoformat(),
        }
        for one in world.owned("schooling", number)
        if one.enrolled_on <= on
    ]
