"""How personal numbers look when they are not open, and the filter that keeps them out of logs."""

import logging
import re

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
