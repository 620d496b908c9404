"""Questions about people and families. Whoever asks gives a scope; whoever opens a number gives a purpose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from jiuzhu.kernel import idnumber
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.looking import look_within
from jiuzhu.org.queries import own_relatives
from jiuzhu.org.scope import Scope
from jiuzhu.registry import names
from jiuzhu.registry.models import Household, Membership, Person, Standing
from jiuzhu.trail.record import look
from jiuzhu.vault.masks import mask_id, mask_phone
from jiuzhu.vault.seal import keyed_hash, reveal

PAGE = 50
RECUSAL = "近亲属回避；民发〔2021〕57号 第11条"


@dataclass(frozen=True)
class Opened:
    """The open numbers of one person, shown because someone with a purpose asked."""

    id_number: str
    phone: str


def households(scope: Scope) -> QuerySet[Household]:
    """Families within reach: of an officer by region, of a resident their own."""
    if scope.kind == "resident":
        own = Membership.objects.filter(person_id=scope.person_id, until=None)
        return Household.objects.filter(pk__in=own.values("household"))
    return scope.within(Household.objects.all())


def people(scope: Scope) -> QuerySet[Person]:
    """People who live in a family within reach."""
    return Person.objects.filter(
        pk__in=Membership.objects.filter(until=None, household__in=households(scope)).values("person")
    )


def search(scope: Scope, text: str) -> list[tuple[Person, Household]]:
    """At most `PAGE` people with their family: by identity number, full name, beginning of the name, or initials.

    One query and one look; the scope bounds it, and whose relative lives there does not find the family. Fewer than one
    character finds nothing.
    """
    words = names.normal(text)
    if not words:
        return []
    found = Membership.objects.filter(_matches(words), until=None).select_related("person", "household")
    within = found.filter(_in_towns(scope), scope.reach("household__region_code"))
    within = within.exclude(household__in=recused_homes(scope))
    rows = [(m.person, m.household) for m in within.order_by("person__name", "pk")[:PAGE]]
    if rows:
        look(
            scope,
            "registry.search",
            [f"person:{person.pk}" for person, _ in rows],
            purpose="查找",
            fields=["name"],
        )
    return rows


def recused_homes(scope: Scope) -> QuerySet[Membership]:
    """The households in which a filed relative of whoever this is lives (民发〔2021〕57号 第11条)."""
    hashes = own_relatives(scope).values("id_hash")
    return Membership.objects.filter(until=None, person__id_hash__in=hashes).values("household")


def kin_homes(scope: Scope) -> frozenset[int]:
    """The households of `recused_homes`, read once: for lists that leave them out and say how many."""
    return frozenset(recused_homes(scope).values_list("household", flat=True))


def demand_no_kin(scope: Scope, household_id: int) -> None:
    """Raise Refused where a filed relative of whoever this is lives in the household."""
    if recused_homes(scope).filter(household=household_id).exists():
        raise Refused("recused", "这一户有您的近亲属，您要回避，请由其他同事办理。", RECUSAL)


def _matches(words: str) -> Q:
    number = idnumber.normal(words)
    if len(number) == 18 and number[:17].isdigit():
        return Q(person__id_hash=keyed_hash("id_number", number))
    if words.isascii() and words.isalpha():
        return _begins("person__initials", words.lower())
    return _begins("person__name", words)


def _in_towns(scope: Scope) -> Q:
    """The towns of a scope that reaches no further: they lead the index that a search reads."""
    towns = {code[: len("500110114")] for code in scope.regions}
    is_local = all(len(code) >= len("500110114") for code in scope.regions)
    return Q(person__home_town__in=towns) if is_local else Q()


def _begins(field: str, text: str) -> Q:
    """A prefix as a range, which a plain index answers on both databases."""
    return Q(**{f"{field}__gte": text, f"{field}__lt": text[:-1] + chr(ord(text[-1]) + 1)})


def members(household_ids: Iterable[int], on: date) -> dict[int, list[Membership]]:
    """Members on a day by household, the head first; one query."""
    found: dict[int, list[Membership]] = {}
    rows = Membership.objects.filter(
        Q(until=None) | Q(until__gt=on), household_id__in=list(household_ids), since__lte=on
    ).select_related("person")
    for row in sorted(rows, key=lambda m: (m.relation != "self", m.person.born, m.pk)):
        found.setdefault(row.household_id, []).append(row)
    return found


def dead_of(scope: Scope, household_id: int) -> list[Person]:
    """Who has died while they belonged to a family within reach, and is on its list no longer."""
    rows = Membership.objects.filter(household__in=households(scope).filter(pk=household_id))
    gone = Person.objects.filter(died_on__isnull=False, pk__in=rows.values("person"))
    return list(gone.exclude(pk__in=rows.filter(until=None).values("person")).order_by("pk"))


def standings(household_ids: Iterable[int], month: Month) -> dict[int, list[Standing]]:
    """Standings in force in a month by household; one query."""
    found: dict[int, list[Standing]] = {}
    rows = Standing.objects.filter(
        Q(until_month=None) | Q(until_month__gt=month.number), household_id__in=list(household_ids)
    ).order_by("pk")
    for row in rows:
        found.setdefault(row.household_id, []).append(row)
    return found


def masked_id(person: Person) -> str:
    """500222**********1X: what a page shows without a look."""
    return mask_id(reveal(person, "id_number"))


def masked_phone(person: Person) -> str:
    return mask_phone(reveal(person, "phone")) if person.phone else ""


def masked_told_phone(person: Person) -> str:
    return mask_phone(reveal(person, "told_phone")) if person.told_phone else ""


def open_person(scope: Scope, person: Person, *, purpose: str, case_no: str) -> Opened:
    """Open one person's numbers; the look is on the trail before the numbers are returned.

    Raises PermissionError when the person lives outside the scope.
    """
    if not people(scope).filter(pk=person.pk).exists():
        raise PermissionError(f"person {person.pk} is outside {scope.actor}")
    look_within(
        scope,
        "number",
        "registry.open_person",
        [f"person:{person.pk}"],
        purpose=purpose,
        case_no=case_no,
        fields=["id_number", "phone"],
    )
    return Opened(reveal(person, "id_number"), reveal(person, "phone") or reveal(person, "told_phone"))


def open_addresses(
    scope: Scope, found: Iterable[Household], *, purpose: str, case_no: str = ""
) -> dict[int, str]:
    """The addresses of families that a question with this scope gave, by household; one look at all of them."""
    rows = list(found)
    if rows:
        subjects = [f"household:{row.pk}" for row in rows]
        look(scope, "registry.open_addresses", subjects, purpose=purpose, case_no=case_no, fields=["address"])
    return {row.pk: reveal(row, "address") if row.address else "" for row in rows}
