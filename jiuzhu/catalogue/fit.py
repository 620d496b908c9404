"""Whether a change fits the catalogue in force, and what it makes of it. Reads, writes nothing."""

from collections.abc import Iterator, Sequence

from jiuzhu.catalogue.change import Change, entry, laid
from jiuzhu.catalogue.edition import InForce, in_force
from jiuzhu.catalogue.faults import CatalogueFault
from jiuzhu.catalogue.reading import read
from jiuzhu.catalogue.values import Catalogue
from jiuzhu.kernel.refusal import Refused

MOST = 12
"""Entries that one proposal may hold."""


def fit(before: InForce, changes: Sequence[Change]) -> InForce:
    """The catalogue with these entries. Raises Refused: with the place of a fault, or for what may not be changed."""
    if not 0 < len(changes) <= MOST:
        raise Refused("catalogue_unfit", f"一份改动写 1 到 {MOST} 项，请分开提出。")
    try:
        texts = laid(before.texts, changes)
        after = InForce(texts, read(texts))
    except CatalogueFault as fault:
        raise Refused("catalogue_unfit", f"{fault}。请照这个位置改好再提。") from fault
    if texts == dict(before.texts):
        raise Refused("nothing_changed", "和现在的写法一样，没有改动，不用提出。")
    for wrong, law in _not_allowed(before.table, after.table):
        raise Refused("catalogue_unfit", wrong, law)
    return after


def before_of(changes: Sequence[Change]) -> list[str]:
    """The text of each entry in the catalogue in force."""
    texts = in_force().texts
    return [entry(texts, change.path, change.code) for change in changes]


def _not_allowed(before: Catalogue, after: Catalogue) -> Iterator[tuple[str, str | None]]:
    """What nobody may change: who was ever asked stays known, and who is asked by consent stays so."""
    if gone := before.sources.keys() - after.sources.keys():
        names = "、".join(before.labels(sorted(gone)))
        yield f"{names}不能从目录里去掉：问过它的案件还要读得出来。不再问的，从模板里去掉那一类。", None
    for code, register in before.registers.items():
        if register.needs_consent and not after.registers[code].needs_consent:
            yield f"{register.label}只凭本人授权才能问，不能改成不用授权。", "社会救助法 第四十一条"
