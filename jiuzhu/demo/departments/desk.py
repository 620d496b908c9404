"""What a request gets, without the wire: signature, question, records of the world, fault."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from jiuzhu.catalogue.texts import shipped
from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.demo.departments import faults
from jiuzhu.demo.departments.faults import Fault, Kind
from jiuzhu.gateways.envelope import signature
from jiuzhu.kernel.month import Month

HUB = "/hub/"
NO_GROUND = "没有依据、用途或案件编号，不予查询"
CLOCK_SKEW = timedelta(minutes=5)


class Records(Protocol):
    """The world, as far as departments need it."""

    def records(self, source: str, id_numbers: Sequence[str], on: date) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Response:
    """`silent`: the line is closed without a word."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False


def said(status: int, body: Mapping[str, Any]) -> Response:
    """A JSON response."""
    return Response(status, json.dumps(body, ensure_ascii=False, default=str).encode())


def refused(status: int, code: str, message: str) -> Response:
    return said(status, {"code": code, "message": message})


def unsigned(request: Request, key: str, secret: str, now: datetime) -> Response | None:
    """A 401 for a request that is not signed with the shared key or was signed too long ago; None when it is sound."""
    stamp = request.headers.get("X-Time", "")
    wanted = signature(secret, stamp, request.path, request.body)
    if request.headers.get("X-Key") != key or not secrets.compare_digest(
        wanted, request.headers.get("X-Signature", "")
    ):
        return refused(401, "bad_signature", "签名不对")
    if abs(now - datetime.fromisoformat(stamp)) > CLOCK_SKEW:
        return refused(401, "stale", "请求时间与本机相差超过五分钟")
    return None


@dataclass
class Desk:
    """All departments of the catalogue behind one counter. `asked` is its log: who asked for how many, on what ground."""

    world: Records
    folder: Path
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    table: Callable[[], Catalogue] = shipped
    asked: list[dict[str, Any]] = field(default_factory=list)
    _questions: dict[str, tuple[dict[str, Any], datetime]] = field(default_factory=dict)

    def handle(self, request: Request) -> Response:
        """Answer one signed request to a department."""
        if request.path.startswith(HUB) and request.method == "POST":
            return self._ask_through(request)
        for source in self.table().sources.values():
            if request.path == f"/{source.path}/queries" and request.method == "POST":
                return self._ask(source, request)
            before = f"/{source.path}/answers/"
            if request.path.startswith(before) and request.method == "GET":
                return self._collect(source, request.path.removeprefix(before))
        return refused(404, "no_such_register", "没有这个接口")

    def _ask(self, source: Source, request: Request) -> Response:
        try:
            question = json.loads(request.body)
            lawful = _is_lawful(question, source)
            number = question["request_no"]
        except (ValueError, KeyError, TypeError):
            return refused(400, "bad_question", "请求内容不完整")
        return self._put(source, number, question) if lawful else refused(403, "no_ground", NO_GROUND)

    def _ask_through(self, request: Request) -> Response:
        """A platform asks each institution for itself; who is out of order fails alone."""
        try:
            question = json.loads(request.body)
            sources = self.table().sources
            members = {code: str(number) for code, number in question["institutions"].items()}
            lawful = all(_is_lawful(question, sources[code]) for code in members)
        except (ValueError, KeyError, TypeError, AttributeError):
            return refused(400, "bad_question", "请求内容不完整")
        if not lawful:
            return refused(403, "no_ground", NO_GROUND)
        answers = {}
        for code, number in members.items():
            answers[number] = _passed_on(self._put(sources[code], number, question | {"request_no": number}))
        return said(200, {"request_no": question["request_no"], "answers": answers})

    def _put(self, source: Source, number: str, question: dict[str, Any]) -> Response:
        ground = question["ground"]
        self._questions.setdefault(number, (question, self.now()))
        count = len(question["id_numbers"])
        self.asked.append({"source": source.code, "request_no": number, "people": count, "ground": ground})
        return self._answer(source, number)

    def _collect(self, source: Source, number: str) -> Response:
        if number not in self._questions:
            return refused(404, "no_such_question", "没有收到过这个查询")
        return self._answer(source, number)

    def _answer(self, source: Source, number: str) -> Response:
        question, asked_at = self._questions[number]
        fault = faults.read(self.folder).get(source.code)
        if fault and fault.kind is Kind.LATE and asked_at + timedelta(seconds=fault.seconds) > self.now():
            ready = asked_at + timedelta(seconds=fault.seconds)
            return said(202, {"request_no": number, "ready_at": ready.isoformat()})
        on = date.fromisoformat(question["on"])
        held = self.world.records(source.code, question["id_numbers"], on)
        records = [row for row in held if _is_asked_for(source, row, on, question["months"])]
        total = sum(record[source.total] for record in records) if source.total else 0
        answer = {
            "request_no": number,
            "as_of": on.isoformat(),
            "records": records,
            "control": {"rows": len(records), "sum_fen": total},
        }
        return _spoilt(answer, fault)


def _is_lawful(question: dict[str, Any], source: Source) -> bool:
    """Purpose, case and ground are given; money's keepers want the person's own consent. Raises for a bad question."""
    date.fromisoformat(question["on"])
    int(question["months"])
    ground = question["ground"]
    lawful = bool(question["purpose"] and question["case_no"] and ground["kind"])
    if ground["kind"] != "consent":
        lawful = lawful and bool(ground["article"]) and not source.needs_consent
    return lawful


def _is_asked_for(source: Source, row: Mapping[str, Any], on: date, months: int) -> bool:
    """Whether a record is no payment or bill of a month before the window of the question."""
    first = str(Month.of(on) - months)
    sums = [fact for fact in source.facts if fact.make == "sum"]
    of_a_month = [fact for fact in sums if all(row[name] in words for name, words in fact.where)]
    return not of_a_month or any(row[fact.by][:7] >= first for fact in of_a_month)


def _passed_on(answer: Response) -> Any:
    """What a platform hands on of a member's answer: the answer, or that there is none."""
    try:
        return json.loads(answer.body) if answer.status in (200, 202) else {"failed": answer.status}
    except ValueError:
        return {"failed": answer.status}


def _spoilt(answer: dict[str, Any], fault: Fault | None) -> Response:
    kind = fault.kind if fault else None
    if kind is Kind.ERROR:
        return refused(500, "internal", "系统内部错误")
    if kind is Kind.SILENCE:
        return Response(0, b"", silent=True)
    if kind is Kind.GARBAGE:
        return Response(200, "<html>系统维护中</html>".encode())
    if kind is Kind.ALTERED:
        answer["control"]["sum_fen"] += 1
    if kind is Kind.WRONG_TOTALS:
        answer["control"]["rows"] += 1
    if kind is Kind.DOUBLED:
        answer["records"] = answer["records"] * 2
    if kind is Kind.STRANGER:
        answer["records"] = [{"id_number": "500110199912319993"}, *answer["records"]]
        answer["control"]["rows"] += 1
    whole = said(200, answer)
    if kind is Kind.CUT:
        return Response(200, whole.body[: len(whole.body) // 2])
    return Response(200, whole.body.decode().encode("gb18030")) if kind is Kind.ENCODING else whole
