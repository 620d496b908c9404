"""Where a new text of a rule begins: the one in force, as a file of its own, dated from the new day. Pure."""

import re
from datetime import date

from jiuzhu.policy.amend.describe import text_in_force, written
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.amended import number_of
from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.numbers import NATION
from jiuzhu.policy.programmes import library_of

_UNTIL = re.compile(r'\s*\buntil="[^"]*",?')
_SINCE = re.compile(r'\bsince="[^"]*"')


def to_rewrite(edition: Edition, name: str, region: str, on: date) -> tuple[str, str] | None:
    """(path, text) of a rule file that holds one rule as it stands in a region on a day, to be written anew from that day."""
    version = text_in_force(library_of(edition), name, region, on.toordinal())
    if version is None:
        return None
    text = edition.texts[version.path]
    imports = [line for line in text.splitlines() if line.startswith("from jiuzhu.policy.engine.language")]
    rule = _dated(_UNTIL.sub("", written(text, version)), version, on)
    return path_in(region, version.path), "\n".join([*imports, "", "", rule])


def path_in(region: str, path: str) -> str:
    """The file of a region that stands for this one, shipped or amended."""
    parts = path.split("/")
    inside = parts[4:] if number_of(path) else parts[1:]
    return "/".join(["nation" if region == NATION else region, *inside])


def _dated(text: str, version: Version, on: date) -> str:
    since = f'since="{on.isoformat()}"'
    if _SINCE.search(text):
        return _SINCE.sub(since, text, count=1)
    if version.kind == "rule":
        return re.sub(r"@rule\((\s*)", rf"@rule(\g<1>{since}, ", text, count=1)
    return re.sub(r",?\s*\)\s*$", f", {since})\n", text)
