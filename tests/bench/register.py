"""A register of any size for the measures of pages: made by bulk inserts, two people a household."""

from collections.abc import Callable
from datetime import date, timedelta

from django.urls import reverse

from jiuzhu.casework.models import Case
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.org.actions import appoint, enrol, load_regions, open_office
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household, Membership, Person
from jiuzhu.registry.names import initials
from jiuzhu.vault.seal import keyed_hash

SETUP = Scope.system("setup")
SURNAMES = "冉周罗唐吴邬冯谭石母喻翁瞿黎费路栾陈李王"
GIVEN = ["明贵", "春梅", "光明", "素芬", "长福", "秀兰", "永贵", "小菊", "天全", "家琼"]
OPEN_IN_TOWN = 60
OTHER_TOWNS = [f"5001101{number:02d}" for number in range(8, 25) if number not in (14, 22)]
CHUNK = 10_000


def open_town(town: str, on: date) -> Login:
    """The clerk's own town with three villages; everything else is only codes."""
    rows = [("500110", "綦江区", "county", "500000"), (town, "三角镇", "town", "500110")]
    rows += [(f"{town}00{number}", f"第{number}村", "village", town) for number in (1, 2, 3)]
    load_regions([dict(zip(("code", "name", "level", "parent"), row, strict=True)) for row in rows], by=SETUP)
    office = open_office("重庆市綦江区三角镇人民政府", "三角镇", Level.TOWN, town, None, "", by=SETUP)
    clerk = enrol("bench", "李小兰", "not-a-real-one", by=SETUP)
    appoint(clerk, office, Role.CLERK, on, by=SETUP)
    return clerk


def fill(town: str, first: int, last: int, on: date) -> None:
    """Households `first` to `last`; the first thousand live in the clerk's town, and `OPEN_IN_TOWN` of them have a case.

    Elsewhere one household in fifty has an open case. Numbers are sealed only where a page opens them.
    """
    for start in range(first, last, CHUNK):
        _fill(town, range(start, min(start + CHUNK, last)), on)


def pages(searched: Callable[[str], str]) -> dict[str, str]:
    """Addresses of the pages that are measured; `searched` tells that of what is found for some words."""
    number = with_check_digit("51022319600101000")
    return {
        "worklist": reverse("desk:worklist"),
        "search, full name": searched(_name(0)),
        "search, surname": searched("冉"),
        "search, initials": searched(initials(_name(0))),
        "search, identity number": searched(number),
        "case page": reverse("desk:case", args=["SJ-2026-000000"]),
    }


def _fill(town: str, numbers: range, on: date) -> None:
    people, homes, lives = [], [], []
    for number in numbers:
        home = (
            f"{town}00{number % 3 + 1}"
            if number < 1_000
            else f"{OTHER_TOWNS[number % len(OTHER_TOWNS)]}{number % 9:03d}"
        )
        for place in (0, 1):
            people.append(_person(number, place, home[:9]))
        homes.append(Household(id=number + 1, region_code=home, area="rural", head_id=people[-2].id))
        for place, relation in ((-2, "self"), (-1, "spouse")):
            lives.append(
                Membership(household_id=number + 1, person_id=people[place].id, relation=relation, since=on)
            )
    Person.objects.bulk_create(people, batch_size=2000)
    Household.objects.bulk_create(homes, batch_size=2000)
    Membership.objects.bulk_create(lives, batch_size=2000)
    _open_cases(
        [home for home in homes if home.id <= OPEN_IN_TOWN or (home.id > 1_000 and home.id % 50 == 0)], on
    )


def _open_cases(homes: list[Household], on: date) -> None:
    Case.objects.bulk_create(
        Case(
            case_no=f"SJ-2026-{home.id - 1:06d}", application_no=f"SQ-{home.id}", kind="new", programme="dibao",
            household_id=home.id, applicant_id=home.head_id, region_code=home.region_code, stage="accepted", opened_on=on, applied_on=on,
        )
        for home in homes
    )  # fmt: skip
    Clock.objects.bulk_create(
        Clock(
            case_no=f"SJ-2026-{home.id - 1:06d}", key=key, region_code=home.region_code, role="clerk", started_on=on,
            days=days, unit="workday", due_on=on + timedelta(days=days + home.id % 5), law="—",
        )
        for home in homes
        for key, days in (("db.total_delegated", 20), ("db.survey_start", 3))
    )  # fmt: skip


def _person(number: int, place: int, town: str) -> Person:
    name = _name(number * 2 + place)
    identity = (
        with_check_digit(f"510223196001{number % 28 + 1:02d}{number // 28 % 1000:03d}")
        if number < 1_000
        else "—"
    )
    return Person(
        id=(number + 1) * 2 + place,
        name=name,
        initials=initials(name),
        id_number=identity,
        id_hash=keyed_hash(
            "id_number", f"{identity}{place or ''}" if number < 1_000 else f"{number}/{place}"
        ),
        sex="male",
        born=date(1960, 1, 1),
        home_town=town,
    )


def _name(number: int) -> str:
    """冉明贵 and so on; outside the clerk's town a third character keeps full names apart."""
    base = SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)]
    return base if number < 2_000 else base + SURNAMES[number // 200 % len(SURNAMES)]
