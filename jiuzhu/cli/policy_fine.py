"""`jiuzhu policy fine`: within which amounts a deceit may be fined, by the law of the act or the lighter one of the decision."""

import sys
from datetime import date

from jiuzhu.cli.options import Options
from jiuzhu.kernel.fen import parse_yuan, yuan
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.numbers import NATION
from jiuzhu.policy.penalty import LIGHTER, fine

DONE, WRONG_USE = 0, 64


def run(argv: list[str]) -> int:
    """Exit status 0; 64 for wrong use."""
    options = Options("policy fine", "骗取救助的罚款幅度：按行为时的规定，决定时的规定较轻的从轻。")
    options.add_argument("amount", help="骗取的价值，元，例如 10000")
    options.add_argument("--acted", required=True, help="行为之日（连续的行为写终了之日），例如 2026-08-15")
    options.add_argument("--decided", default="", help="决定之日，不写就是行为之日")
    options.add_argument("--region", default=NATION, help="区划代码，不写就是全国")
    asked = options.parse_args(argv)
    try:
        defrauded, acted = parse_yuan(asked.amount), _day("--acted", asked.acted)
        decided = _day("--decided", asked.decided) if asked.decided else acted
        found = fine(shipped(), asked.region, defrauded, acted, decided)
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE
    if found is None:
        print("不能罚款：没有骗取，或者行为之时没有罚款的规定。")
        return DONE
    print(
        f"罚款 {yuan(found.least_fen)} 元至 {yuan(found.most_fen)} 元，含两端；另责令退回 {yuan(defrauded)} 元。"
    )
    print(f"依据：{found.because}，{found.law_of} 的规定")
    if found.is_lighter:
        print(f"行为在 {acted}，决定时的规定较轻，从轻（{LIGHTER}）。")
    return DONE


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"请写 {option} 日期，例如 {option} 2026-08-15") from None
