"""浙江的残疾人两项补贴: the living subsidy is a share of the standard; the care subsidy goes by self-care."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="浙民福〔2021〕191号",
    since="2021-07-01",
    of="person",
    says="低保标准 {standard_fen} 元 × {disability_living_percent} ＝ {this} 元，四舍五入到分",
)
def disability_living_fen(standard_fen: int, disability_living_percent: int) -> int:
    """困难残疾人生活补贴：当地低保标准的百分之三十。"""
    return (standard_fen * disability_living_percent + 50) // 100


@rule(
    law="国发〔2015〕52号 政策衔接",
    since="2021-07-01",
    of="person",
    yes="没有更高的同类津贴",
    no="同类津贴更高，择高领取一项",
)
def living_subsidy_is_higher(
    old_age_allowance_annual_fen: int, allowance_is_alike: int, disability_living_fen: int
) -> bool:
    """生活补贴不低于同类津贴：与老年福利性生活津贴择高领取其中一项。"""
    return old_age_allowance_annual_fen * allowance_is_alike <= disability_living_fen * 12


@rule(law="浙民福〔2021〕191号", since="2021-07-01", of="person", says="每月 {this} 元")
def disability_care_fen(disability_care_amount_fen: int) -> int:
    """重度残疾人护理补贴：按自理能力分档，金额由县定。"""
    return disability_care_amount_fen
