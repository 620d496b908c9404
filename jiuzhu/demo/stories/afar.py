"""Ask another province about a member who works there: the request leaves as a signed file, and so does the answer come."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jiuzhu.casework import actions
from jiuzhu.demo.departments import afar
from jiuzhu.demo.stories.way import Way
from jiuzhu.demo.world.reckoning import last_months
from jiuzhu.kernel.fen import parse_yuan
from jiuzhu.org.calendar import add_workdays
from jiuzhu.verification.assist import actions as assist
from jiuzhu.verification.assist.centres import partner
from jiuzhu.verification.assist.kinds import PartState
from jiuzhu.verification.assist.kinds import Way as Travel
from jiuzhu.verification.assist.models import Request
from jiuzhu.verification.assist.paper import opened, signed
from jiuzhu.verification.assist.queries import open_numbers
from jiuzhu.verification.assist.telling import message

VERIFIER = "luojing"
WORKDAYS = 10


def ask_elsewhere(way: Way) -> Request:
    """The verification centre sends what only the other province knows, under the worker's own consent."""
    stage, told = way.stage, way.family.told["elsewhere"]
    by = stage.scope(VERIFIER)
    wanted = [(way.people[told["who"]].pk, told["register"])]
    until = add_workdays(stage.on, WORKDAYS)
    row = actions.ask_elsewhere(
        way.no, assist.Centre(told["region"]), wanted, told["reason"], until, stage.on, by=by, days=WORKDAYS
    )
    row = assist.send(row.number, stage.on, by=by)
    stage.expect("没有连线，按文件送", row.way, Travel.PAPER)
    stage.say(VERIFIER, f"请{row.peer_name}协查", f"{row.number}：{told['reason']}")
    waiting = [tile.register.code for tile in way.report().unheard]
    stage.expect("还没有答的", waiting, [told["register"]])
    return row


def hear_elsewhere(way: Way, row: Request) -> None:
    """The other centre answers the file with a file; what it says joins the case's report as any answer does."""
    stage, to = way.stage, partner(row.peer_code)
    if to is None:
        stage.expect("和对方约定的密钥", None, afar.KEY)
        return
    by = stage.scope(VERIFIER)
    open_numbers(by, row, stage.on, purpose=f"协查文件 {row.number}")
    asked = signed(message(row, stage.on), to, stage.now).encode()
    came = afar.answer(asked, lambda who, register: _held(way, who, register), to.secret, stage.on, stage.now)
    sender, text = opened(came)
    assist.take_message(text, sender, stage.now, by=by)
    stage.expect("协查都答了", {part.state for part in row.parts.all()}, {PartState.ANSWERED.value})
    page = way.report()
    stage.expect("问了没有答的来源", [tile.register.code for tile in page.unheard], [])
    rows = row.parts.filter(query__answer__rows__gt=0).values_list("query__answer__rows", flat=True)
    stage.say(
        afar.NAME,
        f"答复 {sum(rows)} 条记录，并入报告",
        f"第 {page.version} 版核对报告，{len(page.open_rows)} 处不一致",
    )


def _held(way: Way, who: str, register: str) -> Sequence[Mapping[str, Any]]:
    """The tax records of that province: a year of one wage."""
    told = way.family.told["elsewhere"]
    number = next(one["id_number"] for one in way.family.told["members"] if one["id"] == told["who"])
    if (who, register) != (number, told["register"]):
        return []
    months, fen = last_months(date.fromisoformat(way.chapter.on)), parse_yuan(told["monthly"])
    row = {"id_number": who, "item": "wage", "payer": told["payer"], "income_fen": fen, "tax_fen": 0}
    return [row | {"month": str(month)} for month in months]
