"""公示期间有人提出异议: filled in by the village for a sick man, objected to by a neighbour, heard by an appraisal, posted again."""

import pytest

from jiuzhu.benefits.models import Award, Payment
from jiuzhu.casework.models import Meeting, Objection
from jiuzhu.documents.models import Letter
from jiuzhu.notices.models import Posting
from tests.browser.stories import chapters
from tests.browser.stories.people import Officer, Play

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HE = {"姓名": "何永贵", "身份证号": "510223198111309177", "手机号": "10002369183"}
HOME = {
    "您家住在哪里？": {
        "村或社区": "杜家村",
        "门牌或小地名": "2 组",
        "住的是": "农村",
        "户口在哪里": "就在住的这个镇、街道",
        "家里主要靠什么": "种地、养殖",
    },
    "您自己的情况": {
        "婚姻": "已婚",
        "能不能劳动": "干不了活",
        "现在做什么": "没有做事",
        "是不是在读书": "没有",
        "人在哪里": "在家一起生活",
    },
}
WIFE = {
    "姓名": "程桂兰",
    "身份证号": "510223198307089305",
    "是您的什么人": "配偶",
    "户口": "和您一样",
    "婚姻": "已婚",
    "能不能劳动": "能干活",
    "现在做什么": "种地",
    "是不是在读书": "没有",
    "人在哪里": "在家一起生活",
}
SON = {
    "姓名": "何俊杰",
    "身份证号": "500110201503129453",
    "是您的什么人": "子女",
    "户口": "和您一样",
    "是不是在读书": "小学、初中",
    "人在哪里": "在家一起生活",
}
MONEY = {
    "您靠什么生活？": {"可以选几个": "没有收入"},
    "程桂兰靠什么生活？": {"可以选几个": "种地、养殖、做生意"},
    "程桂兰的种地、养殖、做生意，大约有多少钱？": {"大约": "700", "这是": "一个月的"},
    "全家的存款一共有多少？": {"一共": "2100"},
    "家里有几处房子？": {"一共几处": "一处"},
    "第 1 处房子怎么样？": {"有多大": "96", "用来做什么": "自己住", "是不是危房": "B 级"},
    "有没有车、门面或者生意？": {
        "没有车、船和农业机械": True,
        "门面几间": "0",
        "名下的公司、个体户或合作社": "没有",
    },
    "谁有残疾证，或者长期生病？": {"可以选几位": "何永贵"},
    "何永贵的身体怎么样？": {"残疾证上写的类别": "没有残疾证", "生的病": "重特大疾病"},
    "近一年还有哪些大的开销？": {},
    "拍几张照片": {},
}
VAN = "他家院坝里长期停着一辆面包车，渝B7K302"


def test_an_objection_is_taken_up_and_an_appraisal_answers_it(play: Play):
    play.on("2026-11-02")
    assistant, clerk = play.officer("duchangming", on_phone=True), play.officer("lixiaolan")
    applies_for_them(play, assistant)
    chapters.accepts(clerk, "SQ-2026-0001", "何永贵")
    play.on("2026-11-03")
    chapters.asks(play, clerk, "何永贵")
    play.on("2026-11-05")
    surveyor = play.officer("lixiaolan", on_phone=True)
    chapters.visits(play, surveyor, "何永贵", "杜昌明", ["何永贵", "程桂兰"], "砖混或框架，能住")
    play.on("2026-11-06")
    chapters.proposes(clerk, "何永贵")
    chapters.posts(clerk, "11月13日")
    chapters.proves(play, assistant, "何永贵")
    play.on("2026-11-10")
    objects(play)
    takes_up(clerk)
    confirmer = play.officer("liuguoqiang")
    cannot_confirm(confirmer)
    play.on("2026-11-12")
    appraises(play, clerk)
    visits_again(play, surveyor)
    chapters.proposes(clerk, "何永贵")
    chapters.posts(clerk, "11月15日")
    chapters.proves(play, assistant, "何永贵")
    play.on("2026-11-16")
    reads_the_records(confirmer)
    chapters.confirms(confirmer, "何永贵")
    confirmer.sees("contested-09-confirmed")
    payer, approver = play.officer("heli"), play.officer("fengtao")
    chapters.proposes_month(payer, "11", "1,350.00")
    chapters.approves_and_sends(play, payer, approver, "11")
    payer.reads("一次成功")
    payer.presses("关账")
    payer.sees("contested-12-closed")
    reads_it_on_the_phone(play)
    assert Award.objects.get().monthly_fen == 135_000
    assert sum(Payment.objects.values_list("amount_fen", flat=True)) == 135_000
    assert Objection.objects.get().contact is None
    assert Meeting.objects.get().agreed == 13
    assert Posting.objects.filter(kind="review").count() == 2
    kinds = sorted(Letter.objects.values_list("kind", flat=True))
    assert kinds == ["accept", "confirm", "posting", "posting"]


def applies_for_them(play: Play, assistant: Officer) -> None:
    """The assistant fills in the form at the bedside; husband and wife sign themselves."""
    assistant.clicks("代群众申请")
    assistant.answers(HE)
    assistant.signs("委托人签名")
    assistant.sees("contested-01-agent")
    assistant.presses("开始代填")
    assistant.fills_in(HOME)
    for one in (WIFE, SON):
        assistant.adds(one)
    assistant.goes_on()
    assistant.fills_in(MONEY)
    assistant.answers(
        {
            "钱打到谁的卡上": "程桂兰",
            "卡号": "6217000500111056561",
            "程桂兰的签名": play.paper("cheng"),
            "我保证写的都是真的": True,
        }
    )
    assistant.signs("何永贵的签名")
    assistant.sees("contested-02-agent-check")
    assistant.goes_on()
    assistant.reads("何永贵家的申请交好了，编号 SQ-2026-0001")
    assistant.sees("contested-03-agent-done")


def objects(play: Play) -> None:
    """A neighbour, without a name."""
    neighbour = play.neighbour()
    neighbour.goes_to("/")
    neighbour.clicks("看公示")
    neighbour.clicks("杜家村")
    neighbour.clicks("提出意见")
    neighbour.sees("contested-04-objection")
    neighbour.answers({"说的是哪一家": "何永贵家（3 人）", "觉得哪里不对": VAN})
    neighbour.presses("提出意见")
    neighbour.reads("收到了。镇里 3 个工作日内处理")
    neighbour.sees("contested-05-objected")


def takes_up(clerk: Officer) -> None:
    """A van with a number plate can be checked: the notice comes down."""
    clerk.opens("何永贵")
    clerk.reads(VAN)
    clerk.clicks("受理异议")
    clerk.presses("受理，撤下公示")
    clerk.reads("已受理，公示已撤下")


def cannot_confirm(confirmer: Officer) -> None:
    confirmer.opens("何永贵")
    confirmer.reads("收到异议，等镇里重新调查")


def appraises(play: Play, clerk: Officer) -> None:
    """What the neighbour said is on the case; fourteen people come together."""
    clerk.opens("何永贵")
    clerk.sees("contested-06-case")
    clerk.reads(VAN)
    clerk.clicks("记录民主评议")
    clerk.answers(
        {
            "到会人数": "14",
            "其中村（居）民代表": "12",
            "认为属实的人数": "13",
            "评议结论": "行驶证所有人为程桂兰之弟程桂林，借停；情况属实",
            "签字页照片": play.paper("sheet"),
        }
    )
    clerk.sees("contested-07-appraisal")
    clerk.presses("保存评议记录")
    clerk.reads("评议已记录")
    clerk.sees("contested-08-appraised")


def visits_again(play: Play, surveyor: Officer) -> None:
    """The yard is looked at again before a new opinion."""
    surveyor.opens("何永贵")
    surveyor.clicks("入户调查", exact=True)
    surveyor.answers(
        {"和谁一起去的": "杜昌明", "房屋": "砖混或框架，能住", "其他看到的": "院里的面包车行驶证是程桂林的"}
    )
    for signer in ("同行的调查人员", "程桂兰"):
        surveyor.signs(f"{signer}签名")
    surveyor.presses("提交入户调查")
    surveyor.reads("入户调查已记录")


def reads_the_records(confirmer: Officer) -> None:
    """Who decides reads what the appraisal said and what was seen in the yard."""
    confirmer.opens("何永贵")
    confirmer.clicks("民主评议记录")
    confirmer.reads("行驶证所有人为程桂兰之弟程桂林，借停")
    confirmer.sees("contested-10-meeting")
    confirmer.clicks("回案件")
    confirmer.page.get_by_role("link", name="入户调查表").last.click()
    confirmer.reads("院里的面包车行驶证是程桂林的")
    confirmer.sees("contested-11-visit")


def reads_it_on_the_phone(play: Play) -> None:
    """The wife's card was paid; her husband, well enough by now, signs in for the first time."""
    he = play.family()
    he.goes_to("/")
    he.clicks("看办到哪一步了")
    he.signs_in(*HE.values())
    he.clicks("看办到哪一步了")
    he.reads("已经批准", "1,350 元")
    he.clicks("钱发了没有")
    he.reads("每月 1,350 元", "已发到卡上")
    he.sees("contested-13-money")
