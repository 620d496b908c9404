"""义务人有没有履行能力: the cases of 民发〔2021〕43号 第八条, for those who live elsewhere and for those who live together."""

from jiuzhu.policy.engine.language import count, rule


@rule(
    law="民发〔2021〕43号 第八条第四项",
    of="supporter",
    yes="是重度残疾人",
    no="不是重度残疾人",
)
def supporter_is_severely_disabled(
    supporter_visual_grade: int,
    supporter_hearing_grade: int,
    supporter_speech_grade: int,
    supporter_physical_grade: int,
    supporter_intellectual_grade: int,
    supporter_psychiatric_grade: int,
) -> bool:
    """义务人是重度残疾人：一、二级残疾，三级智力、三级精神残疾。"""
    bodily = (
        supporter_visual_grade in (1, 2)
        or supporter_hearing_grade in (1, 2)
        or supporter_speech_grade in (1, 2)
        or supporter_physical_grade in (1, 2)
    )
    return bodily or supporter_intellectual_grade in (1, 2, 3) or supporter_psychiatric_grade in (1, 2, 3)


@rule(
    law="民发〔2021〕43号 第八条第三项、第四项",
    since="2021-07-01",
    of="supporter",
    yes="本人收入低于上年人均可支配收入，财产符合规定",
    no="本人收入不低于上年人均可支配收入，或者财产不符合规定",
)
def supporter_is_poor(
    supporter_income_fen: int, disposable_income_annual_fen: int, supporter_assets_ok: bool
) -> bool:
    """义务人收入和财产都低：本人收入低于当地上年人均可支配收入，财产符合低收入家庭规定。"""
    return supporter_income_fen * 12 < disposable_income_annual_fen and supporter_assets_ok


@rule(
    law="民发〔2021〕43号 第八条",
    since="2021-07-01",
    of="supporter",
    yes="属第八条所列的无履行能力情形",
    no="不属第八条所列的无履行能力情形",
)
def supporter_is_unable(
    owes_support: bool,
    supporter_receives_tekun: bool,
    supporter_receives_dibao: bool,
    supporter_age_years: int,
    supporter_is_poor: bool,
    supporter_is_severely_disabled: bool,
    supporter_status: str,
    supporter_assets_ok: bool,
) -> bool:
    """义务人无履行能力：特困；六十岁以上低保；七十岁以上或重残且收入财产低；失踪、服刑且财产符合规定。"""
    old = supporter_age_years >= 60 and supporter_receives_dibao
    weak = (supporter_age_years >= 70 or supporter_is_severely_disabled) and supporter_is_poor
    away = supporter_status in ("declared_missing", "imprisoned") and supporter_assets_ok
    return owes_support and (supporter_receives_tekun or old or weak or away)


@rule(
    law="民发〔2021〕43号 第八条",
    since="2021-07-01",
    of="supporter",
    yes="有履行能力",
    no="有没有履行能力还要看第八条的情形",
)
def supporter_is_able(
    owes_support: bool,
    supporter_age_years: int,
    supporter_receives_tekun: bool,
    supporter_has_disability: bool,
    supporter_status: str,
) -> bool:
    """义务人确有履行能力：不满六十周岁、没有残疾、在家的成年人，不会属于第八条的任何一种情形。"""
    present = supporter_status in ("present", "conscript", "clergy_away")
    sound = present and not supporter_has_disability and not supporter_receives_tekun
    return owes_support and supporter_age_years < 60 and sound


@rule(law="民发〔2021〕43号 第八条", since="2021-07-01", of="supporter", yes="有残疾人证", no="没有残疾人证")
def supporter_has_disability(
    supporter_visual_grade: int,
    supporter_hearing_grade: int,
    supporter_speech_grade: int,
    supporter_physical_grade: int,
    supporter_intellectual_grade: int,
    supporter_psychiatric_grade: int,
) -> bool:
    """义务人有残疾。"""
    senses = supporter_visual_grade + supporter_hearing_grade + supporter_speech_grade
    return senses + supporter_physical_grade + supporter_intellectual_grade + supporter_psychiatric_grade > 0


able_supporters = count(
    "supporter_is_able", law="民发〔2021〕43号 第八条", since="2021-07-01", label="确有履行能力的义务人"
)
unable_supporters = count(
    "supporter_is_unable", law="民发〔2021〕43号 第八条", since="2021-07-01", label="无履行能力的义务人"
)
