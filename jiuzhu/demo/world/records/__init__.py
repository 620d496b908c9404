"""What each department and institution holds: a function where the truth knows it, and for every other register rows drawn

from its own fields (`drawn`). A function takes the world's lookup, an identity number and a day, and returns the rows
known on that day.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.records import (
    allowances,
    civil,
    drawn,
    health,
    money,
    payroll,
    police,
    property,
    welfare,
    work,
)

Answer = Callable[[Lookup, str, date], list[dict[str, Any]]]

KNOWN: dict[str, Answer] = {
    "gongan.huji": police.register,
    "gongan.siwang": police.deaths,
    "gongan.cheliang": police.vehicles,
    "gongan.juzhuzheng": police.permits,
    "sifa.fuxing": police.prisoners,
    "renshe.shebao": work.insurance,
    "renshe.jiuye": work.employment,
    "renshe.shiye": payroll.unemployed,
    "shuiwu.geshui": work.taxes,
    "shuiwu.shebaofei": payroll.contributions,
    "caizheng.gongzi": payroll.paid_by_the_county,
    "bianban.bianzhi": payroll.on_the_establishment,
    "gongjijin.zhanghu": work.fund,
    "ziran.budongchan": property.titles,
    "zhujian.zhufang": property.appraisals,
    "shichang.zhuti": property.businesses,
    "jiaotong.chuanbo": property.boats,
    "nongye.nongji": property.farm_machines,
    "yibao.canbao": welfare.medical_insurance,
    "yibao.jiuyi": welfare.bills,
    "weijian.zhenduan": health.diagnoses,
    "weijian.siwang": health.deaths,
    "weijian.chusheng": health.births,
    "weijian.jisheng": allowances.family_planning,
    "canlian.canjizheng": welfare.certificates,
    "jiaoyu.xueji": welfare.pupils,
    "minzheng.hunyin": civil.marriages,
    "minzheng.binzang": civil.funerals,
    "minzheng.jiuzhu": allowances.assistance,
    "minzheng.ertong": allowances.orphans,
    "minzheng.canbu": allowances.disability,
    "minzheng.gaoling": allowances.old_age,
    "tuiyi.youfu": allowances.veterans,
    "zhengdeng.chiyou": money.papers,
}
MONEY = ("bank", "securities", "insurer", "payment")


def answer_of(code: str, table: Catalogue) -> Answer:
    """How a source of the catalogue answers; KeyError for one that is not in it."""
    source = table.sources[code]
    if source.register.code in MONEY:
        return _whole(source, money.holder(code))
    if known := KNOWN.get(source.register.code):
        return _whole(source, known)
    return drawn.holder(source, table.holders(source.register.code))


def _whole(source: Source, known: Answer) -> Answer:
    """Rows of the truth with exactly the register's columns; one that the truth has no word for is drawn."""

    def rows(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
        return [drawn.filled(source.register, world, row, on) for row in known(world, number, on)]

    return rows
