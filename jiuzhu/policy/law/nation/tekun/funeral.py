"""特困人员丧葬: paid once when somebody supported as 特困 dies; how many months, the region says."""

from jiuzhu.policy.engine.language import any_of, rule


@rule(
    law="国发〔2016〕14号 办理丧葬事宜",
    since="2021-07-01",
    of="person",
    yes="享受特困供养的人去世",
    no="不是享受特困供养而去世的人",
)
def funeral_qualifies(status: str, receives_tekun: bool) -> bool:
    """特困人员去世：享受特困供养的成员去世。"""
    return status == "dead" and receives_tekun


someone_to_bury = any_of(
    "funeral_qualifies",
    law="国发〔2016〕14号 办理丧葬事宜",
    since="2021-07-01",
    label="有去世的特困人员",
    yes="享受特困供养的人去世",
    no="没有去世的特困人员",
)


@rule(
    law="国发〔2016〕14号 办理丧葬事宜",
    since="2021-07-01",
    of="person",
    says="特困基本生活标准 {tekun_basic_fen} 元 × {funeral_months} 个月 ＝ {this} 元",
)
def funeral_fen(tekun_basic_fen: int, funeral_months: int) -> int:
    """特困丧葬补助：特困基本生活标准乘以月数。"""
    return tekun_basic_fen * funeral_months
