"""Post a family for its village, prove that the sheet hangs there, take it down."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.db.models import Model

from jiuzhu.clocks.actions import due_on
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.kinds import NOTICE_DAYS, PostingKind
from jiuzhu.notices.models import Posting
from jiuzhu.notices.named import LAW, demand_guardian, is_minor, public_name
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

MAY_POST = (Role.CLERK, Role.CONFIRMER, Role.COUNTY)
"""Who posts and takes down: the town, and the county where it acts in its stead."""


@dataclass(frozen=True)
class Shown:
    """All that the public may see of a family; `programme` in Chinese, `monthly_fen` 分 a month for the household."""

    name: str
    members: int
    programme: str
    monthly_fen: int


class Photo(Protocol):
    """A paper of `documents`."""

    pk: int
    about: str
    kind: str


@action("notices.post")
def post(
    case_no: str,
    region_code: str,
    kind: PostingKind,
    shown: Shown,
    on: date,
    *,
    by: Scope,
    applicant_born_on: date,
    until_on: date | None = None,
    sheet: Model | None = None,
    guardian: str = "",
) -> Posting:
    """Put a family on public notice in its village from `on`; without `until_on` for seven full days after it.

    The applicant's birth date is only looked at: a minor is posted under the name of the `guardian`. `sheet` is the
    printed letter.
    """
    if by.kind != "system":
        by.demand(region_code, *MAY_POST)
    demand_guardian(applicant_born_on, on, guardian)
    shown = replace(shown, name=public_name(shown.name, applicant_born_on, on, guardian))
    posting, is_new = Posting.objects.get_or_create(
        case_no=case_no,
        kind=PostingKind(kind),
        from_on=on,
        withdrawn_on=None,
        defaults={
            "region_code": region_code,
            "name": shown.name,
            "is_guardian": is_minor(applicant_born_on, on),
            "members": shown.members,
            "programme": shown.programme,
            "monthly_fen": shown.monthly_fen,
            "until_on": until_on or due_on(on, NOTICE_DAYS, Clock.Unit.DAY),
            "sheet": sheet,
        },
    )
    if not is_new and posting.shown != vars(shown):
        raise Refused(
            "posted_otherwise",
            "这一户今天已经公示，内容和现在的不同。请先撤下原来的公示，写明原因，再重新公示。",
        )
    return posting


@action("notices.prove_posted")
def prove_posted(posting: Posting, paper: Photo, on: date, *, by: Scope) -> Posting:
    """Keep the photo of the sheet on the village board as proof. The first proof stands."""
    if by.kind != "system":
        by.demand(posting.region_code)
    if paper.about != posting.case_no or paper.kind != "posting_photo":
        raise Refused("wrong_photo", "这张照片不是这一户的公示照片，没有采用。请上传村（社区）公示栏的照片。")
    if not posting.from_on <= on <= posting.until_on:
        raise Refused("proof_out_of_time", "照片日期不在公示期内，请核对照片是不是这次公示的。", LAW)
    Posting.objects.filter(pk=posting.pk, proof=None).update(proof=paper.pk, proved_on=on)
    posting.refresh_from_db()
    return posting


@action("notices.withdraw")
def withdraw(posting: Posting, reason: str, on: date, *, by: Scope) -> Posting:
    """Take a posting down before its time, with the reason; it is gone from the public page at once."""
    if by.kind != "system":
        by.demand(posting.region_code, *MAY_POST)
    if not reason.strip():
        raise Refused("reason_missing", "撤下公示要写明原因，例如：公示有异议，重新调查。")
    Posting.objects.filter(pk=posting.pk, withdrawn_on=None).update(
        withdrawn_on=on, withdrawn_for=reason.strip()
    )
    posting.refresh_from_db()
    return posting
