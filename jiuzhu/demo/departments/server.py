"""The HTTP server of all simulated partners: one process, one thread a request, on 127.0.0.1."""

import json
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from jiuzhu.catalogue.texts import shipped
from jiuzhu.catalogue.values import Catalogue
from jiuzhu.demo.departments import afar, bank, carrier, outside
from jiuzhu.demo.departments.bank import Bank
from jiuzhu.demo.departments.carrier import Carrier
from jiuzhu.demo.departments.desk import Desk, Records, Request, Response, refused, unsigned
from jiuzhu.gateways import addresses
from jiuzhu.gateways.carrier import PARTNER

KEY = "jiuzhu-demo"
SECRET_FILE = "departments.json"  # noqa: S105 - a file name
LARGEST_BODY = 64 * 1024 * 1024


class Partners:
    """Everybody behind one door that checks every signature."""

    def __init__(self, world: Records, folder: Path, table: Callable[[], Catalogue] = shipped) -> None:
        self.desk = Desk(world, folder, table=table)
        self.counters = {bank.PATH: Bank(folder), carrier.PATH: Carrier(folder)}
        self.secret = secret(folder)

    def handle(self, request: Request) -> Response:
        wrong = unsigned(request, KEY, self.secret, datetime.now(UTC))
        if wrong:
            return wrong
        counters = (one for path, one in self.counters.items() if request.path.startswith(path))
        return next(counters, self.desk).handle(request)


class Running:
    """A server in its own thread; `stop` ends it."""

    def __init__(self, server: ThreadingHTTPServer, partners: Partners) -> None:
        self.server, self.partners = server, partners
        self.base = f"http://127.0.0.1:{server.server_address[1]}"
        self._thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()

    def join(self) -> None:
        """Wait until somebody stops the server."""
        self._thread.join()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


def start(folder: Path, world: Records, port: int = 0, table: Callable[[], Catalogue] = shipped) -> Running:
    """Serve a world from now on, in a thread (port 0: any free one). `folder` holds faults, what was sent, the key."""
    folder.mkdir(parents=True, exist_ok=True)
    partners = Partners(world, folder, table)
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(partners))
    server.daemon_threads = True
    return Running(server, partners)


def connect(folder: Path, base: str, gateways: Path) -> None:
    """Write the product's address file: everybody is found at `base`, who is asked otherwise at `outside.addresses`."""
    here = {"base": base, "key": KEY, "secret": secret(folder)}
    addresses.write(
        gateways,
        {
            "*": here,
            PARTNER: here,
            afar.ENTRY: afar.address(here["secret"]),
            **outside.addresses(folder, here),
        },
    )


def secret(folder: Path) -> str:
    """The shared secret of this world (hex), made once."""
    path = folder / SECRET_FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps({"secret": secrets.token_hex(32)}), encoding="utf-8")
    value: str = json.loads(path.read_text(encoding="utf-8"))["secret"]
    return value


def _handler(partners: Partners) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            if length > LARGEST_BODY:
                self._send(refused(413, "too_large", "文件太大"))
                return
            request = Request(self.command, self.path, self.headers, self.rfile.read(length))
            self._send(partners.handle(request))

        def _send(self, response: Response) -> None:
            if response.silent:
                self.close_connection = True
                return
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            self.wfile.write(response.body)

        do_GET = do_POST = do_PUT = _serve

        def log_message(self, format: str, *args: object) -> None:
            """Silent: the desk keeps its own log, without numbers."""

    return Handler
