"""The items to verify (核对项目) as columns: each a value of one register over all who hold it, and the declared fact it is laid beside."""

from jiuzhu.catalogue.values import Catalogue, Item
from jiuzhu.lake.compute.wanted import Wanted


def key(item: Item) -> str:
    """What an item's column is called."""
    return f"item.{item.number}"


def items(catalogue: Catalogue) -> list[Wanted]:
    """Every item that some register shows; what only a visit shows has no column."""
    return [
        Wanted(key(item), tuple((source, item.fact) for source in catalogue.holders(item.register)))
        for item in catalogue.items
        if item.fact
    ]


def beside(catalogue: Catalogue) -> dict[str, str]:
    """The declared fact that each item is laid beside, by the item's column; items without one are left out."""
    return {key(item): item.against for item in catalogue.items if item.fact and item.against}
