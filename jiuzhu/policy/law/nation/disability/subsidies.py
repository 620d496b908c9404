"""残疾人两项补贴: a living subsidy for the disabled in dibao families, a care subsidy for the severely disabled."""

from jiuzhu.policy.engine.language import any_of, rule


@rule(
    law="国发〔2015〕52号 补贴对象",
    since="2021-07-01",
    of="person",
    says="最高的残疾等级：{this} 级（0 为没有残疾人证）",
)
def disability_grade(
    visual_grade: int,
    hearing_grade: int,
    speech_grade: int,
    physical_grade: int,
    intellectual_grade: int,
    psychiatric_grade: int,
) -> int:
    """残疾等级：多重残疾按最高的等级；没有残疾人证的为零。"""
    bodily = min(
        visual_grade if visual_grade > 0 else 9,
        hearing_grade if hearing_grade > 0 else 9,
        speech_grade if speech_grade > 0 else 9,
        physical_grade if physical_grade > 0 else 9,
    )
    mental = min(
        intellectual_grade if intellectual_grade > 0 else 9, psychiatric_grade if psychiatric_grade > 0 else 9
    )
    return 0 if bodily + mental == 18 else min(bodily, mental)


@rule(
    law="国发〔2015〕52号 政策衔接",
    since="2021-07-01",
    of="person",
    yes="属特困人员或者领取工伤保险生活护理费，不享受两项补贴",
    no="不属特困人员，没有领取工伤保险生活护理费",
)
def is_kept_from_subsidies(tekun_qualifies: bool, work_injury_care: bool) -> bool:
    """不享受两项补贴的人员：特困人员，领取工伤保险生活护理费的人员。"""
    return tekun_qualifies or work_injury_care


@rule(
    law="国发〔2015〕52号 补贴对象",
    since="2021-07-01",
    yes="家庭是低保家庭",
    no="家庭不是低保家庭",
)
def family_in_dibao(receives_dibao: bool, dibao_qualifies: bool) -> bool:
    """低保家庭：正在享受低保，或者本次符合低保条件。"""
    return receives_dibao or dibao_qualifies


@rule(
    law="国发〔2015〕52号 补贴对象",
    since="2021-07-01",
    of="person",
    yes="是低保家庭的成员",
    no="不是低保家庭的成员",
)
def in_dibao(
    in_family: bool, family_in_dibao: bool, single_person_qualifies: bool, subsidy_counts_single_person: int
) -> bool:
    """低保家庭中的人：整户低保的成员；单人保的人是否算，由人确定。"""
    return in_family and (family_in_dibao or (single_person_qualifies and subsidy_counts_single_person == 1))


@rule(
    law="国发〔2015〕52号 政策衔接",
    since="2021-07-01",
    of="person",
    yes="享受孤儿或者全额的事实无人抚养儿童保障，不再享受生活补贴",
    no="没有享受孤儿、全额的事实无人抚养儿童保障",
)
def is_kept_as_child(
    age_years: int,
    orphan_qualifies: bool,
    receives_unsupported_child: bool,
    unsupported_child_received_fen: int,
    orphan_home_fen: int,
) -> bool:
    """享受儿童保障的残疾儿童：孤儿，全额领取补贴的事实无人抚养儿童；可以享受护理补贴。"""
    in_full = receives_unsupported_child and unsupported_child_received_fen >= orphan_home_fen
    return orphan_qualifies or (age_years < 18 and in_full)


@rule(
    law="国发〔2015〕52号 政策衔接",
    since="2021-07-01",
    of="person",
    yes="没有更高的同类津贴",
    no="同类津贴更高，择高领取一项",
)
def living_subsidy_is_higher(
    old_age_allowance_annual_fen: int, allowance_is_alike: int, disability_living_amount_fen: int
) -> bool:
    """生活补贴不低于同类津贴：与老年福利性生活津贴择高领取其中一项。"""
    return old_age_allowance_annual_fen * allowance_is_alike <= disability_living_amount_fen * 12


@rule(
    law="国发〔2015〕52号 补贴对象",
    since="2021-07-01",
    of="person",
    yes="符合困难残疾人生活补贴条件",
    no="不符合困难残疾人生活补贴条件",
)
def disability_living_qualifies(
    disability_grade: int,
    in_dibao: bool,
    is_kept_from_subsidies: bool,
    is_kept_as_child: bool,
    living_subsidy_is_higher: bool,
) -> bool:
    """符合困难残疾人生活补贴条件：低保家庭中持残疾人证的人，没有不享受的情形。"""
    is_kept = is_kept_from_subsidies or is_kept_as_child
    return disability_grade > 0 and in_dibao and not is_kept and living_subsidy_is_higher


@rule(law="国发〔2015〕52号 补贴标准", since="2021-07-01", of="person", says="每月 {this} 元")
def disability_living_fen(disability_living_amount_fen: int) -> int:
    """困难残疾人生活补贴：按当地标准。"""
    return disability_living_amount_fen


@rule(
    law="国发〔2015〕52号 补贴对象",
    since="2021-07-01",
    of="person",
    yes="残疾等级一、二级，需要长期照护已满六个月",
    no="残疾等级不在一、二级，或者需要长期照护不满六个月",
)
def needs_disability_care(disability_grade: int, needs_long_term_care_months: int) -> bool:
    """需要长期照护的重度残疾人：一、二级残疾，特殊护理支出持续六个月以上。"""
    return disability_grade in (1, 2) and needs_long_term_care_months >= 6


@rule(
    law="国发〔2015〕52号 补贴对象",
    since="2021-07-01",
    of="person",
    yes="符合重度残疾人护理补贴条件",
    no="不符合重度残疾人护理补贴条件",
)
def disability_care_qualifies(needs_disability_care: bool, is_kept_from_subsidies: bool) -> bool:
    """符合重度残疾人护理补贴条件：一、二级且需要长期照护，没有不享受的情形。"""
    return needs_disability_care and not is_kept_from_subsidies


@rule(
    law="国发〔2015〕52号 补贴标准",
    since="2021-07-01",
    of="person",
    says="残疾等级 {disability_grade} 级，每月 {this} 元",
)
def disability_care_fen(
    disability_grade: int, disability_care_first_fen: int, disability_care_second_fen: int
) -> int:
    """重度残疾人护理补贴：按残疾等级。"""
    return disability_care_first_fen if disability_grade == 1 else disability_care_second_fen


@rule(
    law="国发〔2015〕52号 补贴对象",
    since="2021-07-01",
    of="person",
    yes="是低保家庭中的残疾人",
    no="不是低保家庭中的残疾人",
)
def is_disabled_in_dibao(disability_grade: int, in_dibao: bool) -> bool:
    """低保家庭中的残疾人。"""
    return disability_grade > 0 and in_dibao


someone_disabled_in_dibao = any_of(
    "is_disabled_in_dibao",
    law="国发〔2015〕52号 补贴对象",
    since="2021-07-01",
    label="低保家庭中有残疾人",
    yes="低保家庭中有持残疾人证的人",
    no="不是低保家庭，或者家中没有持残疾人证的人",
)
someone_gets_living_subsidy = any_of(
    "disability_living_qualifies",
    law="国发〔2015〕52号 政策衔接",
    since="2021-07-01",
    label="没有不享受生活补贴的情形",
    yes="没有不享受生活补贴的情形",
    no="已由特困供养、工伤护理、儿童保障或者更高的同类津贴保障，不享受生活补贴",
)
someone_needs_disability_care = any_of(
    "needs_disability_care",
    law="国发〔2015〕52号 补贴对象",
    since="2021-07-01",
    label="有需要长期照护的重度残疾人",
    yes="家中有一、二级残疾且需要长期照护的人",
    no="家中没有一、二级残疾且需要长期照护满六个月的人",
)
someone_gets_care_subsidy = any_of(
    "disability_care_qualifies",
    law="国发〔2015〕52号 政策衔接",
    since="2021-07-01",
    label="没有不享受护理补贴的情形",
    yes="没有不享受护理补贴的情形",
    no="已由特困供养或者工伤护理保障，不享受护理补贴",
)
