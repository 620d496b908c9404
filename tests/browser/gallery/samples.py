"""Invented families and deadlines, one for each thing the pages can show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from jiuzhu.clocks.models import Clock
from jiuzhu.clocks.queries import Reading, read
from jiuzhu.web.ui.acting import Ask
from jiuzhu.web.ui.chart import bars
from jiuzhu.web.ui.family import Relative
from jiuzhu.web.ui.fields import DayField, IdNumberField, MobileField, MoneyField
from jiuzhu.web.ui.frame import Area, Frame

ON = date(2026, 11, 20)
SAVED = datetime(2026, 11, 20, 10, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
FRAME = Frame(
    "綦江区 · 三角镇",
    "王璐",
    "经办",
    (
        Area("工作台", "/desk/", "w", False),
        Area("案件", "/cases/", "c", True),
        Area("核对", "/verification/", "v", False),
        Area("公示", "/publicity/", "n", False),
        Area("发放", "/months/", "m", False),
        Area("政策", "/policy/", "p", False),
        Area("监督", "/oversight/", "o", False),
    ),
    may_search=True,
)


def reading(due: date, **more: Any) -> Reading:
    """A clock of the whole way as it stands on the day of the pictures."""
    values = {
        "started_on": date(2026, 11, 2),
        "days": 20,
        "unit": "workday",
        "law": "民发〔2022〕83号 四(一)",
    }
    clock = Clock(case_no="SJ-2026-0387", key="db.total_delegated", due_on=due, **{**values, **more})
    return read(clock, ON)


CLOCKS = [
    ("按时", reading(date(2026, 11, 30))),
    ("快到期", reading(date(2026, 11, 24))),
    ("今天", reading(ON)),
    ("逾期", reading(date(2026, 11, 19))),
    ("暂停", reading(date(2026, 11, 30), paused_on=date(2026, 11, 16), paused_for="等家庭补材料")),
    ("延期", reading(date(2027, 1, 5), days=45, extended_for="人户分离")),
    ("办完", reading(date(2026, 11, 30), met_on=date(2026, 11, 18))),
]
FAMILY = [
    Relative("冉光明", "self", "申请人", 58, note="肢体二级"),
    Relative("周素芬", "spouse", "配偶", 55, True, note="打零工"),
    Relative("罗德珍", "parent", "母", 81, True, note="70 岁以上"),
    Relative("冉小川", "child", "子", 18, note="高三在读"),
    Relative("冉小梅", "child", "女", 32, True, lives_here=False, note="已婚分户"),
]
LINKS = [
    {"name": name, "state": state}
    for name, state in zip(
        [
            "发现",
            "申请",
            "授权",
            "受理",
            "比对",
            "核对",
            "入户",
            "邻里",
            "评议",
            "审核",
            "公示",
            "异议抽查",
            "确认",
            "告知",
            "发放",
            "动态管理",
        ],
        ["done"] * 8 + ["exempt", "now"] + ["later"] * 6,
        strict=True,
    )
]
BATCH = [
    {"name": "提出", "state": "done", "note": "11-19 陶然"},
    {"name": "检查", "state": "now", "note": "挂起 35 笔，已处理 28"},
    {"name": "批准", "state": "later", "note": "须另一人"},
    {"name": "成文件", "state": "later", "note": "一卡通"},
]
EVENTS = [
    {"what": "待提出审核意见", "when": "今天", "who": "王璐", "is_now": True},
    {"what": "邻里访问 2 户，无不同意见", "when": "11-18 15:20", "who": "犹小琴"},
    {"what": "受理", "when": "11-02", "who": "王璐"},
]
SECTIONS = [
    {
        "title": "一年收入多少",
        "unit": "元/年",
        "steps": [
            {
                "no": 2,
                "name": "工资性收入",
                "how": [
                    {"mark": "record", "text": "14,400.00", "href": "#e1"},
                    {"text": " 税务，2025-11 至 2026-10"},
                ],
                "value": "14,400.00",
                "clause": "第13条(一)",
                "clause_href": "#law",
            },
            {
                "no": 6,
                "name": "其中不计入",
                "kind": "human",
                "how": [{"text": "中央基础养老金 143.00 × 12"}],
                "value": "−1,716.00",
                "clause": "纪要〔2026〕3号",
            },
            {
                "no": 8,
                "name": "家庭月收入",
                "kind": "result",
                "how": [{"text": "22,128.00 ÷ 12"}],
                "value": "1,844.00",
                "is_total": True,
            },
        ],
    }
]
CHART = bars(
    "towns",
    "东溪镇每月多支出最多，12.6 万元；渐退期有老人的家庭减少",
    "万元/月",
    [("东溪镇", 12.6), ("赶水镇", 11.9), ("三角镇", 9.1), ("渐退期有老人", -1.1)],
    "low",
)
OUTCOMES = [("不扣减", "人均 461 元，符合"), ("全额扣减", "人均 0 元，符合，金额不同")]
DIFFERENCES = [("养殖收入", "5,400", "4,800"), ("意见", "同意", "同意")]


class Everything(Ask):
    """One of each field."""

    name = forms.CharField(label="姓名", max_length=40)
    id_number = IdNumberField(label="身份证号", help_text="18 位，照着身份证写。")
    born = DayField(label="出生日期", past=True)
    phone = MobileField(label="手机号", required=False)
    income = MoneyField(label="每月大约挣多少", yearly=True, help_text="有多有少，说平均数就行。")
    house = forms.ChoiceField(
        label="房屋",
        choices=[("sound", "土木或砖木，能住"), ("risky", "有明显危险（裂、斜、漏）")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="家里有没有这些情况",
        choices=[("disabled", "有残疾证"), ("school", "有人在上学"), ("none", "都没有")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unsure = forms.BooleanField(label="说不清，请村里帮忙问", required=False)
    reason = forms.CharField(label="理由", widget=forms.Textarea)


WRONG = {
    "name": "冉小川",
    "id_number": "500222200806180034",
    "born_y": "2028",
    "born_m": "6",
    "born_d": "18",
    "income": "800",
    "house": "sound",
    "needs": ["disabled"],
}


@dataclass(frozen=True)
class Call:
    name: str = "犹小琴"
    number: str = "023-4800 0000"
