"""What each department and institution holds: one function a source, the fields of the verification catalogue.

Every function takes the world's lookup, an identity number and a day, and returns the rows known on that day.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.records import civil, money, police, property, welfare, work

Answer = Callable[[Lookup, str, date], list[dict[str, Any]]]

SOURCES: dict[str, Answer] = {
    "gongan.huji": police.register,
    "gongan.siwang": police.deaths,
    "gongan.cheliang": police.vehicles,
    "sifa.fuxing": police.prisoners,
    "renshe.shebao": work.insurance,
    "renshe.jiuye": work.employment,
    "shuiwu.geshui": work.taxes,
    "gongjijin.zhanghu": work.fund,
    "ziran.budongchan": property.titles,
    "zhujian.zhufang": property.appraisals,
    "shichang.zhuti": property.businesses,
    "jiaotong.chuanbo": property.boats,
    "yibao.canbao": welfare.medical_insurance,
    "yibao.jiuyi": welfare.bills,
    "canlian.canjizheng": welfare.certificates,
    "jiaoyu.xueji": welfare.pupils,
    "minzheng.hunyin": civil.marriages,
    "minzheng.binzang": civil.funerals,
}
MONEY = ("bank", "securities", "insurer", "payment")


def answer_of(source: str) -> Answer:
    """How a source answers from the truth; KeyError for one that holds nothing of it."""
    return money.holder(source) if source.partition(".")[0] in MONEY else SOURCES[source]
