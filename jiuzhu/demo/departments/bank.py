"""The simulated treasury-card bank: takes one file a batch number, answers with a reply file, line by line.

What happens to a card is in its last four digits, so that a demonstration can choose it: 4041 is closed, 4042 belongs
to another name, 4043 is frozen; every other card is paid. Faults of the source "treasury_card" spoil the reply.
"""

from dataclasses import dataclass
from pathlib import Path

from jiuzhu.benefits import bankfile
from jiuzhu.demo.departments import faults
from jiuzhu.demo.departments.desk import Request, Response, refused, said
from jiuzhu.demo.departments.faults import Fault, Kind
from jiuzhu.kernel.refusal import Refused
from jiuzhu.vault.files import digest_of

SOURCE = "treasury_card"
PATH = "/treasury_card/batches/"
RETURNED = {"4041": "01", "4042": "02", "4043": "03"}


@dataclass
class Bank:
    """The bank's counter; its files lie in `folder`/bank, one a batch number."""

    folder: Path

    def handle(self, request: Request) -> Response:
        """Take a batch (PUT …/number) or give its reply (GET …/number/reply)."""
        fault = faults.read(self.folder).get(SOURCE)
        if fault and fault.kind is Kind.ERROR:
            return refused(500, "internal", "系统内部错误")
        if fault and fault.kind is Kind.SILENCE:
            return Response(0, b"", silent=True)
        number, _, rest = request.path.removeprefix(PATH).partition("/")
        if not number.replace("-", "").isalnum():
            return refused(404, "no_such_batch", "没有这个批次")
        if request.method == "PUT" and not rest:
            return self._take(number, request.body)
        if request.method == "GET" and rest == "reply":
            return self._reply(number, fault)
        return refused(404, "no_such_register", "没有这个接口")

    def _take(self, number: str, content: bytes) -> Response:
        path = self._file(number)
        if path.exists():
            held = digest_of(path.read_bytes())
            return said(200 if held == digest_of(content) else 409, {"number": number, "digest": held})
        try:
            sent = bankfile.parse_sent(content, bankfile.load())
        except Refused as refusal:
            return refused(422, refusal.code, refusal.message)
        if sent.header["batch_number"] != number:
            return refused(422, "wrong_number", "文件里的批次号与报送的不一致")
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_bytes(content)
        draft.replace(path)
        return said(201, {"number": number, "digest": digest_of(content)})

    def _reply(self, number: str, fault: Fault | None) -> Response:
        path = self._file(number)
        if not path.exists() or (fault and fault.kind is Kind.LATE):
            return refused(404, "no_reply", "还没有回盘")
        if fault and fault.kind is Kind.GARBAGE:
            return Response(200, "<html>系统维护中</html>".encode())
        return Response(200, answer(path.read_bytes(), fault))

    def _file(self, number: str) -> Path:
        return self.folder / "bank" / f"{number}.txt"


def answer(content: bytes, fault: Fault | None = None) -> bytes:
    """The reply to a file; the same file gives the same reply, and a fault spoils it."""
    form = bankfile.load()
    sent = bankfile.parse_sent(content, form)
    rows = [
        {
            "payment_no": line.values["payment_no"],
            "card": line.values["card"],
            "amount_fen": line.values["amount_fen"],
            "result": RETURNED.get(line.values["card"][-4:], "00"),
        }
        for line in sent.lines
    ]
    kind = fault.kind if fault else None
    if kind is Kind.DOUBLED:
        rows.append(rows[0])
    if kind is Kind.STRANGER:
        rows.append({**rows[0], "payment_no": "999999999"})
    paid = sum(int(row["amount_fen"]) for row in rows if row["result"] == "00")
    totals = {"count": len(rows), "paid_fen": paid + (kind is Kind.WRONG_TOTALS)}
    about = {
        "version": form.version,
        "batch_number": sent.header["batch_number"],
        "made_on": sent.header["made_on"],
    }
    head = form.write(form.reply["header"], {**about, **totals})
    body = (head + "".join(form.write(form.reply["line"], row) for row in rows)).encode(form.encoding)
    trailer = form.write(form.reply["trailer"], {**totals, "digest": digest_of(body)})
    return body + trailer.encode(form.encoding)
