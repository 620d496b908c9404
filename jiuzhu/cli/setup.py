"""`jiuzhu setup`: keys, tables, static files. Repeatable; keys and data that are there stay as they are."""

import os

from jiuzhu.cli.options import Options, django_ready


def run(argv: list[str]) -> int:
    Options("setup", "准备密钥、数据库和静态文件，可以重复执行。").parse_args(argv)
    prepare()
    return 0


def prepare() -> None:
    """Everything a server needs before it starts."""
    tables()
    from django.core.management import call_command

    print("▸ 静态文件 · static files", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)


def tables() -> None:
    """Keys and tables. Only here may keys be made: a server that misses them must stop, not start with new ones."""
    os.environ["JIUZHU_MAKE_KEYS"] = "1"
    django_ready()
    del os.environ["JIUZHU_MAKE_KEYS"]
    from django.conf import settings
    from django.core.management import call_command

    settings.HOME.chmod(0o700)
    print("▸ 数据库 · migrations", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
