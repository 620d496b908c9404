"""临时救助分段: multiples of the standard for small bills, a tenth of large ones up to a cap; education by stage."""

from jiuzhu.policy.engine.language import highest, rule


@rule(law="某区县临时救助分段", since="2021-07-01", of="person", says="标准的 {this}%")
def study_percent(study: str) -> int:
    """就学救助的倍数：高中二点五倍，专科三倍，本科四倍。"""
    if study == "undergraduate":
        return 400
    if study == "junior_college":
        return 300
    return 250 if study in ("senior_high", "vocational") else 0


highest_study_percent = highest(
    "study_percent",
    where="counts_as_member",
    law="某区县临时救助分段",
    since="2021-07-01",
    label="就学救助的倍数",
)


@rule(law="某区县临时救助分段", since="2021-07-01", says="{this} 元")
def linshi_regular_fen(
    event_kind: str,
    event_self_paid_fen: int,
    standard_fen: int,
    linshi_small_percent: int,
    highest_study_percent: int,
    linshi_amount_fen: int,
) -> int:
    """救助金：医疗自付两万元以内按倍数，超过的给一成、不超过十五倍；就学按学段；其他由人确定。"""
    if event_kind == "medical":
        if event_self_paid_fen <= 2000000:
            return (standard_fen * linshi_small_percent + 50) // 100
        return min((event_self_paid_fen + 5) // 10, standard_fen * 15)
    if event_kind == "education":
        return (standard_fen * highest_study_percent + 50) // 100
    return linshi_amount_fen
