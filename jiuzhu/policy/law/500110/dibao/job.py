"""綦江的低保就业补贴: what the family's dibao lost when a registered unemployed member found work, for a year."""

from jiuzhu.policy.engine.language import any_of, rule


@rule(
    law="綦江区实施意见 第八条",
    since="2021-07-01",
    of="person",
    yes="在保期间就业 {new_job_months_passed} 个月，不满 {job_subsidy_months} 个月",
    no="没有在保期间就业，或者已满 {job_subsidy_months} 个月",
)
def is_in_first_year_of_job(new_job_months_passed: int, job_subsidy_months: int) -> bool:
    """在保期间就业、补贴期没有满的成员。"""
    return 0 <= new_job_months_passed < job_subsidy_months


someone_in_first_year_of_job = any_of(
    "is_in_first_year_of_job",
    where="in_family",
    law="綦江区实施意见 第八条",
    since="2021-07-01",
    label="家中有补贴期内的就业成员",
    yes="家中有在保期间就业不满十二个月的成员",
    no="家中没有在保期间就业不满十二个月的成员",
)


@rule(
    law="綦江区实施意见 第八条",
    since="2021-07-01",
    yes="现在领取低保金 {dibao_received_fen} 元",
    no="现在没有享受低保",
)
def job_subsidy_receives(receives_dibao: bool) -> bool:
    """低保家庭：现在享受低保。"""
    return receives_dibao


@rule(
    law="綦江区实施意见 第八条",
    since="2021-07-01",
    yes="就业的成员原来是登记失业人员",
    no="就业的成员原来不是登记失业人员",
)
def job_subsidy_was_unemployed(someone_in_first_year_of_job: bool, was_registered_unemployed: int) -> bool:
    """原来是登记失业人员：看就业以前有没有失业登记，由人确定。"""
    return someone_in_first_year_of_job and was_registered_unemployed == 1


@rule(law="綦江区实施意见 第八条", since="2021-07-01", says="{this} 元")
def dibao_after_job_fen(
    dibao_qualifies: bool,
    dibao_due_fen: int,
    tapering_qualifies: bool,
    tapering_base_fen: int,
    tapering_topups_fen: int,
) -> int:
    """就业以后的低保金：仍符合低保的按本次计算，渐退的按渐退期的金额，否则为零。"""
    if dibao_qualifies:
        return dibao_due_fen
    return tapering_base_fen + tapering_topups_fen if tapering_qualifies else 0


@rule(
    law="綦江区实施意见 第八条",
    since="2021-07-01",
    says="原来 {dibao_received_fen} 元 − 就业以后 {dibao_after_job_fen} 元 ＝ {this} 元",
)
def job_subsidy_fen(dibao_received_fen: int, dibao_after_job_fen: int) -> int:
    """低保就业补贴：按家庭当月核减的低保金总额。"""
    return max(0, dibao_received_fen - dibao_after_job_fen)


@rule(
    law="綦江区实施意见 第八条",
    since="2021-07-01",
    yes="低保金核减了 {job_subsidy_fen} 元",
    no="低保金没有核减",
)
def job_subsidy_is_due(job_subsidy_fen: int) -> bool:
    """低保金有核减：没有核减的没有补贴。"""
    return job_subsidy_fen > 0


@rule(
    law="綦江区实施意见 第八条", since="2021-07-01", yes="符合低保就业补贴条件", no="不符合低保就业补贴条件"
)
def job_subsidy_qualifies(
    job_subsidy_receives: bool, job_subsidy_was_unemployed: bool, job_subsidy_is_due: bool
) -> bool:
    """符合低保就业补贴条件：登记失业的低保家庭成员就业，低保金因此核减，不满十二个月。"""
    return job_subsidy_receives and job_subsidy_was_unemployed and job_subsidy_is_due
