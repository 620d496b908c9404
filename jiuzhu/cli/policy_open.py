"""`jiuzhu policy open`: the numbers that the law on file leaves open, place by place, and which document to fetch for them."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date

from jiuzhu.cli.options import Options
from jiuzhu.cli.places import full_name
from jiuzhu.policy.edition import Edition, shipped
from jiuzhu.policy.engine.declare import EARLIEST, LATEST
from jiuzhu.policy.engine.numbers import NATION, is_region, region_chain
from jiuzhu.policy.gaps import Gap, Wanted, gaps, wanted
from jiuzhu.policy.programmes import library_of
from jiuzhu.policy.statute import AREAS

DONE, WRONG_USE = 0, 64
INTRODUCTION = """# 没有值的数和要取的文件

`jiuzhu policy open` 印出的，不要手改。表里的数在有值以前由人裁定，从不用邻近地区的数代替；取到文件以后，把值、起止和出处写进
`jiuzhu/policy/law/地区/numbers.yaml`，再从 `wanted.yaml` 里划去。下级地区只列与上级不同的。"""


def run(argv: list[str]) -> int:
    """Exit status 0; 64 for wrong use."""
    options = Options("policy open", "没有值的数：为什么没有，要向谁取哪份文件。")
    options.add_argument("--region", default="", help="只看一个地区，例如 500110；不写就看全部收录的地区")
    options.add_argument("--on", default="", help="只看这一天没有值的，例如 2025-08-01")
    asked = options.parse_args(argv)
    try:
        on = date.fromisoformat(asked.on).toordinal() if asked.on else None
    except ValueError:
        print(f"--on {asked.on} 不是日期，请写成 2025-08-01", file=sys.stderr)
        return WRONG_USE
    if asked.region and not is_region(asked.region):
        print("请写 --region 区划代码（6、9 或 12 位数字），例如 --region 500110", file=sys.stderr)
        return WRONG_USE
    regions = [asked.region] if asked.region else sorted(library_of(shipped()).regions)
    print("\n".join(page(shipped(), regions, on, whole=bool(asked.region))))
    return DONE


def page(
    edition: Edition, regions: Iterable[str], on: int | None = None, *, whole: bool = False
) -> Iterator[str]:
    """The lines of the page. With `on`, only what is open on that day; `whole`, also what is as in the wider region."""
    yield INTRODUCTION
    for region in regions:
        found = [gap for gap in gaps(edition, region) if on is None or gap.since <= on <= gap.until]
        if region != NATION and not whole:
            above = {_known(gap) for gap in gaps(edition, region_chain(region)[1])}
            found = [gap for gap in found if _known(gap) not in above]
        named = {gap.number.name for gap in found}
        yield f"\n## {_place(region)}\n"
        if not found:
            yield "没有与上级不同的。"
            continue
        yield f"{len(named)} 个数。\n"
        yield "| 要取的文件 | 向谁取 | 没有值的数（什么时候，为什么） |"
        yield "|---|---|---|"
        yield from _rows(edition, region, found)


def _rows(edition: Edition, region: str, found: list[Gap]) -> Iterator[str]:
    documents = list(dict.fromkeys(gap.wanted for gap in found))
    empty = [one for one in wanted(edition) if one.region == region and not one.numbers]
    for document in sorted((*documents, *empty), key=_order):
        told = [_told(gap) for gap in found if gap.wanted == document]
        also = [f"另外没有收录：{'；'.join(document.also)}"] if document and document.also else []
        name, of = (document.name, document.of) if document else ("没有写要取哪份文件", "")
        yield f"| {name} | {of} | {'<br>'.join((*told, *also))} |"


def _order(document: Wanted | None) -> tuple[str, int]:
    return (document.region, document.line) if document else ("", 0)


def _known(gap: Gap) -> tuple[object, ...]:
    return gap.number.name, gap.areas, gap.since, gap.until, gap.why, gap.wanted


def _told(gap: Gap) -> str:
    area = "" if len(gap.areas) > 1 else AREAS[gap.areas[0]]
    days = _days(gap.since, gap.until)
    when = "，".join(filter(None, (area, days)))
    return f"{gap.number.label} `{gap.number.key}`（{when + '：' if when else ''}{gap.why}）"


def _days(since: int, until: int) -> str:
    first = "" if since <= EARLIEST else str(date.fromordinal(since))
    last = "" if until >= LATEST else str(date.fromordinal(until))
    if first and last:
        return f"{first} 至 {last}"
    return f"{first} 起" if first else f"{last} 以前" if last else ""


def _place(region: str) -> str:
    return "全国（没有本地规定的地方）" if region == NATION else f"{full_name(region)}（{region}）"
