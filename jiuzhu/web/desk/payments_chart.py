"""The waterfall from last month to this month, as the browser draws it."""

from collections.abc import Sequence
from typing import Any

from jiuzhu.web.desk.payments_month import Line
from jiuzhu.web.ui.chart import LOSS, PALETTE, Chart
from jiuzhu.web.ui.formats import money, money_signed

REST = {"color": PALETTE[2]}


def waterfall(before: tuple[str, int], lines: Sequence[Line], after: tuple[str, int]) -> tuple[Chart, int]:
    """The chart (分 in, yuan drawn), and where its axis starts (分): zero, or a round sum below every bar."""
    levels = [before[1], *(line.total_fen for line in lines), after[1]]
    start = _start(levels)
    steps = [(line.label, line.total_fen - line.fen, line.total_fen) for line in lines]
    names = [before[0], *(label for label, _, _ in steps), after[0]]
    lows = [start, *(min(one, two) for _, one, two in steps), start]
    sizes = [before[1] - start, *(abs(two - one) for _, one, two in steps), after[1] - start]
    drawn = [
        _bar(sizes[0], money(before[1]), REST),
        *(_step(size, one, two) for size, (_, one, two) in zip(sizes[1:-1], steps, strict=True)),
        _bar(sizes[-1], money(after[1]), REST),
    ]
    finding = f"{before[0]}应发 {money(before[1])} 元，{after[0]}应发 {money(after[1])} 元，差额按原因分开"
    options = _options(names, [(low - start) / 100 for low in lows], drawn)
    rows = [(line.label, money_signed(line.fen)) for line in lines]
    return Chart("way", finding, options, ("原因", "元"), rows, "low"), start


def _start(levels: Sequence[int]) -> int:
    """A round sum well below the lowest level, so that small steps of a large sum can be seen."""
    low, spread = min(levels), max(levels) - min(levels)
    if spread == 0 or low - spread <= 0:
        return 0
    unit = 10 ** max(2, len(str(spread)) - 1)
    return max(0, int((low - spread * 0.4) // unit * unit))


def _step(size: int, one: int, two: int) -> dict[str, Any]:
    return _bar(size, money_signed(two - one), {} if two >= one else LOSS)


def _bar(size: int, label: str, style: dict[str, Any]) -> dict[str, Any]:
    return {"value": size / 100, "itemStyle": style, "label": {"formatter": label.removesuffix(".00")}}


def _options(names: list[str], lows: list[float], drawn: list[dict[str, Any]]) -> dict[str, Any]:
    hidden = {"color": "transparent"}
    return {
        "grid": {"left": 12, "right": 12, "top": 26, "bottom": 28},
        "xAxis": {
            "type": "category",
            "data": names,
            "axisTick": {"show": False},
            "axisLabel": {"interval": 0, "hideOverlap": False},
        },
        "yAxis": {"type": "value", "show": False},
        "series": [
            {"type": "bar", "stack": "way", "silent": True, "itemStyle": hidden, "data": lows},
            {
                "type": "bar",
                "stack": "way",
                "barMaxWidth": 56,
                "data": drawn,
                "label": {"show": True, "position": "top"},
            },
        ],
    }
