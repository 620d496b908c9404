"""Options of subcommands: help in Chinese, wrong use ends with 64."""

import argparse
import os
from typing import NoReturn


class Options(argparse.ArgumentParser):
    """argparse that answers wrong use with exit status 64 and takes the description from the module."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(prog=f"jiuzhu {command}", description=description, add_help=False)
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        self.exit(64, f"参数不对：{message}\n")


def django_ready() -> None:
    """Load settings and models; commands that need no database never call this."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
