"""`jiuzhu web`: granian serves config.wsgi."""

import os

from jiuzhu.cli.options import Options, port


def run(argv: list[str]) -> int:
    options = Options("web", "启动网页服务。")
    options.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
    options.add_argument(
        "--port", type=port, default=os.environ.get("PORT", "8000"), help="端口，1 到 65535，默认 8000"
    )
    options.add_argument("--workers", type=int, default=2, help="进程数，默认 2")
    args = options.parse_args(argv)
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.workers,
        blocking_threads=2,
        respawn_failed_workers=True,
        websockets=False,
    ).serve()
    return 0
