"""A colour that can be read at one width can be read at all of them: browsers look for contrast once a page."""

import re

from tests.architecture.source import ROOT

STYLES = ROOT / "jiuzhu" / "web" / "ui" / "static" / "jz"
BY_WIDTH = re.compile(r"@media[^{]*(?:width|height)[^{]*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")

COLOUR = re.compile(
    r"\s*(?:[\w-]*color|background[\w-]*|opacity|filter)\s*:|[^:]*:.*(?:#|rgb|oklch|color-mix)"
)


def by_width(text: str) -> list[str]:
    """What a style sheet says for some widths only."""
    return BY_WIDTH.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.S))


def test_no_width_of_a_window_changes_a_colour():
    told = {sheet.name: by_width(sheet.read_text()) for sheet in STYLES.glob("*.css")}
    assert sum(map(len, told.values())) > 5
    changed = [
        (name, rule)
        for name, blocks in told.items()
        for rule in re.findall(r"[^;{}]+", " ".join(blocks))
        if COLOUR.match(rule)
    ]
    assert changed == []


def test_a_colour_for_a_width_would_be_found():
    assert by_width("a { color: red } @media (max-width: 700px) { b { color: blue; } }") == [
        " b { color: blue; }"
    ]


def test_large_type_changes_no_colour():
    told = re.findall(r"[^;{}]+", (STYLES / "large.css").read_text())
    assert len(told) > 20 and [rule for rule in told if COLOUR.match(rule)] == []
