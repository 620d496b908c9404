"""孤儿、事实无人抚养儿童、其他困境儿童 how much: the standard, less what the child already has of other aid."""

from jiuzhu.policy.engine.language import rule


@rule(law="国办发〔2010〕54号 二", since="2021-07-01", of="person", says="{care_form}的标准，每月 {this} 元")
def orphan_fen(care_form: str, orphan_institution_fen: int, orphan_home_fen: int) -> int:
    """孤儿基本生活费：机构集中养育的高于散居的。"""
    return orphan_institution_fen if care_form == "institution" else orphan_home_fen


@rule(law="民发〔2021〕57号 第二十三条", says="全家低保金 {this} 元")
def dibao_due_fen(dibao_qualifies: bool, dibao_paid_fen: int, dibao_topups_fen: int) -> int:
    """低保金合计：补差加上按人加发；不符合低保的为零。"""
    return dibao_paid_fen + dibao_topups_fen if dibao_qualifies else 0


@rule(law="民发〔2021〕57号 第二十七条", says="按人加发合计 {this} 元")
def dibao_topups_fen() -> int:
    """按人加发合计：国家没有规定金额，由地方规定。"""
    return 0


@rule(law="民发〔2019〕62号 三(一)", since="2021-07-01", says="{this} 元")
def dibao_held_fen(
    dibao_qualifies: bool, dibao_due_fen: int, receives_dibao: bool, dibao_received_fen: int
) -> int:
    """全家已有的低保金：本次符合的按本次计算，否则按正在享受的。"""
    if dibao_qualifies:
        return dibao_due_fen
    return dibao_received_fen if receives_dibao else 0


@rule(
    law="民发〔2019〕62号 三(一)",
    since="2021-07-01",
    of="person",
    says="低保金 {dibao_held_fen} 元 ÷ {members} 人 ＝ {this} 元",
)
def child_share_of_dibao_fen(in_family: bool, dibao_held_fen: int, members: int) -> int:
    """孩子的低保金：按全家的人均救助水平，四舍五入到分。"""
    heads = max(1, members)
    return (dibao_held_fen * 2 + heads) // (2 * heads) if in_family else 0


@rule(law="民发〔2019〕62号 三(一)", since="2021-07-01", of="person", says="已有 {this} 元")
def child_held_fen(
    child_share_of_dibao_fen: int,
    disability_living_qualifies: bool,
    disability_living_fen: int,
    tekun_qualifies: bool,
    tekun_basic_due_fen: int,
    tekun_care_due_fen: int,
) -> int:
    """孩子已有的救助：低保金、特困供养金、困难残疾人生活补贴。"""
    living = disability_living_fen if disability_living_qualifies else 0
    tekun = tekun_basic_due_fen + tekun_care_due_fen if tekun_qualifies else 0
    return child_share_of_dibao_fen + living + tekun


@rule(
    law="民发〔2019〕62号 三(一)",
    since="2021-07-01",
    of="person",
    says="标准 {orphan_home_fen} 元 − 已有的救助 {child_held_fen} 元 ＝ {this} 元",
)
def unsupported_child_fen(orphan_home_fen: int, child_held_fen: int) -> int:
    """事实无人抚养儿童补贴：与散居孤儿标准衔接；已有低保金、特困金、残疾人生活补贴的补差。"""
    return max(0, orphan_home_fen - child_held_fen)


@rule(law="国发〔2016〕36号", since="2021-07-01", of="person", says="每月 {this} 元")
def child_in_difficulty_fen(child_in_difficulty_amount_fen: int) -> int:
    """其他困境儿童补贴：国家没有规定金额，由地方规定。"""
    return child_in_difficulty_amount_fen
