"""特困人员: no capacity to work, no means, nobody able who owes support; and what is paid."""

from jiuzhu.policy.engine.language import any_of, band, count, rule


@rule(law="民发〔2021〕43号 第五条", since="2021-07-01", of="person", yes="无劳动能力", no="不属无劳动能力")
def lacks_capacity(
    age_years: int,
    tekun_minor_age_years: int,
    visual_grade: int,
    physical_grade: int,
    intellectual_grade: int,
    psychiatric_grade: int,
) -> bool:
    """无劳动能力：六十周岁以上、未成年，或智力精神一至三级、肢体一二级、视力一级残疾。"""
    mind = intellectual_grade in (1, 2, 3) or psychiatric_grade in (1, 2, 3)
    body = physical_grade in (1, 2) or visual_grade == 1
    return age_years >= 60 or age_years < tekun_minor_age_years or mind or body


@rule(law="民发〔2021〕43号 第六条", since="2021-07-01", of="person")
def tekun_income_annual_fen(
    wage_counted_annual_fen: int,
    business_net_annual_fen: int,
    property_counted_annual_fen: int,
    transfer_counted_annual_fen: int,
    support_received_annual_fen: int,
) -> int:
    """特困口径的本人收入：不计基础养老金、社会保险、优待抚恤金、高龄津贴。"""
    earned = wage_counted_annual_fen + business_net_annual_fen + property_counted_annual_fen
    return max(0, earned + transfer_counted_annual_fen + support_received_annual_fen)


@rule(
    law="民发〔2021〕43号 第六条",
    since="2021-07-01",
    of="person",
    yes="收入低于低保标准",
    no="收入不低于低保标准",
)
def lacks_income(tekun_income_annual_fen: int, standard_fen: int) -> bool:
    """无生活来源：本人收入低于当地低保标准。"""
    return tekun_income_annual_fen < standard_fen * 12


@rule(
    law="民发〔2021〕43号 第七条", since="2021-07-01", yes="财产符合特困人员规定", no="财产不符合特困人员规定"
)
def tekun_assets_within(has_no_assets: bool, tekun_assets_ruled: int) -> bool:
    """财产符合特困人员规定：限额由设区的市级以上民政部门规定，没有收录的由人确定。"""
    return has_no_assets or tekun_assets_ruled == 1


@rule(law="民发〔2021〕43号 第八条", since="2021-07-01", of="person", yes="能供养家人", no="不能供养家人")
def can_support(counts_as_member: bool, age_years: int, is_weak: bool, lacks_income: bool) -> bool:
    """同住家人有履行能力：成年，有劳动能力或有收入；续享供养的学生按无劳动能力。"""
    return counts_as_member and age_years >= 18 and (not is_weak or not lacks_income)


able_members = count(
    "can_support", law="民发〔2021〕43号 第八条", since="2021-07-01", label="同住的有履行能力的义务人"
)


@rule(
    law="民发〔2021〕43号 第八条",
    since="2021-07-01",
    yes="没有法定义务人，或者义务人都没有履行能力",
    no="有能够履行义务的赡养、抚养、扶养义务人",
)
def tekun_no_supporter(
    able_members: int,
    able_supporters: int,
    supporters: int,
    unable_supporters: int,
    tekun_supporters_unable: int,
) -> bool:
    """没有义务人或者义务人无履行能力：把握不准的由人确定。"""
    if able_members + able_supporters > 0:
        return False
    return supporters <= unable_supporters or tekun_supporters_unable == 1


@rule(
    law="民发〔2021〕43号 第二十四条",
    since="2021-07-01",
    of="person",
    yes="已享受供养，满十八周岁后仍在义务教育或者高中阶段就读，继续供养",
    no="不属在校续享",
)
def is_still_at_school(age_years: int, study: str, receives_tekun: bool) -> bool:
    """特困未成年人在校续享：满十八周岁后仍在接受义务教育或者在普通高中、中等职业学校就读。"""
    return receives_tekun and age_years >= 18 and study in ("compulsory", "senior_high", "vocational")


@rule(
    law="民发〔2021〕43号 第四条",
    since="2021-07-01",
    of="person",
    yes="三项条件都具备",
    no="三项条件没有都具备",
)
def tekun_fits(
    counts_as_member: bool,
    is_weak: bool,
    lacks_income: bool,
    tekun_assets_within: bool,
    tekun_no_supporter: bool,
) -> bool:
    """特困的三项条件：无劳动能力、无生活来源、无义务人或者义务人无履行能力，同时具备。"""
    return counts_as_member and is_weak and lacks_income and tekun_assets_within and tekun_no_supporter


@rule(
    law="民发〔2021〕43号 第四条",
    since="2021-07-01",
    of="person",
    yes="符合特困人员条件",
    no="不符合特困人员条件",
)
def tekun_qualifies(tekun_fits: bool, chooses_child_support: bool) -> bool:
    """符合特困人员条件：三项条件同时具备；选择孤儿、事实无人抚养儿童保障的孩子除外。"""
    return tekun_fits and not chooses_child_support


@rule(
    law="民发〔2021〕43号 第五条",
    since="2021-07-01",
    of="person",
    yes="无劳动能力或者在校续享",
    no="有劳动能力",
)
def is_weak(lacks_capacity: bool, is_still_at_school: bool) -> bool:
    """无劳动能力，或者特困未成年人成年后在校续享。"""
    return lacks_capacity or is_still_at_school


someone_lacks_capacity = any_of(
    "is_weak",
    where="counts_as_member",
    law="民发〔2021〕43号 第五条",
    since="2021-07-01",
    label="家中有无劳动能力的人员",
    yes="家中有无劳动能力的老年人、未成年人或残疾人",
    no="家中没有无劳动能力的老年人、未成年人或残疾人",
)


@rule(law="国发〔2016〕14号 第二条", since="2021-07-01", of="person", says="基本生活标准 {this} 元")
def tekun_basic_due_fen(tekun_basic_fen: int) -> int:
    """特困基本生活费：按公布的标准。"""
    return tekun_basic_fen


@rule(law="民发〔2021〕43号 第二十二条", since="2021-07-01", of="person", says="照料护理标准 {this} 元")
def tekun_care_due_fen(
    self_care_failed: int, tekun_care_self_fen: int, tekun_care_half_fen: int, tekun_care_full_fen: int
) -> int:
    """特困照料护理费：六项指标都能达到的全自理，一至三项不能的半护理，四项以上不能的全护理。"""
    return band(
        ((0, tekun_care_self_fen), (3, tekun_care_half_fen), (6, tekun_care_full_fen)), self_care_failed
    )
