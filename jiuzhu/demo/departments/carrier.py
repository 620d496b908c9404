"""The simulated text-message carrier: keeps each message once, under the sender's number, and says what became of it.

What happens to a phone is in its last four digits, so that a demonstration can choose it: 4041 does not exist, 4042
takes no messages; every other phone gets its message. Faults of the source "sms" hold it up.
"""

import json
import threading
from dataclasses import dataclass, field
from pathlib import Path

from jiuzhu.demo.departments import faults
from jiuzhu.demo.departments.desk import Request, Response, refused, said
from jiuzhu.demo.departments.faults import Kind
from jiuzhu.gateways.carrier import PARTNER
from jiuzhu.gateways.envelope import digest

PATH = "/sms/messages/"
REJECTED = {"4041": ("no_such_phone", "空号"), "4042": ("blocked", "机主拒收")}


@dataclass
class Carrier:
    """The carrier's counter; what it sent lies in `folder`/sms, one file a number."""

    folder: Path
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def handle(self, request: Request) -> Response:
        """Take one message (PUT …/number); the second delivery of a number is refused with the first one's receipt."""
        fault = faults.read(self.folder).get(PARTNER)
        if fault and fault.kind is Kind.ERROR:
            return refused(500, "internal", "系统内部错误")
        if fault and fault.kind is Kind.GARBAGE:
            return Response(200, "<html>系统维护中</html>".encode())
        number = request.path.removeprefix(PATH)
        if request.method != "PUT" or not number.replace("-", "").isalnum():
            return refused(404, "no_such_door", "没有这个接口")
        with self._one_at_a_time:
            answer = self._take(number, request.body)
        return Response(0, b"", silent=True) if fault and fault.kind is Kind.SILENCE else answer

    def _take(self, number: str, body: bytes) -> Response:
        path = self.folder / "sms" / f"{number}.json"
        if path.exists():
            return said(409, json.loads(path.read_text(encoding="utf-8"))["answer"])
        try:
            message = json.loads(body)
            phone, text = str(message["phone"]), str(message["text"])
        except (ValueError, KeyError, TypeError):
            return refused(400, "bad_message", "内容不完整")
        if phone[-4:] in REJECTED:
            return refused(422, *REJECTED[phone[-4:]])
        path.parent.mkdir(parents=True, exist_ok=True)
        answer = {"receipt": f"YD-{number}", "digest": digest(body)}
        draft = path.with_suffix(".new")
        draft.write_text(
            json.dumps({"phone": phone, "text": text, "answer": answer}, ensure_ascii=False), "utf-8"
        )
        draft.replace(path)
        return said(201, answer)
