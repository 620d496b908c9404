"""分类重点救助: paid to the person on top of the difference; five groups exclude each other, disability stacks."""

from jiuzhu.policy.engine.language import pick, rule, total


@rule(law="重庆市城乡居民最低生活保障条例 第二十一条", of="person", says="一、二级残疾，{this} 元")
def topup_severely_disabled_fen(
    visual_grade: int,
    hearing_grade: int,
    speech_grade: int,
    physical_grade: int,
    intellectual_grade: int,
    psychiatric_grade: int,
    topup_low_fen: int,
) -> int:
    """重点救助（重度残疾）：一、二级残疾。"""
    bodily = (
        visual_grade in (1, 2)
        or hearing_grade in (1, 2)
        or speech_grade in (1, 2)
        or physical_grade in (1, 2)
    )
    return topup_low_fen if bodily or intellectual_grade in (1, 2) or psychiatric_grade in (1, 2) else 0


@rule(law="重庆市城乡居民最低生活保障条例 第二十一条", of="person", says="重大疾病，{this} 元")
def topup_major_illness_fen(major_illness: bool, topup_low_fen: int) -> int:
    """重点救助（重大疾病）：重大疾病患者。"""
    return topup_low_fen if major_illness else 0


@rule(law="重庆市城乡居民最低生活保障条例 第二十一条", of="person", says="年龄 {age_years} 岁，{this} 元")
def topup_age_70_fen(age_years: int, topup_low_fen: int) -> int:
    """重点救助（70 岁以上）：满七十周岁的老人。"""
    return topup_low_fen if age_years >= 70 else 0


@rule(
    law="重庆市城乡居民最低生活保障条例 第二十一条",
    of="person",
    says="年龄 {age_years} 岁，就学：{study}，{this} 元",
)
def topup_preschool_fen(age_years: int, study: str, topup_high_fen: int) -> int:
    """重点救助（学龄前儿童）：未满六周岁，或者在学前教育阶段。"""
    return topup_high_fen if age_years < 6 or study == "preschool" else 0


@rule(law="重庆市城乡居民最低生活保障条例 第二十一条", of="person", says="就学：{study}，{this} 元")
def topup_student_fen(study: str, topup_high_fen: int) -> int:
    """重点救助（在校学生）：义务教育到高等教育在读。"""
    return 0 if study in ("none", "preschool") else topup_high_fen


@rule(law="重庆市城乡居民最低生活保障条例 第二十一条", of="person", says="五类取一，取最高的一类：{this} 元")
def topup_exclusive_fen(
    topup_severely_disabled_fen: int,
    topup_major_illness_fen: int,
    topup_age_70_fen: int,
    topup_preschool_fen: int,
    topup_student_fen: int,
) -> int:
    """重点救助（五类取一）：重残、重病、70 岁以上、学龄前、在校学生不交叉重复。"""
    grown = pick(topup_severely_disabled_fen, topup_major_illness_fen, topup_age_70_fen)
    return pick(grown, topup_preschool_fen, topup_student_fen)


@rule(
    law="重庆市城乡居民最低生活保障条例 第二十一条",
    of="person",
    says="持残疾人证，可与五类同时享受：{this} 元",
)
def topup_disabled_fen(
    visual_grade: int,
    hearing_grade: int,
    speech_grade: int,
    physical_grade: int,
    intellectual_grade: int,
    psychiatric_grade: int,
    topup_disability_fen: int,
) -> int:
    """重点救助（残疾人员）：持残疾人证的，可与其他类同时享受。"""
    grades = (
        visual_grade + hearing_grade + speech_grade + physical_grade + intellectual_grade + psychiatric_grade
    )
    return topup_disability_fen if grades > 0 else 0


topups_exclusive_fen = total(
    "topup_exclusive_fen",
    where="in_family",
    law="重庆市城乡居民最低生活保障条例 第二十一条",
    label="五类重点救助合计",
)
topups_disabled_fen = total(
    "topup_disabled_fen",
    where="in_family",
    law="重庆市城乡居民最低生活保障条例 第二十一条",
    label="残疾人员重点救助合计",
)


@rule(law="重庆市城乡居民最低生活保障条例 第二十一条", says="按人加发合计 {this} 元")
def dibao_topups_fen(topups_exclusive_fen: int, topups_disabled_fen: int) -> int:
    """按人加发合计：五类取一的与残疾人员的相加。"""
    return topups_exclusive_fen + topups_disabled_fen
