"""Families, determinations and records as the tests need them, written straight into the tables below benefits."""

from datetime import UTC, date, datetime
from itertools import count

from jiuzhu.assessment.models import Determination, FactSet
from jiuzhu.benefits import actions, bankfile
from jiuzhu.documents import store
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.month import Month
from jiuzhu.registry.models import Household, Membership, Person
from jiuzhu.vault.files import digest_of
from jiuzhu.vault.seal import keyed_hash

VILLAGE = "500110101001"
JULY, AUGUST, SEPTEMBER = Month.parse("2026-07"), Month.parse("2026-08"), Month.parse("2026-09")
NOON = datetime(2026, 7, 20, 4, tzinfo=UTC)
_numbers = count(1)


def person(name="冉光明", born=date(1960, 3, 2)):
    number = with_check_digit(f"500110{born:%Y%m%d}{next(_numbers) % 1000:03d}")
    return Person.objects.create(
        name=name,
        initials="rgm",
        id_number=number,
        id_hash=keyed_hash("id_number", f"{number}{next(_numbers)}"),
        sex="male",
        born=born,
    )


def family(people=1, village=VILLAGE, name="冉光明"):
    """A household with its members."""
    members = [person(name if index == 0 else f"{name[0]}小{index}") for index in range(people)]
    household = Household.objects.create(region_code=village, area="urban", head=members[0])
    for index, member in enumerate(members):
        Membership.objects.create(
            household=household,
            person=member,
            relation="self" if index == 0 else "child",
            since=date(2000, 1, 1),
        )
    return household


def people_of(household):
    return [row.person for row in household.memberships.order_by("pk").select_related("person")]


def account(household, by, on=date(2026, 7, 1), **about):
    head = household.head
    return actions.open_account(
        household,
        about.pop("person", head),
        "CQRCB",
        about.pop("card", f"62{next(_numbers):014d}"),
        about.pop("name", head.name),
        on,
        by=by,
        **about,
    )


def determined(
    household, fen, on=date(2026, 7, 6), *, parts=None, programme="dibao", persons=None, status="eligible"
):
    """A determination that grants `fen` a month as one difference, or as `parts`."""
    people = persons or people_of(household)
    result = {
        "date": on.isoformat(),
        "region": household.region_code,
        "classification": {"household": programme, "members": {}, "outside": []},
        "results": {
            programme: {
                "status": status,
                "excluded_by": [],
                "monthly_fen": fen,
                "parts": parts or [{"part": "difference", "fen": fen, "law": "社会救助暂行办法 第十二条"}],
                "persons": [str(someone.pk) for someone in people],
                "from_month": str(Month.of(on)),
            }
        },
    }
    case_no = f"SJ-2026-{next(_numbers):04d}"
    frozen = FactSet.objects.create(case_no=case_no, facts={}, origins=[], digest="0" * 64, frozen_on=on)
    return Determination.objects.create(
        case_no=case_no,
        household=household,
        fact_set=frozen,
        on=on,
        edition_hash="0" * 64,
        engine=1,
        result=result,
        result_digest=f"{next(_numbers):064d}",
    )


def hearing(about="SJ-2026-0001", on=date(2026, 7, 6), kind="hearing"):
    return SignedRecord.objects.create(
        kind=kind, about=about, region_code=VILLAGE, content="已当面听取意见", digest="0" * 64, signed_on=on
    )


def granted(
    by,
    fen=77000,
    on=date(2026, 7, 6),
    *,
    household=None,
    people=1,
    parts=None,
    village=VILLAGE,
    name="冉光明",
):
    household = household or family(people, village, name)
    payee = household.accounts.filter(until=None).first() or account(household, by, on)
    determination = determined(household, fen, on, parts=parts)
    return actions.grant(determination, f"綦三低保确〔2026〕{next(_numbers)}号", on, payee=payee, by=by)


def changed(award, fen, on, by, *, heard=None, month=None, **about):
    """A change of an award's family to `fen` a month."""
    return actions.change(
        determined(
            award.household, fen, on, parts=about.pop("parts", None), persons=about.pop("persons", None)
        ),
        f"綦三低保变〔2026〕{next(_numbers)}号",
        heard,
        on,
        by=by,
        from_month=month,
        **about,
    )


def stopped(award, month, on, by, *, heard=None, **about):
    return actions.stop(award, f"綦三低保停〔2026〕{next(_numbers)}号", heard, month, on, by=by, **about)


def paid_month(month, on, maker, approver, fund="dibao"):
    """Propose and approve a month."""
    batch = actions.propose_month("500110", fund, month, on, by=maker)
    return actions.approve_batch(batch, on, by=approver)


def reply_to(batch, alter=None, *, totals=None, number=None):
    """The bank's reply to a batch: all paid, unless `alter` changes its lines or `totals` its totals."""
    form = bankfile.load()
    batch.refresh_from_db()
    sent = bankfile.parse_sent(store.get(batch.file_digest), form)
    rows = [
        {**{key: line.values[key] for key in ("payment_no", "card", "amount_fen")}, "result": "00"}
        for line in sent.lines
    ]
    if alter:
        alter(rows)
    paid = sum(int(row["amount_fen"]) for row in rows if row["result"] == "00")
    said = {"count": len(rows), "paid_fen": paid, **(totals or {})}
    header = {"version": "1", "batch_number": number or batch.number, "made_on": "2026-07-21", **said}
    body = form.write(form.reply["header"], header) + "".join(
        form.write(form.reply["line"], row) for row in rows
    )
    content = body.encode(form.encoding)
    trailer = form.write(form.reply["trailer"], {**said, "digest": digest_of(content)})
    return content + trailer.encode(form.encoding)


def replied(batch, by, alter=None, on=date(2026, 7, 20)):
    """Read a reply to a batch."""
    return actions.read_reply(batch, reply_to(batch, alter), on, by=by)
