"""`jiuzhu city`: a synthetic city as an extract for what-ifs, the same for the same seed."""

import csv
import time
from datetime import date
from pathlib import Path

from jiuzhu.cli.options import Options, django_ready

MOST_PERSONS = 20_000_000


def run(argv: list[str]) -> int:
    options = Options(
        "city", "造一座合成城市的底账：没有真人，同一个种子造出同一座城。在“政策 › 试算”里选它。"
    )
    options.add_argument("--persons", type=int, default=100_000, help="多少人，默认 100000")
    options.add_argument("--seed", type=int, default=1, help="种子，默认 1")
    options.add_argument("--on", type=date.fromisoformat, help="哪一天的情况（2026-12-01），默认今天")
    args = options.parse_args(argv)
    if not 10 <= args.persons <= MOST_PERSONS:
        options.error(f"--persons 应在 10 到 {MOST_PERSONS} 之间")
    django_ready()
    from django.conf import settings
    from django.utils import timezone

    from jiuzhu.analysis import store
    from jiuzhu.analysis.extract import write
    from jiuzhu.demo.city import city
    from jiuzhu.policy.edition import shipped

    began = time.monotonic()
    on = args.on or settings.TODAY or timezone.localdate()
    made = city(args.persons, on, shipped().hash, villages(settings.DATA), args.seed)
    name = write(made, store.extracts())
    print(
        f"合成人口 {made.persons:,} 人 {made.size:,} 户，{on}，种子 {args.seed}（{time.monotonic() - began:.1f} 秒）"
    )
    print(f"底账 {name}")
    return 0


def villages(data: Path) -> list[int]:
    """The villages and communities of the demonstration's county."""
    with (data / "divisions" / "500110.csv").open(encoding="utf-8", newline="") as file:
        return sorted(int(row["code"]) for row in csv.DictReader(file) if row["level"] == "village")
