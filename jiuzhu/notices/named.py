"""Under which name the public sees a family: a minor's own never (未成年人保护法 第四条; 民发〔2021〕57号 第24条)."""

from datetime import date

from jiuzhu.kernel.month import OF_AGE, age_on
from jiuzhu.kernel.refusal import Refused

LAW = "最低生活保障审核确认办法（民发〔2021〕57号）第十九条、第二十四条；未成年人保护法 第四条"


def is_minor(born: date, on: date) -> bool:
    return age_on(born, on) < OF_AGE


def public_name(name: str, born: date, on: date, guardian: str = "") -> str:
    """The applicant's name; for a minor the guardian's, and where none is known the surname alone: 李某（未成年人）."""
    if not is_minor(born, on):
        return name
    return guardian or f"{name[0]}某（未成年人）"


def demand_guardian(born: date, on: date, guardian: str) -> None:
    """Raise Refused when a minor is to be posted and nobody said who the guardian is."""
    if is_minor(born, on) and not guardian:
        raise Refused(
            "minor_posted", "申请人未满 18 周岁，姓名不能公示。请填写监护人的姓名，公示用监护人的名字。", LAW
        )
