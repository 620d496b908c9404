"""Whatever somebody does to a sealed trail, verification says where it broke; offline as well."""

import io
import json
import subprocess
import sys
from contextlib import closing

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from jiuzhu.trail.chain import digest_of, key_text, text, words
from jiuzhu.trail.export import write_export
from jiuzhu.trail.queries import head_record, records, tip
from jiuzhu.trail.seal import seal_once
from jiuzhu.trail.verify import prove, prove_export
from jiuzhu.vault.seal import ring
from tests.conftest import without_guard
from tests.trail.conftest import NOW


@pytest.fixture
def sealed(enter):
    """Three blocks of three entries: 1–3, 4–6, 7–9; one entry waits."""
    enter(9)
    for _ in range(3):
        seal_once(NOW, limit=3)
    enter()


@pytest.fixture
def lines(sealed):
    """An export as its lines: 0 the head, 1 a block, 2–4 its entries, 5 a block …"""
    out = io.StringIO()
    write_export(out, NOW)
    return out.getvalue().splitlines()


def tamper(statement):
    """As somebody with the database's password would."""
    with without_guard(connection), connection.cursor() as cursor:
        cursor.execute(statement)


def proof():
    with closing(records(tip())) as stream:
        return prove(stream, ring().signer.public_key())


def edited(line, **changes):
    return json.dumps(json.loads(line) | changes)


def test_an_untouched_trail_is_whole(sealed):
    assert proof().broken is None
    assert (proof().tip.block, proof().tip.number) == (3, 9)


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE trail_entry SET actor = 'officer:2' WHERE number = 5", 4),
        ("UPDATE trail_entry SET at = '2026-01-01 00:00:00+00:00' WHERE number = 8", 7),
        ("UPDATE trail_entry SET refs = '{}' WHERE number = 1", 1),
        ("DELETE FROM trail_entry WHERE number = 5", 5),
        ("DELETE FROM trail_entry WHERE number = 9", 9),
        ("UPDATE trail_entry SET number = 77 WHERE number = 6", 6),
        ("UPDATE trail_block SET signature = 'ab' WHERE number = 2", 4),
        ("UPDATE trail_block SET previous = digest WHERE number = 3", 7),
        ("UPDATE trail_block SET last = 5 WHERE number = 2", 4),
    ],
)
def test_a_change_in_the_database_is_found_where_it_is(sealed, statement, number):
    tamper(statement)
    assert proof().broken.number == number


def test_a_block_that_is_gone_is_missed(sealed):
    tamper("DELETE FROM trail_entry WHERE number BETWEEN 4 AND 6")
    tamper("DELETE FROM trail_block WHERE number = 2")
    assert (proof().broken.number, proof().broken.block) == (4, 2)


def test_a_chain_made_again_without_the_key_is_noticed(sealed):
    tamper("UPDATE trail_entry SET actor = 'officer:2' WHERE number = 7")
    stream = list(records(tip()))
    digest = digest_of(head_record(tip()), stream[9:])
    forged = Ed25519PrivateKey.generate().sign(words("block", digest)).hex()
    stream[8] = {**stream[8], "digest": digest, "signature": forged}
    assert prove(stream, ring().signer.public_key()).broken.why == "这一块的签名不对"


def test_an_entry_added_behind_the_sealers_back_is_found(sealed, enter):
    enter(1, number=50, block=tip())
    assert proof().broken.number == 50


def test_an_export_is_proven_by_its_own_key(lines):
    head, found = prove_export(lines)
    assert found.broken is None
    assert (head["last"], head["unsealed"]) == (9, 1)


def test_an_export_cut_short_names_the_first_missing_number(lines):
    assert prove_export(lines[:9])[1].broken.number == 7


@pytest.mark.parametrize(
    ("place", "changes", "number"),
    [
        (0, {"last": 6}, 0),
        (0, {"public_key": "00" * 32}, 0),
        (0, {"public_key": None}, 0),
        (1, {"sealed_at": "2026-01-01"}, 1),
        (6, {"actor": "officer:2"}, 4),
        (9, {"first": "7"}, 7),
        (9, {"digest": 7}, 7),
        (9, {"block": 4}, 7),
    ],
)
def test_an_edited_export_is_found_out(lines, place, changes, number):
    lines[place] = edited(lines[place], **changes)
    assert prove_export(lines)[1].broken.number == number


@pytest.mark.parametrize("place", range(13))
def test_a_line_taken_out_of_an_export_is_missed(lines, place):
    del lines[place]
    assert prove_export(lines)[1].broken is not None


@pytest.mark.parametrize("rubbish", ["", "[]", "PK\x03\x04", "{}", '{"public_key": 5}'])
def test_rubbish_is_no_export(rubbish):
    assert prove_export([rubbish])[1].broken.number == 0


def test_an_export_signed_with_another_key_fails_the_key_kept_apart(lines):
    stranger = Ed25519PrivateKey.generate()
    head = json.loads(lines[0]) | {"public_key": key_text(stranger.public_key())}
    del head["signature"]
    head["signature"] = stranger.sign(words("export", text(head))).hex()
    told = prove_export([text(head), *lines[1:]], ring().signer.public_key())
    assert told[1].broken.why == "文件里的公钥不是您给的公钥"


def test_an_export_needs_neither_database_nor_django(lines, tmp_path):
    file = tmp_path / "trail.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    script = (
        "import sys; from jiuzhu.cli import main; status = main(sys.argv[1:]);"
        "assert 'django' not in sys.modules; sys.exit(status)"
    )
    command = [sys.executable, "-c", script, "trail", "verify", "--export", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split("，")[0]) == (0, "✓ 留痕完整：3 块、9 条"), done.stderr
