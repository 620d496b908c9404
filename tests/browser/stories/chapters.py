"""What every story goes through, as those whose duty it is click it: acceptance, survey, visit, notice, decision, month."""

from tests.browser.stories.people import Officer, Person, Play


def accepts(clerk: Officer, number: str, name: str) -> None:
    """The application is on the worklist; it becomes a case."""
    clerk.goes_to("/desk/")
    clerk.clicks(name)
    clerk.reads(number)
    clerk.clicks("受理")
    clerk.presses("受理")
    clerk.reads("已受理，受理通知书已生成")
    clerk.heads(f"{name}家庭")


def asks(play: Play, clerk: Officer, name: str) -> None:
    """The survey is started, every department is asked, and the worker carries the questions."""
    clerk.opens(name)
    clerk.clicks("启动家庭经济状况调查")
    clerk.presses("启动调查")
    clerk.clicks("发起核对")
    clerk.presses("发起核对")
    play.work()


def visits(play: Play, surveyor: Officer, name: str, second: str, signers: list[str], house: str) -> None:
    """At the door, on a phone: what was seen, a photo, who was there signs."""
    surveyor.opens(name)
    surveyor.clicks("填入户调查表")
    surveyor.answers({"和谁一起去的": second, "房屋": house})
    surveyor.page.locator("input[name=photos]").set_input_files(play.paper("house"))
    for signer in ("同行的调查人员", *signers):
        surveyor.signs(f"{signer}签名")
    surveyor.presses("提交入户调查")
    surveyor.reads("入户调查已记录")


def proposes(clerk: Officer, name: str) -> None:
    """With the key of the primary act."""
    clerk.opens(name)
    clerk.page.keyboard.press("a")
    clerk.heads("提出审核意见")
    clerk.presses("提出审核意见")
    clerk.reads("已提出审核意见")


def posts(clerk: Officer, until: str) -> None:
    clerk.clicks("开始公示")
    clerk.presses("开始公示")
    clerk.reads(f"公示到 {until}")


def proves(play: Play, assistant: Officer, name: str) -> None:
    """The village's assistant hangs the sheet and photographs the board."""
    assistant.opens(f"{name}家：张贴公示表，拍照上传")
    assistant.page.locator("input[type=file]").set_input_files(play.paper("board"))
    assistant.presses("交照片")
    assistant.reads("照片已收到")


def confirms(confirmer: Officer, name: str) -> None:
    confirmer.opens(name)
    confirmer.clicks("确认，给予救助")
    confirmer.presses("确认，给予救助")
    confirmer.reads("已确认，通知书已生成", "确认通知书")


def proposes_month(payer: Officer, month: str, total: str) -> None:
    payer.clicks("发放")
    payer.clicks(f"看 {month} 月")
    payer.presses(f"提出 {month} 月发放")
    payer.reads(f"应发 {total} 元", "等另一位发放复核批准")


def approves_and_sends(play: Play, payer: Officer, approver: Officer, month: str) -> None:
    """Another person approves; the file goes to the bank, whose reply comes by itself."""
    approver.clicks("发放")
    approver.clicks(f"2026 年 {month} 月")
    approver.presses("批准这一批")
    payer.page.reload()
    payer.presses("生成发放文件")
    payer.presses("送银行")
    play.work()
    payer.page.reload()


def reads_the_result(family: Person, monthly: str) -> None:
    """On the phone: how far it is, and how the amount came about."""
    family.goes_to("/family/")
    family.clicks("看办到哪一步了")
    family.reads("已经批准", f"{monthly} 元")
    family.clicks("怎么算的")
    family.heads(f"每月 {monthly} 元")
