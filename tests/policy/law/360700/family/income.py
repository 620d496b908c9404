"""就业成本按标准扣: a fixed share of the standard comes off the wage of each who works."""

from jiuzhu.policy.engine.language import rule


@rule(law="赣州低保就业扣减", of="person", says="工资扣除标准的百分之三十，计入 {this} 元")
def wage_counted_annual_fen(wage_annual_fen: int, standard_fen: int) -> int:
    """工资性收入：扣除就业成本，为低保标准的百分之三十。"""
    return max(0, wage_annual_fen - (standard_fen * 12 * 30 + 50) // 100)
