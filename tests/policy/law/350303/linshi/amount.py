"""临时救助按身份比例: a share of what the family paid itself, by what it is."""

from jiuzhu.policy.engine.language import rule


@rule(law="涵江区临时救助公示2025", since="2021-07-01", says="自付 {event_self_paid_fen} 元，救助 {this} 元")
def linshi_regular_fen(
    event_self_paid_fen: int, everyone_in_tekun: bool, receives_tekun: bool, family_in_dibao: bool
) -> int:
    """救助金：特困九成，低保两成，其他一成。"""
    if everyone_in_tekun or receives_tekun:
        return (event_self_paid_fen * 90 + 50) // 100
    share = 20 if family_in_dibao else 10
    return (event_self_paid_fen * share + 50) // 100
