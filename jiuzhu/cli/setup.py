"""`jiuzhu setup`: keys, tables, static files. Repeatable; keys and data that are there stay as they are."""

import os

from jiuzhu.cli.options import Options, django_ready

PUT_BACK = "请把备份的密钥文件放回这里，再运行一次；没有新做密钥，数据库没有动。"


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

    demand_own_keys()
    settings.HOME.chmod(0o700)
    print("▸ 数据库 · migrations", flush=True)
    call_command("migrate", interactive=False, verbosity=0)


def demand_own_keys() -> None:
    """Stop before a database that was signed with other keys; keys just made for it are taken back.

    They would open nothing of it, and what is written from now on would need them: two rings, of which each opens a half.
    """
    from django.conf import settings
    from django.db import connection

    from jiuzhu.trail.chain import is_signed
    from jiuzhu.trail.models import Block, Entry
    from jiuzhu.trail.queries import tip
    from jiuzhu.vault.seal import ring

    if not {Block._meta.db_table, Entry._meta.db_table} <= set(connection.introspection.table_names()):
        return
    if not settings.KEYS_WERE_THERE and Entry.objects.exists():
        settings.KEY_FILE.unlink()
        raise SystemExit(f"✗ 数据库里已经有数据，却没有密钥文件 {settings.KEY_FILE}。{PUT_BACK}")
    last = tip()
    if last and not is_signed("block", last.digest, last.signature, ring().signer.public_key()):
        raise SystemExit(f"✗ 密钥文件 {settings.KEY_FILE} 和数据库不是一套：留痕不是用它签的。{PUT_BACK}")
