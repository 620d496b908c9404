"""普通一家三口, clicked from the phone form to the bank's reply; the family first gives a card that the bank does not know."""

import pytest

from jiuzhu.benefits.models import Award, Payment
from jiuzhu.documents.models import Letter
from tests.browser.stories.people import Family, Officer, Play

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ZHOU = ("周明贵", "510223198203149019", "10002305831")
OLD_CARD, CARD = "6217000500110114041", "6217000500110114000"
"""The bank of the demonstration knows no account that ends in 4041."""
HOME = {
    "您家在哪个镇、街道？": {"镇、街道": "三角镇"},
    "您家住在哪里？": {
        "村或社区": "三角社区",
        "门牌或小地名": "3 组 12 号",
        "住的是": "城镇（居民小区、街上）",
        "户口在哪里": "就在住的这个镇、街道",
        "家里主要靠什么": "打工、退休金或其他",
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
    "姓名": "罗春梅",
    "身份证号": "510223198408029141",
    "是您的什么人": "配偶",
    "户口": "和您一样",
    "婚姻": "已婚",
    "能不能劳动": "能干活",
    "现在做什么": "没有做事",
    "是不是在读书": "没有",
    "人在哪里": "在家一起生活",
}
DAUGHTER = {
    "姓名": "周雨涵",
    "身份证号": "50011020130521928X",
    "是您的什么人": "子女",
    "户口": "和您一样",
    "是不是在读书": "小学、初中",
    "人在哪里": "在家一起生活",
}
MONEY = {
    "您靠什么生活？": {"可以选几个": "打工、上班"},
    "您的打工、上班，大约有多少钱？": {"大约": "1200", "这是": "一个月的"},
    "罗春梅靠什么生活？": {"可以选几个": "没有收入"},
    "全家的存款一共有多少？": {"一共": "3200"},
    "家里有几处房子？": {"一共几处": "一处"},
    "第 1 处房子怎么样？": {"有多大": "86", "用来做什么": "自己住", "是不是危房": "A 级（安全）"},
    "有没有车、门面或者生意？": {
        "没有车、船和农业机械": True,
        "门面几间": "0",
        "名下的公司、个体户或合作社": "没有",
    },
    "谁有残疾证，或者长期生病？": {"可以选几位": "周明贵"},
    "周明贵的身体怎么样？": {"残疾证上写的类别": "没有残疾证", "生的病": "慢性病"},
    "近一年还有哪些大的开销？": {},
    "拍几张照片": {},
}


def test_an_ordinary_family_is_granted_and_paid(play: Play):
    play.on("2026-11-02")
    zhou, clerk = play.family(), play.officer("lixiaolan")
    applies(play, zhou)
    accepts(clerk)
    play.on("2026-11-03")
    asks_and_hears(play, clerk)
    play.on("2026-11-05")
    visits(play, play.officer("lixiaolan", on_phone=True))
    play.on("2026-11-06")
    proposes_and_posts(clerk)
    proves(play, play.officer("yangqin", on_phone=True))
    stands_on_the_public_page(play)
    confirmer = play.officer("liuguoqiang")
    confirmer.opens("周明贵")
    confirmer.reads("11月14日起可以确认")
    play.on("2026-11-16")
    confirms(confirmer)
    reads_why(zhou)
    payer, approver = play.officer("heli"), play.officer("fengtao")
    pays(play, payer, approver)
    brings_the_right_card(zhou, clerk)
    pays_again(play, payer, approver)
    sees_the_money(zhou, clerk)
    the_letters_and_payments_exist()


def applies(play: Play, zhou: Family) -> None:
    """On the phone, page by page; the wife signs on paper."""
    zhou.goes_to("/")
    zhou.sees("ordinary-01-front")
    zhou.clicks("申请帮助")
    zhou.signs_in(*ZHOU)
    zhou.presses("开始填")
    zhou.fills_in(HOME)
    for one in (WIFE, DAUGHTER):
        zhou.adds(one)
    zhou.goes_on()
    zhou.fills_in(MONEY)
    zhou.heads("检查一遍，再交")
    zhou.sees("ordinary-02-check")
    zhou.answers(
        {
            "钱打到谁的卡上": "周明贵",
            "卡号": OLD_CARD,
            "罗春梅的签名": play.paper("luo"),
            "我保证写的都是真的": True,
        }
    )
    zhou.goes_on()
    zhou.heads("周明贵，您好")
    zhou.reads("已经交到镇里")
    zhou.sees("ordinary-03-handed-in")


def accepts(clerk: Officer) -> None:
    clerk.goes_to("/desk/")
    clerk.sees("ordinary-04-worklist")
    clerk.clicks("周明贵")
    clerk.sees("ordinary-05-application")
    clerk.clicks("受理")
    clerk.presses("受理")
    clerk.reads("已受理，受理通知书已生成")
    clerk.heads("周明贵家庭")


def asks_and_hears(play: Play, clerk: Officer) -> None:
    """The departments know of an old passbook; the family explains it."""
    clerk.opens("周明贵")
    clerk.clicks("启动家庭经济状况调查")
    clerk.presses("启动调查")
    clerk.clicks("发起核对")
    clerk.presses("发起核对")
    play.work()
    clerk.opens("周明贵")
    clerk.sees("ordinary-06-answered")
    clerk.clicks("处理 1 处不一致")
    clerk.reads("取决于 1 件事", "查到多 860.00 元，多 27 %")
    clerk.sees("ordinary-07-report")
    clerk.clicks("听说明、采信")
    clerk.sees("ordinary-08-adopt")
    clerk.answers(
        {
            "采信哪一个": "部门记录：4,060.00 元（2026-11-03） · 建议采信",
            "为什么不一致": "家庭没有想到要写",
            "家庭怎么说": "十年前在乙银行开的旧存折，忘记了；申请人认可，低于限额",
        }
    )
    clerk.presses("采信并记下理由")
    clerk.reads("十年前在乙银行开的旧存折")


def visits(play: Play, surveyor: Officer) -> None:
    """At the door, on a phone: what was seen, a photo, two signatures."""
    surveyor.sees("ordinary-09-phone-worklist")
    surveyor.opens("周明贵")
    surveyor.sees("ordinary-10-phone-case")
    surveyor.clicks("填入户调查表")
    surveyor.answers({"和谁一起去的": "张建军", "房屋": "砖混或框架，能住", "家电": "旧彩电、冰箱，没有车"})
    surveyor.page.locator("input[name=photos]").set_input_files(play.paper("house"))
    surveyor.signs("同行的调查人员签名")
    surveyor.signs("周明贵签名")
    surveyor.signs("罗春梅签名")
    surveyor.sees("ordinary-11-visit")
    surveyor.presses("提交入户调查")
    surveyor.reads("入户调查已记录")


def proposes_and_posts(clerk: Officer) -> None:
    clerk.opens("周明贵")
    clerk.page.keyboard.press("a")
    clerk.heads("提出审核意见")
    clerk.presses("提出审核意见")
    clerk.reads("已提出审核意见")
    clerk.clicks("逐条看怎么算的")
    clerk.heads("怎么算的：每月 1,210.00 元")
    clerk.sees("ordinary-12-explanation")
    clerk.clicks("回案件")
    clerk.clicks("开始公示 7 天")
    clerk.presses("开始公示")
    clerk.reads("公示到 11月13日")
    clerk.sees("ordinary-13-on-notice")


def proves(play: Play, assistant: Officer) -> None:
    """The village's assistant hangs the sheet and photographs the board."""
    assistant.sees("ordinary-14-assistant")
    assistant.opens("周明贵家：张贴公示表，拍照上传")
    assistant.page.locator("input[type=file]").set_input_files(play.paper("board"))
    assistant.sees("ordinary-15-board")
    assistant.presses("交照片")
    assistant.reads("照片已收到")


def stands_on_the_public_page(play: Play) -> None:
    neighbour = play.neighbour()
    neighbour.goes_to("/")
    neighbour.clicks("看公示")
    neighbour.reads("周明贵", "1,210")
    neighbour.clicks("三角社区")
    neighbour.sees("ordinary-16-notice")


def confirms(confirmer: Officer) -> None:
    confirmer.opens("周明贵")
    confirmer.clicks("确认，给予救助")
    confirmer.sees("ordinary-17-confirm")
    confirmer.presses("确认，给予救助")
    confirmer.reads("已确认，通知书已生成", "确认通知书")
    confirmer.sees("ordinary-18-confirmed")


def reads_why(zhou: Family) -> None:
    zhou.goes_to("/family/")
    zhou.clicks("看办到哪一步了")
    zhou.reads("已经批准", "1,210 元")
    zhou.sees("ordinary-19-progress")
    zhou.clicks("怎么算的")
    zhou.reads("每月 1,210 元")
    zhou.sees("ordinary-20-why")


def pays(play: Play, payer: Officer, approver: Officer) -> None:
    """The month: one proposes, another approves; the bank sends everything back."""
    payer.clicks("发放")
    payer.clicks("看 11 月")
    payer.presses("提出 11 月发放")
    payer.reads("应发 1,210.00 元", "等另一位发放复核批准")
    payer.sees("ordinary-21-month")
    approves_and_sends(play, payer, approver)
    payer.reads("退回，待更正账户")
    payer.sees("ordinary-22-replied")
    payer.presses("关账")
    payer.reads("已关账")


def approves_and_sends(play: Play, payer: Officer, approver: Officer) -> None:
    approver.clicks("发放")
    approver.clicks("2026 年 11 月")
    approver.presses("批准这一批")
    payer.page.reload()
    payer.presses("生成发放文件")
    payer.presses("送银行")
    play.work()
    payer.page.reload()


def brings_the_right_card(zhou: Family, clerk: Officer) -> None:
    """The family reads what to do; the clerk changes the card."""
    zhou.goes_to("/family/")
    zhou.clicks("看消息")
    zhou.reads("11 月的 1,210 元没有到账，银行说：账号不存在或已销户")
    zhou.goes_to("/family/")
    zhou.clicks("钱发了没有")
    zhou.reads("11 月的 1,210 元没有到账", "带身份证和银行卡")
    zhou.sees("ordinary-23-returned")
    clerk.finds("周明贵")
    clerk.clicks("SJ-2026-0001")
    clerk.sees("ordinary-24-case-returned")
    clerk.clicks("更正收款账户")
    clerk.sees("ordinary-25-account")
    clerk.answers({"卡号": CARD})
    clerk.presses("改为这张卡")
    clerk.reads("收款账户已更正", "6217 **** **** 4000")


def pays_again(play: Play, payer: Officer, approver: Officer) -> None:
    """A supplement carries what came back to the right card."""
    payer.presses("提出补充批次")
    payer.clicks("发放")
    payer.clicks("银行退回和待答")
    payer.sees("ordinary-26-exceptions")
    payer.clicks("重发")
    payer.sees("ordinary-27-reissue")
    payer.presses("重发到更正后的账户")
    payer.clicks("重发")
    payer.presses("重发到更正后的账户")
    payer.reads("银行没有退回，也没有待答的")
    payer.clicks("发放")
    payer.clicks("2026 年 11 月 补 1")
    payer.sees("ordinary-28-supplement")
    approves_and_sends(play, payer, approver)
    payer.presses("关账")
    payer.sees("ordinary-29-closed")


def sees_the_money(zhou: Family, clerk: Officer) -> None:
    zhou.goes_to("/family/money")
    zhou.reads("退回过，已重发", "已发到卡上")
    zhou.sees("ordinary-30-paid")
    clerk.opens_case("SJ-2026-0001")
    clerk.clicks("登记送达")
    clerk.answers({"怎么送达的": "当面送达"})
    clerk.presses("登记送达")
    clerk.sees("ordinary-31-after")


def the_letters_and_payments_exist() -> None:
    assert sorted(Letter.objects.values_list("kind", flat=True)) == ["accept", "confirm", "posting"]
    award = Award.objects.get()
    assert award.monthly_fen == 121_000
    arrived = Payment.objects.filter(reissue_of__isnull=False, batch__closed_on__isnull=False)
    assert sum(arrived.values_list("amount_fen", flat=True)) == 121_000
