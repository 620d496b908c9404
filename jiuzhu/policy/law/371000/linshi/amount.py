"""威海的临时救助: three to twelve months of the standard; for those out of work at most three of the urban one."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="威海市社会救助报告2020-12-09 三(二)",
    since="2021-07-01",
    says="低保标准 {standard_fen} 元的 {linshi_least_times} 至 {linshi_most_times} 倍之间（失业的不超过城市标准的 {linshi_jobless_times} 倍），{this} 元",
)
def linshi_regular_fen(
    event_kind: str,
    linshi_amount_fen: int,
    members: int,
    standard_fen: int,
    urban_standard_fen: int,
    linshi_least_times: int,
    linshi_most_times: int,
    linshi_jobless_times: int,
    linshi_counts_heads: int,
) -> int:
    """按威海标准的救助金：急难型、支出型为城乡低保标准的三至十二倍，乘不乘人数由人确定；失业的不高于城市低保标准三倍。"""
    if event_kind == "unemployment":
        return min(linshi_amount_fen, urban_standard_fen * linshi_jobless_times)
    heads = members if linshi_counts_heads == 1 else 1
    least = standard_fen * linshi_least_times * heads
    return min(max(linshi_amount_fen, least), standard_fen * linshi_most_times * heads)
