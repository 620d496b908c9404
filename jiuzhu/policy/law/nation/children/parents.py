"""孩子父母的情形: dead, missing, or unable to care for at least six months (民发〔2019〕62号 一)."""

from jiuzhu.policy.engine.language import count, months, rule


@rule(law="民发〔2019〕62号 一", since="2021-07-01", of="parent", yes="已去世", no="没有去世")
def parent_is_dead(parent_status: str) -> bool:
    """父母死亡：包括宣告死亡。"""
    return parent_status == "dead"


@rule(law="民发〔2019〕62号 一", since="2021-07-01", of="parent", yes="已被法院宣告失踪", no="没有宣告失踪")
def parent_is_missing(parent_status: str) -> bool:
    """父母失踪：人民法院宣告失踪。"""
    return parent_status == "declared_missing"


@rule(
    law="民发〔2019〕62号 一",
    since="2021-07-01",
    of="parent",
    yes="属重残（儿童口径）",
    no="不属重残（儿童口径）",
)
def parent_is_severely_disabled(
    parent_visual_grade: int,
    parent_hearing_grade: int,
    parent_speech_grade: int,
    parent_physical_grade: int,
    parent_intellectual_grade: int,
    parent_psychiatric_grade: int,
) -> bool:
    """父母重残：一、二级残疾，或者三、四级精神、智力残疾。"""
    bodily = (
        parent_visual_grade in (1, 2)
        or parent_hearing_grade in (1, 2)
        or parent_speech_grade in (1, 2)
        or parent_physical_grade in (1, 2)
    )
    return bodily or parent_intellectual_grade > 0 or parent_psychiatric_grade > 0


@rule(
    law="民发〔2019〕62号 一",
    since="2021-07-01",
    of="parent",
    yes="{parent_status}，期限六个月以上",
    no="没有被限制人身自由，或者期限不满六个月",
)
def parent_is_confined(
    parent_status: str, parent_status_since: int, confinement_is_long: int, date: int
) -> bool:
    """父母服刑在押、强制隔离戒毒、被限制人身自由：期限六个月以上；已满六个月的当然符合。"""
    confined = parent_status in ("imprisoned", "compulsory_rehab", "detained")
    return confined and (months(parent_status_since, date) >= 6 or confinement_is_long == 1)


@rule(
    law="民发〔2019〕62号 一",
    since="2021-07-01",
    of="parent",
    yes="失去联系六个月以上",
    no="没有失去联系，或者不满六个月",
)
def parent_has_vanished(parent_status: str, parent_status_since: int, date: int) -> bool:
    """父母失联：失去联系且未履行监护抚养责任六个月以上。"""
    return parent_status == "lost_contact" and months(parent_status_since, date) >= 6


@rule(
    law="民发〔2019〕62号 一",
    since="2021-07-01",
    of="parent",
    yes="无力抚养：重残、重病、服刑戒毒等限制自由或者失联",
    no="不属重残、重病、限制自由、失联",
)
def parent_cannot_care(
    parent_is_dead: bool,
    parent_is_missing: bool,
    parent_is_severely_disabled: bool,
    parent_major_illness: bool,
    parent_is_confined: bool,
    parent_has_vanished: bool,
) -> bool:
    """父母无力抚养：在世而属重残、重病、服刑在押、强制隔离戒毒、其他限制人身自由、失联之一。"""
    unable = parent_is_severely_disabled or parent_major_illness or parent_is_confined or parent_has_vanished
    return unable and not parent_is_dead and not parent_is_missing


@rule(
    law="民发〔2019〕62号 一",
    since="2021-07-01",
    of="parent",
    yes="不能抚养孩子",
    no="能够抚养孩子",
)
def parent_fails(parent_is_dead: bool, parent_is_missing: bool, parent_cannot_care: bool) -> bool:
    """父母不能抚养：死亡、失踪，或者无力抚养。"""
    return parent_is_dead or parent_is_missing or parent_cannot_care


parents_dead = count("parent_is_dead", law="国办发〔2010〕54号 一", since="2021-07-01", label="已去世的父母")
parents_missing = count(
    "parent_is_missing", law="国办发〔2010〕54号 一", since="2021-07-01", label="宣告失踪的父母"
)
parents_failing = count("parent_fails", law="民发〔2019〕62号 一", since="2021-07-01", label="不能抚养的父母")
parents_unable = count(
    "parent_cannot_care", law="民发〔2019〕62号 一", since="2021-07-01", label="在世而无力抚养的父母"
)
