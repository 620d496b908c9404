"""临时救助 how much: quick aid up to a month of the standard; else what the region says."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="临时救助意见2026 二(一)",
    since="2026-01-29",
    says="低保标准 {standard_fen} 元 × {linshi_quick_months} 个月 ＝ {this} 元",
)
def linshi_quick_most_fen(standard_fen: int, linshi_quick_months: int) -> int:
    """小额快救的上限：最高不超过当地一个月的低保标准。"""
    return standard_fen * linshi_quick_months


@rule(
    law="临时救助意见2026 二(一)",
    since="2026-01-29",
    yes="金额没有超过小额快救的上限 {linshi_quick_most_fen} 元",
    no="小额快救 {linshi_amount_fen} 元，超过当地一个月低保标准 {linshi_quick_most_fen} 元，不能这样办",
)
def linshi_quick_is_small(linshi_is_quick: bool, linshi_amount_fen: int, linshi_quick_most_fen: int) -> bool:
    """没有超过小额快救的上限：恰好一个月低保标准的不算超过；不走小额快救的不看。"""
    return not linshi_is_quick or linshi_amount_fen <= linshi_quick_most_fen


@rule(
    law="国务院令第649号 第四十九条",
    since="2021-07-01",
    yes="超过起付线，或者没有起付线",
    no="没有超过起付线",
)
def linshi_is_above_deductible() -> bool:
    """超过起付线：国家没有规定起付线，由地方规定。"""
    return True


@rule(law="国务院令第649号 第四十九条", since="2021-07-01", until="2026-06-30", says="{this} 元")
def linshi_regular_fen(linshi_amount_fen: int) -> int:
    """按当地标准的救助金：标准由县级以上地方政府规定，没有收录的由人确定。"""
    return linshi_amount_fen


@rule(law="社会救助法 第二十九条", since="2026-07-01", says="{this} 元")
def linshi_regular_fen(linshi_amount_fen: int) -> int:
    """按当地标准的救助金：标准由地方规定，没有收录的由人确定。"""
    return linshi_amount_fen


@rule(law="民发〔2018〕23号 救助标准", since="2021-07-01", until="2026-01-28", says="一次救助 {this} 元")
def linshi_fen(linshi_regular_fen: int) -> int:
    """临时救助金：按当地标准。"""
    return linshi_regular_fen


@rule(law="临时救助意见2026 二", since="2026-01-29", says="一次救助 {this} 元")
def linshi_fen(
    linshi_is_quick: bool, linshi_amount_fen: int, linshi_quick_most_fen: int, linshi_regular_fen: int
) -> int:
    """临时救助金：小额快救不超过上限，其他按当地标准。"""
    return min(linshi_amount_fen, linshi_quick_most_fen) if linshi_is_quick else linshi_regular_fen
