"""A chart as the server gives it: a finding in words, options as plain JSON, and the same numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

PALETTE = ("#0f5e63", "#c9872b", "#7c8a93", "#7fb0af")
SEQUENCE = ("#e9f1f0", "#b9d5d3", "#7fb0af", "#377a7d", "#0f5e63")
LOSS = {
    "color": "#c9872b",
    "decal": {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [3, 3], "rotation": -0.785},
}
LIMIT = {"color": "#a8261b"}


@dataclass(frozen=True)
class Chart:
    """`finding` is the sentence a reader should take away; `columns` and `rows` are what the picture was drawn from."""

    id: str
    finding: str
    options: dict[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    tone: str = ""

    @property
    def options_id(self) -> str:
        return f"{self.id}-options"

    @property
    def drawn(self) -> dict[str, Any]:
        """The options with what every chart here has: our palette, no motion, a description for those who do not see."""
        return {
            "color": list(PALETTE),
            "animation": False,
            "textStyle": {"fontFamily": "inherit"},
            "aria": {"enabled": True, "label": {"description": self.finding}},
            **self.options,
        }


def bars(id: str, finding: str, unit: str, rows: Sequence[tuple[str, float]], tone: str = "") -> Chart:
    """Horizontal bars, largest as given first, values written on them; below zero is ochre and hatched."""
    data = [_bar(value) for _, value in rows]
    options = {
        "grid": {"left": 8, "right": 64, "top": 4, "bottom": 4, "containLabel": True},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [name for name, _ in rows],
            "axisTick": {"show": False},
            "axisLine": {"show": False},
        },
        "series": [
            {"type": "bar", "barMaxWidth": 16, "data": data, "label": {"show": True, "position": "right"}}
        ],
    }
    return Chart(id, finding, options, ("项目", unit), rows, tone)


def _bar(value: float) -> dict[str, Any]:
    written = {"formatter": f"{value:,}".replace("-", "−")}
    return {"value": value, "label": written, **({"itemStyle": LOSS} if value < 0 else {})}
