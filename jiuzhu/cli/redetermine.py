"""`jiuzhu redetermine CASE`: derive every determination of a case again from its stored facts and edition."""

import sys
from typing import Any

from jiuzhu.cli.options import Options, django_ready

SAME, DIFFERENT = 0, 1


def run(argv: list[str]) -> int:
    options = Options("redetermine", "用当时存下的事实和政策版本重新计算一个案件的每次认定，逐位比对。")
    options.add_argument("case", help="案号")
    case_no = options.parse_args(argv).case
    django_ready()
    from jiuzhu.assessment.models import Determination

    rows = list(Determination.objects.filter(case_no=case_no).select_related("fact_set").order_by("pk"))
    if not rows:
        print(f"案件 {case_no} 没有认定结果。案号可能写错了，或者还没有测算过。", file=sys.stderr)
        return DIFFERENT
    return max([again(row) for row in rows])


def again(determination: Any) -> int:
    """One line: what was compared and whether it is the same to the bit."""
    from jiuzhu.assessment.queries import rederive

    try:
        is_same, verdict = rederive(determination), ""
    except ValueError as reason:
        is_same, verdict = False, f"：{reason}"
    print(
        f"{determination.case_no}  {determination.on}  版本 {determination.edition_hash[:16]}"
        f"  结果 {determination.result_digest[:16]}  {'一致' if is_same else '不一致'}{verdict}"
    )
    return SAME if is_same else DIFFERENT
