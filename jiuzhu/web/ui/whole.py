"""A whole number that somebody typed, or that stands in an address."""

LARGEST = 2**63 - 1
"""The largest number that a row can have."""


def whole(text: str) -> int | None:
    """12 of "12"; None of all that is none: "", "-1", "²", digits wider than these, more than a row's number can be."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))):
        return None
    number = int(text)
    return number if number <= LARGEST else None
