"""Officers of 綦江区 and of another county, and entries of the catalogue written otherwise."""

from datetime import date

import pytest

from jiuzhu.catalogue import actions
from jiuzhu.catalogue.change import LOCAL, Change, entry
from jiuzhu.catalogue.texts import shipped_texts
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope

TODAY = date(2026, 11, 20)
WHY = "区民政局和养老中心商定"
PLACES = """minzheng.yanglao:
  department: minzheng
  label: 养老机构入住
  kind: government
  ground: means
  basis: 区民政局 2026 年对接单
  period: monthly
  freshness_days: 30
  no_record: none
  match: [id_number]
  fields:
    home: {label: 机构名称, type: text}
    since: {label: 入住日期, type: date}
    fee_fen: {label: 每月收费, type: fen}
  facts:
    - {key: care_home, value: home, latest: since}
"""
"""A register that the product does not ship."""


def officer(number, name, role, region="500110"):
    return Scope("officer", f"officer:{number}", name, ((role, region),), login_id=number)


@pytest.fixture
def he():
    """核对岗 of the county's centre."""
    return officer(21, "何清", Role.VERIFIER)


@pytest.fixture
def wang():
    """区级审核 of the county."""
    return officer(22, "王志远", Role.COUNTY)


@pytest.fixture
def zhou():
    """区级审核 of another county."""
    return officer(23, "周航", Role.COUNTY, "500112")


def new_register(text=PLACES):
    return Change(LOCAL, "minzheng.yanglao", text)


def rewritten(path, code, old, new):
    """An entry of the shipped texts with some words replaced."""
    text = entry(shipped_texts(), path, code)
    assert old in text
    return Change(path, code, text.replace(old, new))


def monitored_banks():
    """动态监测 asks banks too, as a county may decide."""
    text = entry(shipped_texts(), "templates.yaml", "monitor")
    return Change("templates.yaml", "monitor", text.replace("- gongan.siwang", "- gongan.siwang\n    - bank"))


def publish(*changes, on=TODAY):
    """One proposes, another publishes."""
    row = actions.propose(changes, WHY, on, by=officer(21, "何清", Role.VERIFIER))
    return actions.publish(row.pk, on, by=officer(22, "王志远", Role.COUNTY))


def fresher(days=10):
    """How long an answer of the vehicles' register may be relied on."""
    return rewritten(LOCAL, "gongan.cheliang", "freshness_days: 30", f"freshness_days: {days}")


def asked_for_dibao():
    """The template of 低保, with the new register."""
    text = entry(shipped_texts(), "templates.yaml", "dibao").rstrip()
    return Change("templates.yaml", "dibao", f"{text}\n    - minzheng.yanglao\n")
