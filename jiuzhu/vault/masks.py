"""How personal numbers look when they are not open; the filter and the formatter that keep them out of logs."""

import logging
import re
import traceback
from typing import Any

_LONG_NUMBER = re.compile(r"(?<!\d)\d{6}(\d{5,11})\d{2}[\dXx]{0,2}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")


def mask_id(number: str) -> str:
    """500222**********1X: six, ten stars, two."""
    return f"{number[:6]}{'*' * 10}{number[-2:]}" if len(number) == 18 else "*" * len(number)


def mask_phone(number: str) -> str:
    """138****6207."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 11 else "*" * len(number)


def mask_card(number: str) -> str:
    """6217 **** **** 0431."""
    return f"{number[:4]} **** **** {number[-4:]}" if len(number) >= 12 else "*" * len(number)


def mask_name(name: str) -> str:
    """冉*明, 冉*: the first and, from three characters on, the last."""
    if len(name) <= 1:
        return name
    return name[0] + "*" * max(1, len(name) - 2) + (name[-1] if len(name) > 2 else "")


class LogMask(logging.Filter):
    """Last line of defence: numbers as long as an identity or card number, and phones, never reach a log."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        masked = _PHONE.sub(r"\1****\2", _LONG_NUMBER.sub("[号码]", text))
        if masked != text:
            record.msg, record.args = masked, ()
        return True


class LogLine(logging.Formatter):
    """An exception by its places and its class; its words are left out, for a database's may quote a whole row."""

    def formatException(self, ei: Any) -> str:
        """From the one that was raised last down to the one that began it."""
        chain: list[BaseException] = []
        error: BaseException | None = ei[1]
        while error is not None and error not in chain:
            chain.append(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        told = ["".join(traceback.format_tb(one.__traceback__)) + type(one).__qualname__ for one in chain]
        return "\nafter:\n".join(told)
