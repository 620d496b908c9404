"""Draw the icon sprite: `python scripts/icons.py FOLDER NAME…` adds icons from an unpacked @tabler/icons package.

The sprite keeps what it has; `vendor/README.md` says where the package comes from.
"""

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).parent.parent / "jiuzhu/web/ui/static/vendor/tabler-icons/icons.svg"
_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)".*?</symbol>', re.S)
_DRAWN = re.compile(r"<(?:path|circle|line|rect|polyline)\b[^>]*/>")


def symbol(name: str, svg: str) -> str:
    """One outline icon as a symbol that takes its colour and width from where it is used."""
    strokes = "".join(part for part in _DRAWN.findall(svg) if 'stroke="none"' not in part)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{strokes}</symbol>'


def main(folder: str, *names: str) -> None:
    known = {}
    if SPRITE.exists():
        known = {match[1]: match[0] for match in _SYMBOL.finditer(SPRITE.read_text("utf-8"))}
    for name in names:
        known[name] = symbol(name, (Path(folder) / "icons/outline" / f"{name}.svg").read_text("utf-8"))
    symbols = "\n".join(known[name] for name in sorted(known))
    SPRITE.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n', "utf-8")
    print(f"{len(known)} 个图标")


if __name__ == "__main__":
    main(*sys.argv[1:])
