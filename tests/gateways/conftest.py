"""One small world, and two ways to its departments: in this process, and over real HTTP."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest

from jiuzhu.catalogue.texts import shipped
from jiuzhu.demo.departments import faults, server
from jiuzhu.demo.departments.desk import Request
from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.carrier import Carrier
from jiuzhu.gateways.departments import Departments
from jiuzhu.gateways.envelope import Question
from jiuzhu.gateways.line import Line, Patience

LI = "500222198703121234"
WANG = "500222196203125678"
ON = date(2026, 11, 12)
ACCOUNT = {
    "id_number": LI,
    "kind": "活期",
    "number": "6217000000000431",
    "balance_fen": 1_608_455,
    "opened_on": "2019-04-01",
}


BILLS = [
    {
        "id_number": LI,
        "hospital": "綦江区人民医院",
        "setting": "inpatient",
        "diagnosis": "",
        "settled_on": day,
        "total_fen": 500_000,
        "insured_fen": 300_000,
        "self_paid_fen": 200_000,
    }
    for day in ("2026-09-30", "2025-12-01")
]


class SmallWorld:
    """Li has one account at bank.a and two hospital bills; nobody has anything else."""

    def records(self, code, id_numbers, on):
        return {"bank.a": [ACCOUNT], "yibao.jiuyi": BILLS}.get(code, []) if LI in id_numbers else []


class InProcess(httpx.BaseTransport):
    """The partners without a socket: what they do must be the same with one."""

    def __init__(self, partners):
        self.partners = partners

    def handle_request(self, request):
        path = request.url.raw_path.decode()
        answer = self.partners.handle(Request(request.method, path, request.headers, request.read()))
        if answer.silent:
            raise httpx.RemoteProtocolError("closed", request=request)
        return httpx.Response(answer.status, content=answer.body, headers=dict(answer.headers))


@dataclass
class Door:
    """A line to the partners, their address, the folder that takes faults, and themselves."""

    line: Line
    address: Address
    folder: Path
    partners: server.Partners


@pytest.fixture(params=["fake", "real"])
def door(request, tmp_path):
    """The partners of the small world, in this process or behind a real server."""
    running = server.start(tmp_path, SmallWorld()) if request.param == "real" else None
    partners = running.partners if running else server.Partners(SmallWorld(), tmp_path)
    base, transport = (running.base, None) if running else ("http://partners.test", InProcess(partners))
    line = Line(Patience(attempts=2, timeout=2.0), transport=transport, sleep=lambda seconds: None)
    yield Door(line, Address(base, server.KEY, partners.secret), tmp_path, partners)
    line.close()
    if running:
        running.stop()


@pytest.fixture
def departments(door):
    """The connector to the small world's departments; `.log` is what they noted."""
    connector = Departments(door.line, lambda name: door.address)
    connector.log, connector.address = door.partners.desk.asked, door.address
    return connector


@pytest.fixture
def carrier(door):
    """The connector to the simulated carrier."""
    return Carrier(door.line, lambda name: door.address)


@pytest.fixture
def fault(door):
    """Give one partner a fault."""
    return lambda code, kind, seconds=0: faults.put(door.folder, code, faults.Fault(kind, seconds))


def question(code="bank.a", who=LI, number="CX-1", ground=None, months=12):
    """A lawful question about one person."""
    asked = shipped().sources[code]
    return Question(
        request_no=number,
        source=code,
        path=asked.path,
        id_numbers=(who,),
        purpose="apply",
        ground=ground or {"kind": "consent", "authorisation_no": "SQ-1"},
        case_no="SJ-2026-0001",
        on=ON,
        columns=asked.fields,
        total=asked.total,
        months=months,
    )
