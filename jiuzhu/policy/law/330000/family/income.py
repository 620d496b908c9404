"""浙江的就业增收不计入: what a member earns in a job found while on dibao does not count for some months."""

from jiuzhu.policy.engine.language import rule, total


@rule(
    law="浙江省社会救助条例 第五十条",
    since="2014-11-01",
    of="person",
    says="在保期间新就业 {new_job_months_passed} 个月，全年 {this} 元不计入",
)
def new_job_wage_annual_fen(
    receives_dibao: bool,
    new_job_months_passed: int,
    new_job_months: int,
    new_job_standards: int,
    standard_fen: int,
    wage_counted_annual_fen: int,
) -> int:
    """因就业增加而不计入的收入：每月最高为低保标准的三倍。"""
    if receives_dibao and 0 <= new_job_months_passed < new_job_months:
        return min(wage_counted_annual_fen, standard_fen * new_job_standards * 12)
    return 0


@rule(law="浙江省社会救助条例 第五十条", since="2014-11-01", of="person")
def wage_kept_annual_fen(wage_counted_annual_fen: int, new_job_wage_annual_fen: int) -> int:
    """计入的工资性收入：减去因就业增加而不计入的部分。"""
    return wage_counted_annual_fen - new_job_wage_annual_fen


family_wage_annual_fen = total(
    "wage_kept_annual_fen",
    where="in_family",
    law="浙江省社会救助条例 第五十条",
    since="2014-11-01",
    label="工资性收入",
)
