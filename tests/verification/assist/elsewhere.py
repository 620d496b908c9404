"""The installation of another province, as a process of its own with its own keys and database: `serve PORT`, or `answer`.

The environment says where its home, database and addresses are.
"""

import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from config.wsgi import application  # noqa: E402
from jiuzhu.jobs.queue import work_once  # noqa: E402
from jiuzhu.org.actions import load_regions, open_office  # noqa: E402
from jiuzhu.org.kinds import Level  # noqa: E402
from jiuzhu.org.scope import Scope  # noqa: E402
from jiuzhu.verification.assist import actions  # noqa: E402
from jiuzhu.verification.assist.kinds import Direction  # noqa: E402
from jiuzhu.verification.assist.models import Request  # noqa: E402
from tests.verification.assist.conftest import DIVISIONS, OUTSIDE, year_of_pension  # noqa: E402

SETUP = Scope.system("setup")
LUO = Scope("officer", "officer:51", "罗春", (("verifier", OUTSIDE),), login_id=51)


class Quiet(WSGIRequestHandler):
    def log_message(self, *told: object) -> None:
        """Nothing: the test reads what this process prints."""


def tell(word: str) -> None:
    """To the test, which reads it."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def serve(port: int) -> None:
    """Open the county's bureau and answer requests until the test ends this process."""
    load_regions(DIVISIONS, by=SETUP)
    open_office("红花岗区民政局", "区民政局", Level.COUNTY, OUTSIDE, None, "0851-00000000", by=SETUP)
    with make_server("127.0.0.1", port, application, handler_class=Quiet) as server:
        tell("ready")
        server.serve_forever()


def answer() -> None:
    """An officer types in what was found, and the worker tells the asking side."""
    row = Request.objects.get(direction=Direction.IN)
    at = timezone.now()
    for part in row.parts.all():
        actions.answer(row.number, Direction.IN, part.pk, row.made_on, year_of_pension(), at, by=LUO)
    job = work_once({actions.JOB: lambda payload: actions.deliver(payload, at=at)}, now=at)
    tell("told" if job and not job.error else "not told")


if __name__ == "__main__":
    serve(int(sys.argv[2])) if sys.argv[1] == "serve" else answer()
