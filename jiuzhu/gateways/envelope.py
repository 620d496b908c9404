"""What goes over the wire: the question, the answer or its absence, and the signature on both."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from cryptography.hazmat.primitives import hashes, hmac


class Silence(StrEnum):
    """Why there is no answer; stored with the query and shown to the desk."""

    NOT_CONNECTED = "not_connected"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    REFUSED = "refused"
    GARBLED = "garbled"
    WRONG_TOTALS = "wrong_totals"
    PAUSED = "paused"
    WRONG_HOST = "wrong_host"
    NOT_LET_IN = "not_let_in"
    BY_FILE = "by_file"
    """Nobody is asked: the register is delivered as a file, the lake knows."""
    STALE = "stale"
    UNSURE = "unsure"
    WITH_OFFICER = "with_officer"
    """No line: an officer of the department looks and writes it down."""

    @property
    def label(self) -> str:
        return _SILENCES[self]


_SILENCES = {
    Silence.NOT_CONNECTED: "还没有接通这个部门",
    Silence.UNREACHABLE: "连不上或超时",
    Silence.FAILED: "对方系统出错",
    Silence.REFUSED: "对方拒绝（签名、权限或格式）",
    Silence.GARBLED: "答复的内容读不懂",
    Silence.WRONG_TOTALS: "答复的行数或合计对不上",
    Silence.PAUSED: "对方连续不通，暂停一分钟再问",
    Silence.WRONG_HOST: "对方主机的密钥和登记的不一样，或者还没有登记，没有连",
    Silence.NOT_LET_IN: "登录不了对方的主机：用户、密钥或密码不对",
    Silence.BY_FILE: "这个来源定期报送整份数据，还没有送来",
    Silence.STALE: "对方的数据已经过期，等更新了再问",
    Silence.UNSURE: "送来的数据里有这个人的一行读不懂，已请对方更正",
    Silence.WITH_OFFICER: "没有连线，等这个部门的经办人查好填写",
}


NOT_ON_THE_LINE = frozenset({Silence.BY_FILE, Silence.WITH_OFFICER})
"""Reasons that asking again over the line does not change."""


class Column(Protocol):
    """What the connector must know of a column to check it; the catalogue's fields are such."""

    @property
    def type(self) -> str: ...
    @property
    def words(self) -> Collection[str]: ...


@dataclass(frozen=True)
class Question:
    """One lawful question to one source about the state on the day `on`.

    What happens month by month (pay, allowances, bills) is asked for over `months` full months before it. `columns` and `total` say what a well-formed answer holds; they stay here and are not sent.
    """

    request_no: str
    source: str
    path: str
    id_numbers: tuple[str, ...]
    purpose: str
    ground: Mapping[str, str]
    case_no: str
    on: date
    columns: Mapping[str, Column]
    total: str = ""
    months: int = 12

    def body(self) -> dict[str, Any]:
        return {
            "request_no": self.request_no,
            "source": self.source,
            "id_numbers": list(self.id_numbers),
            "purpose": self.purpose,
            "ground": dict(self.ground),
            "case_no": self.case_no,
            "on": self.on.isoformat(),
            "months": self.months,
        }

    def __repr__(self) -> str:
        return f"<Question {self.request_no} to {self.source}>"


@dataclass(frozen=True, repr=False)
class Reply:
    """A checked answer: records of the people asked about, true on `as_of`, and the `way` by which it came ("" untold).

    It does not print what it holds. The same said by another way is the same answer.
    """

    request_no: str
    as_of: date
    records: tuple[Mapping[str, Any], ...]
    way: str = field(default="", compare=False)

    def __repr__(self) -> str:
        return f"<Reply {self.request_no}: {len(self.records)} records>"


@dataclass(frozen=True)
class Later:
    """The department took the question and will have the answer at a moment."""

    request_no: str
    ready_at: datetime


@dataclass(frozen=True)
class NoAnswer:
    """Asked, and no usable answer. `detail` is for the engineer; it never holds what was received."""

    reason: Silence
    detail: str = ""


Outcome = Reply | Later | NoAnswer


def signature(secret: str, time: str, path: str, body: bytes) -> str:
    """HMAC-SM3 over time, path and body, each on its own line; 64 hex digits."""
    mac = hmac.HMAC(bytes.fromhex(secret), hashes.SM3())
    mac.update(f"{time}\n{path}\n".encode() + body)
    return mac.finalize().hex()


def digest(content: bytes) -> str:
    """SM3 of a file or an answer; 64 hex digits."""
    sum_ = hashes.Hash(hashes.SM3())
    sum_.update(content)
    return sum_.finalize().hex()
