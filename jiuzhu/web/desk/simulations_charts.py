"""The pictures of a simulation: how many get how much more or less, month by month, and town by town."""

from collections.abc import Sequence
from typing import Any

from jiuzhu.analysis.cells import Group
from jiuzhu.web.desk.simulations_shown import Shown, brief
from jiuzhu.web.ui.chart import LOSS, PALETTE, Chart, bars
from jiuzhu.web.ui.formats import money_signed

REST = {"color": PALETTE[2]}
TOWNS = 10


def spread(shown: Shown) -> Chart:
    """How many families get so much more or less a month; losers on the left, hatched."""
    data = [
        {"value": n, "itemStyle": LOSS if label.startswith("减") else REST if label == "不变" else {}}
        for label, n in shown.bins
    ]
    finding = "每户每月变化：" + "，".join(f"{label} {n:,} 户" for label, n in shown.bins if n)
    rows = [(label, f"{n:,}") for label, n in shown.bins]
    return Chart(
        "spread", finding, _columns([label for label, _ in shown.bins], data), ("每月变化", "户"), rows
    )


def by_month(shown: Shown) -> Chart:
    """What each month costs more or less; what is owed for months that are over stands before the first."""
    rows = [(month, fen) for month, _, _, fen in shown.months]
    if shown.totals["owed_fen"]:
        rows.insert(0, ("补发", shown.totals["owed_fen"]))
    data = [
        {
            "value": fen / 100,
            "itemStyle": LOSS if fen < 0 else REST if not fen else {},
            "label": {"formatter": brief(fen)},
        }
        for _, fen in rows
    ]
    finding = f"12 个月合计 {money_signed(shown.year_fen)} 元"
    table = [(month, money_signed(fen)) for month, fen in rows]
    names = [month if month == "补发" else f"{int(month[5:])}月" for month, _ in rows]
    return Chart("months", finding, _columns(names, data), ("月份", "元"), table, "low")


def by_town(towns: Sequence[Group]) -> Chart:
    """The towns where it costs most more, or less."""
    rows = [(group.label, group.difference_fen / 100) for group in towns[:TOWNS]]
    finding = "各镇街每月变化（元）：" + "，".join(f"{name} {fen:,.2f}" for name, fen in rows[:3])
    return bars("towns", finding, "元/月", rows)


def _columns(names: Sequence[str], data: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "grid": {"left": 12, "right": 12, "top": 26, "bottom": 8, "containLabel": True},
        "xAxis": {
            "type": "category",
            "data": list(names),
            "axisTick": {"show": False},
            "axisLabel": {"interval": 0, "hideOverlap": False, "width": 62, "overflow": "break"},
        },
        "yAxis": {"type": "value", "show": False},
        "series": [
            {"type": "bar", "barMaxWidth": 56, "data": list(data), "label": {"show": True, "position": "top"}}
        ],
    }
