"""`jiuzhu trail verify | export`: prove that nobody rewrote the trail, here or on an export far from the database."""

import argparse
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from jiuzhu.cli.options import Options, django_ready
from jiuzhu.trail.chain import Record, key_of, key_text
from jiuzhu.trail.verify import Broken, Proof, prove, prove_export

WHOLE, BROKEN, NO_FILE = 0, 1, 2


def run(argv: list[str]) -> int:
    """Exit status 0 when the trail is whole, 1 at any break, 2 when a file cannot be read or written."""
    options = Options("trail", "校验或导出留痕。")
    acts = options.add_subparsers(dest="act", required=True, metavar="verify|export", parser_class=_Act)
    verify = acts.add_parser("verify")
    verify.add_argument("--export", type=Path, metavar="文件", help="校验导出的文件，不用数据库")
    verify.add_argument(
        "--key", type=key_of, metavar="公钥", help="另外保管的公钥（64 位十六进制），与文件里的核对"
    )
    verify.add_argument(
        "--kept", type=Path, metavar="文件", help="别处保管的旧导出：它记下的，数据库里一条都不能少"
    )
    export = acts.add_parser("export")
    export.add_argument("--out", type=Path, metavar="文件", required=True, help="写到哪里")
    args = options.parse_args(argv)
    try:
        if args.act == "export":
            return _export(args.out)
        return _verify_here(args.kept) if args.export is None else _verify_file(args)
    except OSError as error:
        print(f"✗ 打不开 {error.filename}：{error.strerror}", file=sys.stderr)
        return NO_FILE


class _Act(Options):
    """The parser of one act; argparse passes it keywords."""

    def __init__(self, prog: str, **_: object) -> None:
        super().__init__(prog.removeprefix("jiuzhu "), "")


def _export(out: Path) -> int:
    django_ready()
    from django.utils import timezone

    from jiuzhu.trail.export import write_export

    draft = out.with_name(out.name + ".part")
    with draft.open("w", encoding="utf-8") as file:
        head = write_export(file, timezone.now())
    draft.replace(out)
    print(f"✓ 已导出 {head['blocks']} 块、{head['last']} 条到 {out}")
    print(f"  公钥 {head['public_key']}（请另外保管，校验时用 --key 核对）")
    return WHOLE


def _verify_here(kept: Path | None) -> int:
    django_ready()
    from django.utils import timezone

    from jiuzhu.trail import queries
    from jiuzhu.vault.seal import ring

    key = ring().signer.public_key()
    upto, waiting = queries.tip(), queries.tail()
    with closing(queries.records(upto)) as records:
        proof = prove(records, key)
    if kept is not None and proof.broken is None:
        proof = _compared(kept, proof)
    return _tell(proof, key_text(key), waiting.entries, waiting.oldest_at, timezone.now())


def _compared(kept: Path, proof: Proof) -> Proof:
    """A trail whose newest blocks were cut off is whole in itself: only what was kept elsewhere tells of them."""
    from jiuzhu.trail.queries import has_block

    with kept.open(encoding="utf-8", errors="replace") as lines:
        _, then = prove_export(lines)
    if then.broken is not None:
        return Proof(proof.tip, Broken(0, 0, f"旧导出 {kept.name} 本身有问题：{then.broken.why}"))
    if then.tip.block and not has_block(then.tip.block, then.tip.digest):
        gone = min(proof.tip.number, then.tip.number) + 1
        return Proof(
            proof.tip, Broken(gone, then.tip.block, f"旧导出记到第 {then.tip.number} 条，库里对不上")
        )
    return proof


def _verify_file(args: argparse.Namespace) -> int:
    with args.export.open(encoding="utf-8", errors="replace") as lines:
        head, proof = prove_export(lines, args.key)
    oldest = head.get("oldest_unsealed_at")
    return _tell(
        proof,
        head.get("public_key", ""),
        head.get("unsealed", 0),
        datetime.fromisoformat(oldest) if oldest else None,
        _moment(head),
    )


def _moment(head: Record) -> datetime | None:
    return datetime.fromisoformat(head["exported_at"]) if head else None


def _tell(proof: Proof, key: str, unsealed: int, oldest: datetime | None, at: datetime | None) -> int:
    """One summary; the first broken number when there is one."""
    broken = proof.broken
    if broken is not None:
        place = f"从第 {broken.number} 条起不能相信（第 {broken.block} 块）" if broken.block else "不能相信"
        print(f"✗ 留痕{place}：{broken.why}。此前 {proof.tip.block} 块、{proof.tip.number} 条完整。")
        return BROKEN
    print(f"✓ 留痕完整：{proof.tip.block} 块、{proof.tip.number} 条，编号连续，内容未改，签名都对。")
    if oldest is not None and at is not None:
        age = max(0, int((at - oldest).total_seconds()))
        print(f"  还有 {unsealed} 条未封存，最早的一条已等 {_span(age)}。{_advice(age)}")
    print(f"  公钥 {key}")
    return WHOLE


def _advice(age: int) -> str:
    return "封存每 5 秒一次，等得太久，请检查 jiuzhu tick 是否在运行。" if age > 60 else ""


def _span(seconds: int) -> str:
    for size, unit in ((86400, "天"), (3600, "小时"), (60, "分钟")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} 秒"
