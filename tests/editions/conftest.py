"""Policy officers of the city and of a county, and the standard that they change."""

from datetime import date

import pytest

from jiuzhu.org.actions import load_regions
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment, ListChange, NumberChange, RuleChange, Source

JULY, TODAY = date(2026, 7, 1), date(2026, 11, 20)
PAPER = Source("渝民规〔2026〕9号", "重庆市民政局关于调整最低生活保障等标准的通知（2026）")


def officer(number, name, *duties):
    return Scope("officer", f"officer:{number}", name, tuple(duties), login_id=number)


@pytest.fixture
def deng():
    """政策岗 of the city."""
    return officer(11, "邓文斌", (Role.POLICY, "500000"))


@pytest.fixture
def ye():
    """The city's second one."""
    return officer(12, "叶琳", (Role.POLICY, "500000"))


@pytest.fixture
def county():
    """政策岗 of 綦江区."""
    return officer(13, "金明", (Role.POLICY, "500110"))


@pytest.fixture
def wang():
    """区级审核 of 綦江区."""
    return officer(14, "王志远", (Role.COUNTY, "500110"))


@pytest.fixture(autouse=True)
def divisions(db):
    load_regions(
        [
            {"code": "500000", "name": "重庆市", "level": "province", "parent": ""},
            {"code": "500110", "name": "綦江区", "level": "county", "parent": "500000"},
        ],
        by=Scope.system("setup"),
    )


def standard(value=80_000, **other):
    about = {"name": "standard_fen", "region": "500000", "area": "urban", "since": JULY, "source": PAPER}
    return Amendment((NumberChange(**{**about, "value": value, **other}),))


def housing(value=15):
    """A number that nobody above the county has settled."""
    return Amendment((NumberChange("min_housing_area_m2", "500110", None, value, JULY, PAPER),))


def conscripts():
    """Who serves in the army is left out, in 重庆."""
    return ListChange("excluded_statuses", "500000", ("conscript",), JULY, PAPER)


def rounded():
    """The difference in tens of yuan."""
    text = '''from jiuzhu.policy.engine.language import rule


@rule(law="渝民规〔2026〕9号 第三条", since="2026-07-01", says="补差 {this} 元")
def dibao_difference_fen(standard_fen: int, members: int, dibao_base_fen: int) -> int:
    """补差：不足十元的按十元计。"""
    return max(0, -(-(standard_fen * members - dibao_base_fen) // 1000) * 1000)
'''
    return RuleChange("500000/dibao/amount.py", text, PAPER)
