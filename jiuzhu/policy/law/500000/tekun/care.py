"""重庆的特困照料护理: the severely disabled, the bedridden and children under 16 get at least the half tier."""

from jiuzhu.policy.engine.language import band, rule


@rule(law="重庆市2022年标准转载", since="2021-07-01", of="person", says="照料护理标准 {this} 元")
def tekun_care_due_fen(
    self_care_failed: int,
    age_years: int,
    bedridden_months: int,
    visual_grade: int,
    physical_grade: int,
    intellectual_grade: int,
    psychiatric_grade: int,
    tekun_care_self_fen: int,
    tekun_care_half_fen: int,
    tekun_care_full_fen: int,
) -> int:
    """特困照料护理费：按自理能力分三档；四类一二级重残、卧床满六个月、未满十六周岁的不低于半护理。"""
    tier = band(
        ((0, tekun_care_self_fen), (3, tekun_care_half_fen), (6, tekun_care_full_fen)), self_care_failed
    )
    mind = intellectual_grade in (1, 2) or psychiatric_grade in (1, 2)
    severe = mind or visual_grade in (1, 2) or physical_grade in (1, 2)
    at_least_half = severe or bedridden_months >= 6 or age_years < 16
    return max(tier, tekun_care_half_fen) if at_least_half else tier
