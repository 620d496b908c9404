"""渐退: a family on dibao whose income has risen may keep it for some months, then it is looked at again."""

from jiuzhu.policy.engine.language import any_of, months, rule


@rule(
    law="民发〔2021〕57号 第三十三条",
    since="2021-07-01",
    yes="现在享受低保，或者正在渐退",
    no="现在没有享受低保",
)
def tapering_receives(receives_dibao: bool, receives_tapering: bool) -> bool:
    """现在享受低保或者正在渐退：渐退只给在保家庭。"""
    return receives_dibao or receives_tapering


@rule(
    law="民发〔2021〕57号 第三十三条",
    since="2021-07-01",
    of="person",
    yes="在保期间就业 {new_job_months_passed} 个月",
    no="没有在保期间就业",
)
def is_newly_employed(new_job_months_passed: int) -> bool:
    """在保期间就业的成员。"""
    return new_job_months_passed >= 0


someone_newly_employed = any_of(
    "is_newly_employed",
    where="in_family",
    law="民发〔2021〕57号 第三十三条",
    since="2021-07-01",
    label="家中有在保期间就业的成员",
)


@rule(
    law="民发〔2021〕57号 第三十三条",
    since="2021-07-01",
    yes="因成员就业收入增加",
    no="不是因成员就业收入增加",
)
def tapering_has_cause(someone_newly_employed: bool) -> bool:
    """收入增加的原因：就业后家庭人均收入超过低保标准。"""
    return someone_newly_employed


@rule(
    law="民发〔2021〕57号 第三十三条",
    since="2021-07-01",
    yes="家庭人均月收入 {income_per_head_fen} 元，不低于低保标准",
    no="家庭人均月收入 {income_per_head_fen} 元，仍低于低保标准",
)
def tapering_income_fits(income_monthly_fen: int, members: int, standard_fen: int) -> bool:
    """渐退的收入范围：已经不低于低保标准。"""
    return income_monthly_fen >= standard_fen * members


@rule(
    law="民发〔2021〕57号 第三十三条",
    since="2021-07-01",
    yes="渐退期 {tapering_months} 个月，还没有满",
    no="渐退期 {tapering_months} 个月已满，复核后收入仍超过标准，应当停发",
)
def tapering_is_in_time(
    receives_tapering: bool, tapering_since_on: int, tapering_months: int, date: int
) -> bool:
    """渐退期没有满：从渐退的第一个月起算，满了就要复核，收入仍超过标准的停发。"""
    passed = months(tapering_since_on, date) if receives_tapering else 0
    return passed < tapering_months


@rule(law="民发〔2021〕57号 第三十三条", since="2021-07-01", yes="可以渐退", no="不能渐退")
def tapering_qualifies(
    tapering_receives: bool,
    tapering_has_cause: bool,
    tapering_income_fits: bool,
    tapering_is_in_time: bool,
    assets_within: bool,
) -> bool:
    """可以渐退：在保家庭收入超过标准，渐退期没有满，财产仍符合规定。"""
    risen = tapering_has_cause and tapering_income_fits
    return tapering_receives and risen and tapering_is_in_time and assets_within


@rule(
    law="民发〔2021〕57号 第三十三条",
    since="2021-07-01",
    says="{tapering_amount_fen} 元，不超过标准 {standard_fen} 元 × {members} 人，为 {this} 元",
)
def tapering_base_fen(tapering_amount_fen: int, standard_fen: int, members: int) -> int:
    """渐退期的家庭补差：由人确定，不超过低保标准乘以现有人数。"""
    return min(tapering_amount_fen, standard_fen * members)


@rule(
    law="民发〔2021〕57号 第三十三条",
    since="2021-07-01",
    says="现有成员的按人加发 {dibao_topups_fen} 元，渐退期内 {this} 元",
)
def tapering_topups_fen(dibao_topups_fen: int, tapering_keeps_topups: int) -> int:
    """渐退期的按人加发：是否继续由人确定；已不在家的人的那一份不再发。"""
    return dibao_topups_fen * tapering_keeps_topups
