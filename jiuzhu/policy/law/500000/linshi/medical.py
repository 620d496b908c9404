"""重庆的重特大疾病临时救助: a share of what was paid above a deductible, up to a cap; for chronic illness months of the standard."""

from jiuzhu.policy.engine.language import any_of, band, rule


@rule(
    law="渝民发〔2017〕60号 救助对象",
    since="2021-07-01",
    says="第 {this} 类（1 特困人员、孤儿，2 低保，3 人均收入不超过低保标准二倍，4 其他）",
)
def linshi_class(
    everyone_in_tekun: bool,
    receives_tekun: bool,
    receives_orphan: bool,
    family_in_dibao: bool,
    income_monthly_fen: int,
    members: int,
    standard_fen: int,
) -> int:
    """临时救助对象的类别：人均收入恰好等于低保标准二倍的在第三类。"""
    if everyone_in_tekun or receives_tekun or receives_orphan:
        return 1
    if family_in_dibao:
        return 2
    return 3 if income_monthly_fen <= standard_fen * members * 2 else 4


@rule(law="渝民发〔2017〕60号 重特大疾病", since="2021-07-01", says="起付线 {this} 元")
def linshi_deductible_fen(
    linshi_class: int,
    linshi_tekun_deductible_fen: int,
    linshi_dibao_deductible_fen: int,
    linshi_low_deductible_fen: int,
    linshi_other_deductible_fen: int,
) -> int:
    """重特大疾病起付线：按类别。"""
    return band(
        (
            (1, linshi_tekun_deductible_fen),
            (2, linshi_dibao_deductible_fen),
            (3, linshi_low_deductible_fen),
            (4, linshi_other_deductible_fen),
        ),
        linshi_class,
    )


@rule(law="渝民发〔2017〕60号 重特大疾病", since="2021-07-01", says="超出部分救助百分之 {this}")
def linshi_percent(
    linshi_class: int,
    linshi_tekun_percent: int,
    linshi_dibao_percent: int,
    linshi_low_percent: int,
    linshi_other_percent: int,
) -> int:
    """超出起付线部分的救助比例：按类别；第三类原报道的计算基数有歧义，按超出部分算，请核对。"""
    return band(
        (
            (1, linshi_tekun_percent),
            (2, linshi_dibao_percent),
            (3, linshi_low_percent),
            (4, linshi_other_percent),
        ),
        linshi_class,
    )


@rule(law="渝民发〔2017〕60号 重特大疾病", since="2021-07-01", says="封顶 {this} 元")
def linshi_cap_fen(
    linshi_class: int,
    linshi_tekun_cap_fen: int,
    linshi_dibao_cap_fen: int,
    linshi_low_cap_fen: int,
    linshi_other_cap_fen: int,
) -> int:
    """重特大疾病封顶线：按类别。"""
    return band(
        (
            (1, linshi_tekun_cap_fen),
            (2, linshi_dibao_cap_fen),
            (3, linshi_low_cap_fen),
            (4, linshi_other_cap_fen),
        ),
        linshi_class,
    )


@rule(
    law="渝民发〔2017〕60号 重特大疾病",
    since="2021-07-01",
    says="（自付 {event_self_paid_fen} 元 − 起付线 {linshi_deductible_fen} 元）× {linshi_percent}%，最多 {linshi_cap_fen} 元，为 {this} 元",
)
def linshi_medical_fen(
    event_self_paid_fen: int, linshi_deductible_fen: int, linshi_percent: int, linshi_cap_fen: int
) -> int:
    """重特大疾病救助金：自付费用超过起付线的部分按比例救助，不超过封顶线，四舍五入到分。"""
    above = max(0, event_self_paid_fen - linshi_deductible_fen)
    return min(linshi_cap_fen, (above * linshi_percent + 50) // 100)


someone_chronically_ill = any_of(
    "chronic_illness",
    where="counts_as_member",
    law="渝民发〔2017〕60号 慢性病院外维持",
    since="2021-07-01",
    label="家中有慢性病患者",
)


@rule(
    law="渝民发〔2017〕60号 慢性病院外维持",
    since="2021-07-01",
    yes="没有住院自付费用，按慢性病院外维持治疗救助",
    no="不按慢性病院外维持治疗救助",
)
def linshi_is_maintenance(event_kind: str, event_self_paid_fen: int, someone_chronically_ill: bool) -> bool:
    """慢性病院外维持：家中有重特大慢性病患者，没有住院自付费用。"""
    return event_kind == "medical" and event_self_paid_fen == 0 and someone_chronically_ill


@rule(
    law="渝民发〔2017〕60号 慢性病院外维持",
    since="2021-07-01",
    says="城市低保标准 {urban_standard_fen} 元 × 月数，最多 {this} 个月",
)
def linshi_maintenance_most_months(
    linshi_class: int,
    linshi_tekun_maintenance_months: int,
    linshi_low_maintenance_months: int,
    linshi_other_maintenance_months: int,
    urban_standard_fen: int,
) -> int:
    """院外维持最多的月数：特困、孤儿和低保十二个月，低收入六个月。"""
    return band(
        (
            (2, linshi_tekun_maintenance_months),
            (3, linshi_low_maintenance_months),
            (4, linshi_other_maintenance_months),
        ),
        linshi_class,
    )


@rule(
    law="渝民发〔2017〕60号 慢性病院外维持",
    since="2021-07-01",
    says="城市低保标准 {urban_standard_fen} 元，最多 {linshi_maintenance_most_months} 个月，为 {this} 元",
)
def linshi_maintenance_fen(
    urban_standard_fen: int, linshi_maintenance_months: int, linshi_maintenance_most_months: int
) -> int:
    """院外维持救助金：城市低保标准乘以月数，一年不超过规定的月数。"""
    return urban_standard_fen * min(linshi_maintenance_months, linshi_maintenance_most_months)


@rule(
    law="渝民发〔2017〕60号",
    since="2021-07-01",
    says="{this} 元",
)
def linshi_regular_fen(
    event_kind: str,
    linshi_is_maintenance: bool,
    linshi_maintenance_fen: int,
    linshi_medical_fen: int,
    linshi_amount_fen: int,
) -> int:
    """按重庆标准的救助金：重特大疾病按自付费用或者院外维持；灾害、教育和其他困难的倍数没有查到，由人确定。"""
    if event_kind != "medical":
        return linshi_amount_fen
    return linshi_maintenance_fen if linshi_is_maintenance else linshi_medical_fen


@rule(
    law="渝民发〔2017〕60号 重特大疾病",
    since="2021-07-01",
    yes="自付费用超过起付线，或者不按重特大疾病计算",
    no="自付费用 {event_self_paid_fen} 元，没有超过起付线 {linshi_deductible_fen} 元",
)
def linshi_is_above_deductible(
    event_kind: str,
    event_self_paid_fen: int,
    linshi_deductible_fen: int,
    linshi_is_maintenance: bool,
    linshi_is_quick: bool,
) -> bool:
    """超过起付线：重特大疾病的自付费用要超过起付线；小额快救和院外维持不看。"""
    is_apart = event_kind != "medical" or linshi_is_maintenance or linshi_is_quick
    return is_apart or event_self_paid_fen > linshi_deductible_fen


@rule(
    law="渝民发〔2017〕60号 救助对象",
    since="2021-07-01",
    yes="属特困、孤儿、低保、低保边缘、刚性支出困难或者人均收入不超过低保标准二倍的家庭，不再核查",
    no="人均收入超过低保标准二倍，也没有认定为困难家庭",
)
def linshi_is_recognised(
    linshi_class: int, dibian_qualifies: bool, receives_dibian: bool, receives_gangxing: bool
) -> bool:
    """已认定的困难家庭：前三类对象，以及低保边缘、刚性支出困难家庭。"""
    return linshi_class <= 3 or dibian_qualifies or receives_dibian or receives_gangxing
