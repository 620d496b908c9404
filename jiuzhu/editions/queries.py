"""Which edition is in force, and any that ever was."""

from functools import lru_cache

from jiuzhu.editions.models import Edition
from jiuzhu.policy.edition import Edition as EditionText
from jiuzhu.policy.edition import shipped


def current() -> EditionText:
    """The edition in force: the shipped text (published overlays will be composed onto it here)."""
    return shipped()


@lru_cache(maxsize=8)
def load(digest: str) -> EditionText:
    """An edition from the archive; raises ValueError when its text no longer has the hash it was kept under."""
    row = Edition.objects.get(hash=digest)
    edition = EditionText.from_texts(row.texts)
    if edition.hash != digest:
        raise ValueError(f"edition {digest[:16]} was altered in the archive")
    return edition
