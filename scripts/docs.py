"""Check that every relative link in the documents leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def main() -> int:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")]
    dead = [line for document in sorted(documents) for line in dead_links(document)]
    print(
        "\n".join(dead)
        or f"{len(documents)} 篇文档，链接都通 · {len(documents)} documents, every link leads somewhere"
    )
    return 1 if dead else 0


def dead_links(document: Path) -> Iterator[str]:
    for target in LINK.findall(document.read_text()):
        if "://" not in target and not (document.parent / target).exists():
            yield f"{document.relative_to(ROOT)}: {target}"


if __name__ == "__main__":
    raise SystemExit(main())
