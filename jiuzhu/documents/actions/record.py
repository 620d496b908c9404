"""Fix what was said or seen in words, and sign it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from jiuzhu.documents import pictures, store
from jiuzhu.documents.canonical import canonical
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.documents.models import Signature, SignedRecord
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.files import digest_of
from jiuzhu.vault.seal import keyed_hash, reveal


@dataclass(frozen=True)
class Signer:
    """Who signs, and as what (调查人员, 在场家庭成员, 申请人, 评议代表 …). Ids where the register or login is known."""

    name: str
    role: str
    person_id: int | None = None
    login_id: int | None = None

    @property
    def who(self) -> str:
        """One text for one person; a name that is all we know is kept as a keyed hash."""
        if self.login_id is not None:
            return f"officer:{self.login_id}"
        if self.person_id is not None:
            return f"person:{self.person_id}"
        return f"name:{keyed_hash('signer', self.name)}"


@action("documents.open_record")
def open_record(
    kind: RecordKind,
    about: str,
    content: Mapping[str, Any],
    on: date,
    *,
    by: Scope,
    region_code: str,
    replaces: SignedRecord | None = None,
) -> SignedRecord:
    """Fix `content` (JSON values and dates) for signing on the day `on`. It never changes afterwards.

    A record that nobody has signed yet may be replaced by a corrected one; a signed one may not.
    """
    if by.kind == "officer":
        by.demand(region_code)
    if replaces is not None and replaces.signatures.exists():
        raise Refused(
            "record_signed", "这份记录已经有人签字，不能再改。有新的情况请另做一份记录，两份都会保留。"
        )
    text = canonical(content)
    return SignedRecord.objects.create(
        kind=RecordKind(kind),
        about=about,
        region_code=region_code,
        content=text,
        digest=digest_of(text.encode()),
        signed_on=on,
        replaces=replaces,
    )


@action("documents.sign")
def sign(
    record: SignedRecord,
    signer: Signer,
    method: SignMethod,
    *,
    by: Scope,
    image: bytes = b"",
) -> Signature:
    """Put one person's signature under a record; the same person again is the same signature.

    `image` holds the strokes, or the photo of the signed sheet. Confirming by click is for the person logged in.
    """
    _refuse_wrong_hand(signer, SignMethod(method), image, by)
    if SignedRecord.objects.filter(replaces=record).exists():
        raise Refused("record_replaced", "这份记录已经更正过，请在新的那份上签字。")
    if digest_of(reveal(record, "content").encode()) != record.digest:
        raise ValueError(f"record {record.pk} is not what was opened for signing")
    return Signature.objects.get_or_create(
        record=record,
        who=signer.who,
        defaults={
            "name": signer.name,
            "role": signer.role,
            "person_id": signer.person_id,
            "login_id": signer.login_id,
            "method": SignMethod(method),
            "image": store.put(pictures.clean(BytesIO(image)).content) if image else "",
            "over": record.digest,
        },
    )[0]


def _refuse_wrong_hand(signer: Signer, method: SignMethod, image: bytes, by: Scope) -> None:
    if method in (SignMethod.STROKES, SignMethod.PAPER) and not image:
        raise Refused(
            "signature_missing", f"还没有{signer.name}的签名，请先在屏幕上签名，或者拍下签字的那一页。"
        )
    if method != SignMethod.CLICK or by.kind == "system":
        return
    is_own_login = signer.login_id is not None and signer.login_id == by.login_id
    is_own_person = by.kind == "resident" and signer.login_id is None and signer.person_id == by.person_id
    if not (is_own_login or is_own_person):
        raise Refused(
            "not_your_signature",
            f"电子确认只能由{signer.name}本人登录后做。请让本人登录，或者改用手写签名。",
        )
