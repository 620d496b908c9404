"""Papers, letters and records within reach. What opens a file or a sealed text records the look."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu.documents import store
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.documents.models import Letter, Paper, SignedRecord
from jiuzhu.documents.typeset import typeset
from jiuzhu.org.looking import look_within
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look
from jiuzhu.vault.files import digest_of
from jiuzhu.vault.seal import reveal


def papers_about(scope: Scope, abouts: Iterable[str]) -> QuerySet[Paper]:
    """Papers of these applications and cases that were not replaced, oldest first.

    A resident sees what they handed in themselves, and what is theirs.
    """
    papers = Paper.objects.filter(about__in=list(abouts), replaced_by=None).order_by("pk")
    if scope.kind == "resident":
        return papers.filter(Q(taken_by=scope.actor) | _own(scope, "person_id"))
    return _reached(scope, papers, "about")


def open_paper(scope: Scope, paper_id: int, purpose: str, without: Iterable[str] = ()) -> bytes:
    """The JPEG of one paper. Raises Paper.DoesNotExist out of reach, and for those of cases that an officer keeps off;
    Refused beyond the officer's limit."""
    papers = Paper.objects.filter(pk=paper_id).exclude(about__in=list(without))
    if scope.kind == "resident":
        papers = papers.filter(Q(taken_by=scope.actor) | _own(scope, "person_id"))
    else:
        papers = _reached(scope, papers, "about")
    paper = papers.get()
    subjects = [f"paper:{paper.pk}"]
    look_within(scope, "paper", "documents.open_paper", subjects, purpose=purpose, case_no=paper.about)
    return store.get(paper.digest)


def letters_about(scope: Scope, case_nos: Iterable[str]) -> QuerySet[Letter]:
    """Letters of these cases, oldest first; a resident sees those written to them."""
    return _letters(scope, Letter.objects.filter(case_no__in=list(case_nos))).order_by("pk")


def open_letter(scope: Scope, letter_id: int, purpose: str, without: Iterable[str] = ()) -> bytes:
    """The PDF of one letter. Raises Letter.DoesNotExist out of reach, and for those of cases that an officer keeps off;
    Refused beyond the officer's limit."""
    letters = Letter.objects.filter(pk=letter_id).exclude(case_no__in=list(without))
    letter = _letters(scope, letters).get()
    subjects = [f"letter:{letter.pk}"]
    look_within(scope, "paper", "documents.open_letter", subjects, purpose=purpose, case_no=letter.case_no)
    return store.get(letter.digest)


def is_remade(letter: Letter) -> bool:
    """Whether the stored data still give the stored PDF, byte by byte (same fonts and typst as when it was made)."""
    kept = json.loads(reveal(letter, "data"))
    return digest_of(typeset(letter.kind, kept["head"], kept["data"])) == letter.digest


@dataclass(frozen=True)
class Genuine:
    """What anyone who holds a letter may learn from its check code: that it is real, and whose. No personal data."""

    number: str
    kind: str
    office: str
    made_on: date


def posted_sheet(letter_id: int) -> bytes:
    """Public: the sheet for the village board as PDF, which shows what the law lists and no more. Callers know that it hangs today."""
    return store.get(Letter.objects.get(pk=letter_id, kind=LetterKind.POSTING).digest)


def genuine(letter_id: int, check_code: str) -> Genuine | None:
    """Public: the letter behind a QR code, when the check code is right."""
    letter = (
        Letter.objects.filter(pk=letter_id, check_code=check_code.upper()).select_related("office").first()
    )
    if letter is None:
        return None
    return Genuine(letter.number, letter.get_kind_display(), letter.office.name, letter.made_on)


def records_about(scope: Scope, abouts: Iterable[str]) -> QuerySet[SignedRecord]:
    """Records of these applications and cases that were not replaced, with their signatures, oldest first."""
    records = SignedRecord.objects.filter(about__in=list(abouts), replaced_by=None).order_by("pk")
    if scope.kind == "resident":
        records = records.filter(_own(scope, "signatures__person_id")).distinct()
    else:
        records = _reached(scope, records, "about")
    return records.prefetch_related("signatures")


@dataclass(frozen=True)
class Hand:
    """One signature under a record: who, as what, how; `image` is what was drawn or photographed, b"" for a click."""

    name: str
    role: str
    method: str
    image: bytes


@dataclass(frozen=True)
class Opened:
    """A record as it was signed."""

    record: SignedRecord
    content: dict[str, Any]
    hands: list[Hand]


def open_signed(scope: Scope, abouts: Iterable[str], record_id: int, purpose: str) -> Opened:
    """What one record of these applications and cases says, and who signed it; the look is on the trail.

    Raises SignedRecord.DoesNotExist out of reach, ValueError when it was altered after it was opened for signing.
    """
    record = records_about(scope, abouts).get(pk=record_id)
    text = reveal(record, "content")
    if digest_of(text.encode()) != record.digest:
        raise ValueError(f"record {record.pk} was altered after it was opened for signing")
    look(scope, "documents.open_signed", [f"record:{record.pk}"], purpose=purpose, case_no=record.about)
    hands = [
        Hand(
            reveal(one, "name"),
            one.role,
            one.get_method_display(),
            store.get(one.image) if one.image else b"",
        )
        for one in record.signatures.all()
    ]
    return Opened(record, json.loads(text), hands)


def _letters(scope: Scope, letters: QuerySet[Letter]) -> QuerySet[Letter]:
    if scope.kind == "resident":
        return letters.filter(_own(scope, "to_person_id"))
    return _reached(scope, letters, "case_no")


def _reached(scope: Scope, rows: QuerySet[Any], case_field: str) -> QuerySet[Any]:
    if scope.kind == "grant":
        return rows.filter(**{case_field: scope.case_no})
    return scope.within(rows)


def _own(scope: Scope, field: str) -> Q:
    return Q(**{field: scope.person_id}) if scope.person_id is not None else Q(pk__in=[])
