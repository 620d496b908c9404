"""单人保分档: the whole standard below twice the line, half above; the disabled up to three, the ill up to five times."""

from jiuzhu.policy.engine.language import any_of, rule


@rule(law="沈阳单人保办法", since="2021-07-01", of="person", yes="收入在范围内", no="收入不在范围内")
def fits_alone(
    in_family: bool,
    is_severely_disabled: bool,
    major_illness: bool,
    income_monthly_fen: int,
    members: int,
    standard_fen: int,
) -> bool:
    """单人保的收入范围：重残低于三倍，重病低于五倍。"""
    line = standard_fen * members
    disabled = is_severely_disabled and income_monthly_fen < line * 3
    ill = major_illness and income_monthly_fen < line * 5
    return in_family and income_monthly_fen >= line and (disabled or ill)


someone_fits_alone = any_of(
    "fits_alone", law="沈阳单人保办法", since="2021-07-01", label="家中有收入在范围内的人员"
)


@rule(law="沈阳单人保办法", since="2021-07-01", of="person", yes="符合单人保条件", no="不符合单人保条件")
def single_person_qualifies(fits_alone: bool, assets_within: bool) -> bool:
    """符合单人保条件：收入在本人一类的范围内，财产符合规定。"""
    return fits_alone and assets_within


@rule(law="沈阳单人保办法", since="2021-07-01", of="person", says="每月 {this} 元")
def single_person_fen(income_monthly_fen: int, members: int, standard_fen: int) -> int:
    """单人保金额：人均低于二倍全额，二倍以上发一半。"""
    if income_monthly_fen < standard_fen * members * 2:
        return standard_fen
    return (standard_fen + 1) // 2
