"""Options of subcommands: help in Chinese, wrong use ends with 64."""

import argparse
import os
import re
from typing import NoReturn

_WRONG = (
    (r"the following arguments are required: (.+)", r"还缺 \1"),
    (r"unrecognized arguments: (.+)", r"没有 \1 这个参数"),
    (r"argument (\S+): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能写 \2，可以写 \3"),
    (r"argument (\S+): invalid \S+ value: (.+)", r"\1 的值 \2 写得不对"),
    (r"argument (\S+): expected one argument", r"\1 后面要写一个值"),
)
"""What argparse says of wrong use, and how this house says it."""
_HEADS = (("usage: ", "用法："), ("positional arguments:", "要写的："), ("options:", "可以写的："))


class Options(argparse.ArgumentParser):
    """argparse that answers wrong use with exit status 64 and takes the description from the module."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(prog=f"jiuzhu {command}", description=description, add_help=False)
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        return _headed(super().format_usage())

    def format_help(self) -> str:
        return _headed(super().format_help())

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        for english, chinese in _WRONG:
            message = re.sub(english, chinese, message)
        self.exit(64, f"参数不对：{message}\n")


def port(text: str) -> int:
    """A number of a port; ValueError for any other, which argparse says in its own words."""
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError(text)
    return number


def _headed(text: str) -> str:
    for english, chinese in _HEADS:
        text = text.replace(english, chinese, 1)
    return text


def django_ready() -> None:
    """Load settings and models; commands that need no database never call this."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
