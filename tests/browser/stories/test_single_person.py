"""边缘家庭里的重度残疾人: the law leaves the amount open; two officers of the county settle it, then one person is paid."""

import pytest

from jiuzhu.assessment.models import Ruling
from jiuzhu.benefits.models import Award, Payment
from jiuzhu.documents.models import Letter
from tests.browser.stories import chapters
from tests.browser.stories.people import Family, Officer, Play

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TANG = ("唐世全", "510223196906119431", "10002329588")
HOME = {
    "您家在哪个镇、街道？": {"镇、街道": "三角镇"},
    "您家住在哪里？": {
        "村或社区": "望石村",
        "门牌或小地名": "5 组",
        "住的是": "农村",
        "户口在哪里": "就在住的这个镇、街道",
        "家里主要靠什么": "种地、养殖",
    },
    "您自己的情况": {
        "婚姻": "已婚",
        "能不能劳动": "能干活",
        "现在做什么": "打零工",
        "是不是在读书": "没有",
        "人在哪里": "在家一起生活",
    },
}
WIFE = {
    "姓名": "贺素芳",
    "身份证号": "510223197101239561",
    "是您的什么人": "配偶",
    "户口": "和您一样",
    "婚姻": "已婚",
    "能不能劳动": "能干活",
    "现在做什么": "种地",
    "是不是在读书": "没有",
    "人在哪里": "在家一起生活",
}
SON = {
    "姓名": "唐波",
    "身份证号": "510223199304099713",
    "是您的什么人": "子女",
    "户口": "和您一样",
    "婚姻": "没结过婚",
    "能不能劳动": "干不了活",
    "现在做什么": "没有做事",
    "是不是在读书": "没有",
    "人在哪里": "在家一起生活",
}
MONEY = {
    "您靠什么生活？": {"可以选几个": "打工、上班"},
    "您的打工、上班，大约有多少钱？": {"大约": "1450", "这是": "一个月的"},
    "贺素芳靠什么生活？": {"可以选几个": "种地、养殖、做生意"},
    "贺素芳的种地、养殖、做生意，大约有多少钱？": {"大约": "950", "这是": "一个月的"},
    "唐波靠什么生活？": {"可以选几个": "没有收入"},
    "全家的存款一共有多少？": {"一共": "9000"},
    "家里有几处房子？": {"一共几处": "一处"},
    "第 1 处房子怎么样？": {"有多大": "110", "用来做什么": "自己住", "是不是危房": "B 级"},
    "有没有车、门面或者生意？": {
        "没有车、船和农业机械": True,
        "门面几间": "0",
        "名下的公司、个体户或合作社": "没有",
    },
    "谁有残疾证，或者长期生病？": {"可以选几位": "唐波"},
    "唐波的身体怎么样？": {"残疾证上写的类别": "肢体残疾", "残疾等级": "一级", "生的病": "没有这些病"},
    "近一年还有哪些大的开销？": {},
    "拍几张照片": {},
}


def test_an_amount_that_the_law_leaves_open_is_ruled_and_paid(play: Play):
    play.on("2026-11-02")
    tang, clerk = play.family(), play.officer("lixiaolan")
    applies(play, tang)
    chapters.accepts(clerk, "SQ-2026-0001", "唐世全")
    play.on("2026-11-03")
    chapters.asks(play, clerk, "唐世全")
    play.on("2026-11-05")
    surveyor = play.officer("lixiaolan", on_phone=True)
    chapters.visits(play, surveyor, "唐世全", "徐红梅", ["唐世全", "贺素芳"], "砖混或框架，能住")
    play.on("2026-11-06")
    cannot_propose(clerk)
    rules(play.officer("dengwenbin"))
    agrees(play.officer("yelin"))
    chapters.proposes(clerk, "唐世全")
    chapters.posts(clerk, "11月13日")
    clerk.sees("single-07-on-notice")
    chapters.proves(play, play.officer("xuhongmei", on_phone=True), "唐世全")
    play.on("2026-11-16")
    chapters.confirms(play.officer("liuguoqiang"), "唐世全")
    payer, approver = play.officer("heli"), play.officer("fengtao")
    chapters.proposes_month(payer, "11", "630.00")
    chapters.approves_and_sends(play, payer, approver, "11")
    payer.presses("关账")
    payer.sees("single-08-closed")
    sees_the_money(tang)
    assert Ruling.objects.get().second_name == "叶琳"
    assert Award.objects.get().monthly_fen == 63_000
    assert sum(Payment.objects.values_list("amount_fen", flat=True)) == 63_000
    assert sorted(Letter.objects.values_list("kind", flat=True)) == ["accept", "confirm", "posting"]


def applies(play: Play, tang: Family) -> None:
    tang.goes_to("/")
    tang.clicks("申请帮助")
    tang.signs_in(*TANG)
    tang.presses("开始填")
    tang.fills_in(HOME)
    for one in (WIFE, SON):
        tang.adds(one)
    tang.goes_on()
    tang.fills_in(MONEY)
    tang.answers(
        {
            "钱打到谁的卡上": "唐世全",
            "卡号": "6217000500110428187",
            "贺素芳的签名": play.paper("he"),
            "唐波的签名": play.paper("bo"),
            "我保证写的都是真的": True,
        }
    )
    tang.goes_on()
    tang.reads("已经交到镇里")


def cannot_propose(clerk: Officer) -> None:
    """The refusal says what is missing, and leads to a trial that shows where it is settled."""
    clerk.opens("唐世全")
    clerk.page.keyboard.press("a")
    clerk.heads("提出审核意见")
    clerk.presses("提出审核意见")
    clerk.reads("要人工确定：单人保每人每月一共发多少（含加发）")
    clerk.sees("single-01-refused")
    clerk.clicks("试算一次，看要定什么")
    clerk.presses("现在试算")
    clerk.reads("规定没有写明：单人保每人每月一共发多少（含加发）", "符合，金额待定")
    clerk.sees("single-02-undecided")


def rules(first: Officer) -> None:
    """The county's policy officer finds the family by name and writes the decision; they cannot agree to it themselves."""
    first.finds("唐世全")
    first.clicks("SJ-2026-0001")
    first.clicks("写裁定")
    first.sees("single-03-ruling")
    first.answers(
        {
            "定为": "630",
            "理由": "文件未定单人户金额，按农村低保标准全额，不另加分类重点救助",
            "依据": "綦江区民政局会议纪要〔2026〕3号",
        }
    )
    first.presses("提出裁定")
    first.reads("裁定已提出", "等另一位同事复核")
    first.sees("single-04-proposed")
    assert first.page.get_by_role("button", name="同意这项裁定").count() == 0


def agrees(second: Officer) -> None:
    """It waits on the second officer's worklist."""
    second.goes_to("/desk/")
    second.sees("single-05-worklist")
    second.clicks("唐世全家：复核裁定")
    second.presses("同意这项裁定")
    second.reads("裁定已复核", "叶琳 已复核")
    second.sees("single-06-agreed")


def sees_the_money(tang: Family) -> None:
    """The head signs in for his son's money."""
    chapters.reads_the_result(tang, "630")
    tang.sees("single-09-why")
    tang.goes_to("/family/")
    tang.clicks("钱发了没有")
    tang.reads("每月 630 元", "已发到卡上")
    tang.sees("single-10-money")
