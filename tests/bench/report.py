"""A family's report when every source has delivered: asked, answered from the deliveries, learnt, shown. CPU, medians."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from tests.bench.measure import Measure, own_database, run

ON, AT = date(2026, 11, 12), datetime(2026, 11, 12, 4, tzinfo=UTC)
PEOPLE, ROUNDS = 500, 5


def measures(small: bool) -> Iterator[Measure]:
    with own_database():
        family, clerk = town(PEOPLE // (5 if small else 1))
        case(family, clerk, 0)
        times = [case(family, clerk, number) for number in range(1, ROUNDS + 1)]
        yield Measure("sources of the template", times[0]["sources"], 200)
        yield Measure("questions of a family of three", times[0]["questions"], 1000)
        for name, limit in (("asked", 500), ("answered and learnt", 1500), ("a family report, shown", 100)):
            yield Measure(f"{name}, CPU", median(each[name] for each in times), limit, "ms")


def town(size: int) -> tuple[Any, Any]:
    """A family of three that has consented to everything, and a delivery of every source about them and others."""
    import json

    from django.conf import settings

    from jiuzhu.catalogue.kinds import SourceKind
    from jiuzhu.catalogue.texts import shipped
    from jiuzhu.demo.world import generate
    from jiuzhu.lake.actions import take_in
    from jiuzhu.org.scope import Scope
    from jiuzhu.registry.actions import NewMember, register_household
    from jiuzhu.registry.kinds import Relation
    from jiuzhu.verification.actions import authorise
    from tests.recheck.values import whole

    by = Scope.system("bench")
    world = generate(is_small=True)
    people = world.truth.persons[:size]
    numbers = [one.id_number for one in people]
    settings.GATEWAYS.write_text(json.dumps({"*": {"folder": str(settings.LAKE), "secret": "00" * 32}}))
    for source in shipped().asked("dibao"):
        take_in(source, whole(source, world.records(source.code, numbers, ON), ON), AT, by=by)
    relations = (Relation.SELF, Relation.SPOUSE, Relation.CHILD)
    members = [NewMember(one.name, one.id_number, who) for one, who in zip(people, relations, strict=False)]
    family = register_household(members, "500110101001", "urban", "", ON, by=by)
    for record, row in enumerate(family.memberships.select_related("person"), start=1):
        authorise(row.person, record, list(SourceKind), ON, date(2027, 11, 11), by=by)
    return family, Scope("officer", "officer:7", "王璐", (("clerk", "500110101"),), login_id=7)


def case(family: Any, clerk: Any, number: int) -> dict[str, float]:
    """Milliseconds of each step of one case."""
    from jiuzhu.jobs.queue import work_once
    from jiuzhu.verification import actions
    from jiuzhu.verification.queries import report

    no, spent = f"SJ-2026-{number:04d}", {}
    began = time.process_time()
    asked = actions.ask(no, family, "apply", ON, by=clerk, again=True)
    spent["asked"] = time.process_time() - began
    began = time.process_time()
    while work_once({actions.JOB: lambda payload: actions.perform_query(payload, at=AT)}, now=AT):
        pass
    spent["answered and learnt"] = time.process_time() - began
    began = time.process_time()
    page = report(clerk, no, purpose="apply")
    spent["a family report, shown"] = time.process_time() - began
    assert page.unheard == ()
    told = {name: seconds * 1000 for name, seconds in spent.items()}
    return told | {"sources": len({one.source for one in asked.queries}), "questions": len(asked.queries)}


if __name__ == "__main__":
    run(measures)
