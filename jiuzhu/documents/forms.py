"""What each kind of letter is called, how it is numbered, and what its data must hold.

Shapes of the data (days are `date` or ISO text, amounts integer 分, everything else words in Chinese):

    to, reason, account, place, village, phone, category   text
    applied_on, due_on, posted_on, from_on, until_on       day
    from_month, until_month                                "2026-11"
    stage                                                  review or confirmed
    days                                                   length of a review notice; None for a confirmed one
    change                                                 stop, less, more, or back (with until_month and back_fen)
    monthly_fen, old_fen, new_fen                          分 a month, whole household
    back_fen                                               分 in all, for months that are over
    amounts      [{from_month, monthly_fen}]: each month on which another amount begins, where it is not new_fen from from_month on
    members      [name]              laws   ["《中华人民共和国社会救助法》第十八条、第二十条"]
    contact      {name, phone}       where  {name, phone, place}: who does deal with it
    missing      [{what, who, how}]: everything that is missing, once (民发〔2021〕57号 第10条); of an acceptance, what is to follow
    parts        [{label, how, fen}]: adds up to monthly_fen
    reasons      [{title, text}]     not_reasons, you_may, steps   [text]
    differences  [{what, who, declared, found, source}]
    heard        {on, said, answer}: the family's view before a decrease (社会救助法 第四十八条)
    rows         [{name, members, programme, monthly_fen}] and nothing else (民发〔2021〕57号 第24条)
    derivation   [{no, name, how, value, law}]: optional second page of a decision
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiuzhu.documents.kinds import LetterKind, Programme

POSTED = frozenset(("name", "members", "programme", "monthly_fen"))
"""All that a public notice may say about a family."""

_SHORT = {
    Programme.DIBAO: "低保",
    Programme.DIBIAN: "边缘",
    Programme.TEKUN: "特困",
    Programme.GANGXING: "刚性",
    Programme.LINSHI: "临时",
}
_RECOGNISED = (Programme.DIBIAN, Programme.GANGXING)
_CHANGES = {"stop": "停发", "less": "减发", "more": "增发", "back": "补发"}


@dataclass(frozen=True)
class Form:
    """`word` follows the programme in the number (綦三角低保确〔2026〕112号); `needs` are the keys it cannot do without."""

    word: str
    title: str
    needs: frozenset[str]
    may: frozenset[str] = frozenset()


def _form(word: str, title: str, needs: str, may: str = "") -> Form:
    return Form(word, title, frozenset(["programme", *needs.split()]), frozenset(may.split()))


FORMS = {
    LetterKind.ACCEPT: _form(
        "受", "{name}申请受理通知书", "to applied_on application_no members due_on contact", "steps missing"
    ),
    LetterKind.CORRECT: _form("补", "一次性补正告知书", "to applied_on missing due_on contact"),
    LetterKind.NOT_OURS: _form(
        "转", "不予受理（转介）告知书", "to applied_on reason where laws contact", "you_may"
    ),
    LetterKind.POSTING: _form(
        "示", "{name}{stage}", "stage village rows posted_on from_on until_on days phone place"
    ),
    LetterKind.CONFIRM: _form(
        "确",
        "{name}{verb}通知书",
        "to applied_on members monthly_fen parts from_month account laws contact",
        "category derivation",
    ),
    LetterKind.DECLINE: _form(
        "不确",
        "不予{verb}{name}告知书",
        "to applied_on reasons not_reasons you_may laws contact",
        "derivation",
    ),
    LetterKind.DIFFERENCES: _form(
        "核", "家庭经济状况核对不符告知书", "to applied_on differences due_on contact"
    ),
    LetterKind.TAPERING: _form(
        "渐",
        "{name}渐退告知书",
        "to reason monthly_fen from_month until_month heard laws contact",
        "derivation",
    ),
    LetterKind.CHANGE: _form(
        "变",
        "{name}{change}告知书",
        "to change old_fen new_fen from_month reasons laws contact",
        "heard derivation until_month back_fen amounts",
    ),
}


def check(kind: LetterKind, data: Mapping[str, Any]) -> None:
    """Raise ValueError when data lack a key of their kind or hold one it does not know."""
    form = FORMS[kind]
    wrong = (form.needs - data.keys()) | (data.keys() - form.needs - form.may)
    if wrong:
        raise ValueError(f"data of a {kind.value} letter: missing or unknown {sorted(wrong)}")
    if kind == LetterKind.POSTING and any(row.keys() != POSTED for row in data["rows"]):
        raise ValueError(f"a posted row holds exactly {sorted(POSTED)}")


def word(kind: LetterKind, data: Mapping[str, Any]) -> str:
    """What stands between the office's sign and the year: 低保确, 边缘不确."""
    return _SHORT[Programme(data["programme"])] + FORMS[kind].word


def title(kind: LetterKind, data: Mapping[str, Any]) -> str:
    """The heading: 最低生活保障确认通知书, 不予认定最低生活保障边缘家庭告知书."""
    programme = Programme(data["programme"])
    return FORMS[kind].title.format(
        name=programme.label,
        verb="认定" if programme in _RECOGNISED else "确认",
        change=_CHANGES.get(data.get("change", ""), ""),
        stage="审核公示" if data.get("stage") == "review" else "确认公布",
    )


def subject(data: Mapping[str, Any]) -> str:
    """The programme in full: 最低生活保障."""
    return Programme(data["programme"]).label
