"""威海的特困照料护理: published by the year, the same in town and country; since 2024 hours of service for those at home."""

from jiuzhu.policy.engine.language import band, rule


@rule(law="民发〔2021〕43号 第二十二条", since="2021-07-01", of="person", says="每年 {this} 元")
def tekun_care_annual_fen(
    self_care_failed: int,
    tekun_care_self_annual_fen: int,
    tekun_care_half_annual_fen: int,
    tekun_care_full_annual_fen: int,
) -> int:
    """照料护理标准（每年）：六项指标都能达到的自理，一至三项不能的半护理，四项以上不能的全护理。"""
    return band(
        ((0, tekun_care_self_annual_fen), (3, tekun_care_half_annual_fen), (6, tekun_care_full_annual_fen)),
        self_care_failed,
    )


@rule(
    law="威海市社会救助报告2020-12-09 三(一)",
    since="2021-07-01",
    of="person",
    says="每年 {tekun_care_annual_fen} 元 ÷ 12，四舍五入到分",
)
def tekun_care_monthly_fen(tekun_care_annual_fen: int) -> int:
    """照料护理标准（折成每月）：按年公布，只折算一次。"""
    return (tekun_care_annual_fen + 6) // 12


@rule(
    law="威海市社会救助报告2020-12-09 三(一)",
    since="2021-07-01",
    until="2023-12-31",
    of="person",
    says="照料护理标准 {this} 元",
)
def tekun_care_due_fen(tekun_care_monthly_fen: int) -> int:
    """特困照料护理费：按折成每月的标准。"""
    return tekun_care_monthly_fen


@rule(law="威民发〔2024〕8号", since="2024-01-01", of="person", says="{care_form}，照料护理费 {this} 元")
def tekun_care_due_fen(care_form: str, tekun_care_monthly_fen: int) -> int:
    """特困照料护理费：集中供养的按折成每月的标准，分散供养的不给钱，给服务时长。"""
    return tekun_care_monthly_fen if care_form == "institution" else 0


@rule(law="威民发〔2024〕8号", since="2024-01-01", of="person", says="{care_form}，每月 {this} 小时")
def tekun_care_due_hours(
    care_form: str,
    self_care_failed: int,
    tekun_care_self_hours: int,
    tekun_care_half_hours: int,
    tekun_care_full_hours: int,
) -> int:
    """居家照料护理服务时长：分散供养的按自理能力分三档。"""
    tier = band(
        ((0, tekun_care_self_hours), (3, tekun_care_half_hours), (6, tekun_care_full_hours)), self_care_failed
    )
    return tier if care_form == "home" else 0
