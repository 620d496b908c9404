"""Fetch a request for an act: right place, right duty, no relative of theirs. The row is locked for the transaction."""

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.verification.assist.kinds import MAY_ASSIST, Direction
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.assist.queries import is_recused


def request_for(number: str, direction: Direction, by: Scope) -> Request:
    """The request of that side, if `by` may act on it. Raises Refused."""
    row = Request.objects.select_for_update(of=("self",)).filter(number=number, direction=direction).first()
    if row is None:
        raise Refused("not_found", f"没有编号为 {number} 的协查，请核对编号。")
    by.demand(row.region_code, *MAY_ASSIST)
    if is_recused(by, row):
        raise Refused(
            "recused", "这项协查里有您的近亲属，您要回避，请由其他同事办理。", "民发〔2021〕57号 第11条"
        )
    return row


def part_of(row: Request, part_id: int) -> Part:
    """One question of a request. Raises Refused."""
    part = row.parts.select_related("person", "query", "authorisation").filter(pk=part_id).first()
    if part is None:
        raise Refused("not_found", "这项协查里没有这一问，请刷新页面再看。")
    return part
