"""Ask the sources about a family: one query a person and source, each with its ground, or the reason for none."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import ELSEWHERE, Source
from jiuzhu.gateways.addresses import by_file
from jiuzhu.kernel.moments import start_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household, Person
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action
from jiuzhu.vault.ids import new_id
from jiuzhu.verification.actions.learn import learn
from jiuzhu.verification.actions.receive import withdraw
from jiuzhu.verification.actions.send import send, send_again
from jiuzhu.verification.kinds import ASKED_IN_VAIN, SETTLED, GroundKind, NotAsked, Purpose, State
from jiuzhu.verification.models import Authorisation, Query
from jiuzhu.verification.plan import plan_for
from jiuzhu.verification.queries.known import Known, known


@dataclass(frozen=True)
class Asked:
    """The queries a request made or found, one a person and source."""

    case_no: str
    queries: list[Query] = field(repr=False)
    templates: tuple[str, ...] = ()

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"case:{self.case_no}",
            "case_no": self.case_no,
            "refs": {"queries": [query.pk for query in self.queries], "templates": list(self.templates)},
        }


@action("verification.ask")
def ask(
    case_no: str,
    household: Household,
    purpose: str,
    on: date,
    *,
    by: Scope,
    supporters: Sequence[Person] = (),
    programmes: Iterable[str] = (),
    only: Iterable[str] | None = None,
    about: Collection[tuple[int, str]] | None = None,
    again: bool = False,
) -> Asked:
    """Ask the sources of the templates about all members of a family, and about `supporters` outside it.

    The templates are those of the purpose and of the `programmes` that the family is examined for (`plan_for`); `only`
    asks these codes instead, `about` these (person, code) alone. Supporters are asked about where a template wants them.

    Money's keepers are asked only under a live consent of that person that covers the register and the purpose, and
    outsiders only under one that they signed themselves (社会救助法 第四十一条); without one the query is recorded as not
    asked, with the reason. Incomes and bills are asked for over the longest window of the templates that ask for them. An
    answer that is still fresh, of this case or an earlier one, serves unless the family has changed or `again` says to ask
    anew. What still waits is left to its job; a job that was given up begins anew. Raises Refused without a case, a purpose,
    or a duty in the family's place.
    """
    if not case_no or purpose not in Purpose.values:
        raise Refused("no_purpose", "核对要写明哪个案件、作什么用，缺一项都不能发起。", "社会救助法 第七十条")
    by.demand(household.region_code, Role.CLERK, Role.VERIFIER, Role.CONFIRMER, Role.COUNTY)
    family = [row.person for row in members([household.pk], on).get(household.pk, [])]
    table = current()
    codes = only if about is None else {code for _, code in about}
    plan = plan_for(table, Purpose(purpose), programmes, codes)
    _end_lapsed(case_no, on, by)
    before = known(case_no, household, [*family, *supporters], on)
    request = _Request(case_no, household, purpose, on, plan.months, again, before)
    put = [(person, each, False) for person in family for each in plan.sources]
    put += [(person, each, True) for person in supporters for each in plan.of_supporters]
    queries = [
        request.query(person, each, outside=outside)
        for person, each, outside in put
        if about is None or (person.pk, each.code) in about
    ]
    request.send()
    send_again(case_no, [query for query in queries if _is_left(query, on)], start_of(on))
    learn(case_no, start_of(on), {query.person_id for query in queries}, by=by)
    return Asked(case_no, queries, plan.templates)


def _is_left(query: Query, on: date) -> bool:
    """Whether a question from before today still waits for a source of ours: its job may have been given up."""
    return query.state in ASKED_IN_VAIN and query.asked_on < on and ELSEWHERE not in query.source


def _end_lapsed(case_no: str, on: date, by: Scope) -> None:
    """What still waits under a consent that has ended waits no longer."""
    waiting = Query.objects.filter(case_no=case_no, state__in=ASKED_IN_VAIN, authorisation__isnull=False)
    if ended := [query for query in waiting.select_related("authorisation") if query.has_lapsed(on)]:
        withdraw(case_no, ended, start_of(on), by=by)


@dataclass(frozen=True)
class _Request:
    case_no: str
    household: Household
    purpose: str
    on: date
    months: Mapping[str, int]
    again: bool
    known: Known
    new: list[Query] = field(default_factory=list)
    """Queries that are still to be written."""

    def query(self, person: Person, each: Source, *, outside: bool) -> Query:
        """The query of this case that stands for a person and source: the one there is, a reused one, or a new one."""
        place = (person.pk, each.code)
        latest = self.known.latest.get(place)
        consent = self.known.consent(person.pk, each.register, self.purpose, own=outside)
        reason = self._reason(person, each, consent, outside)
        if latest and (latest.state in ASKED_IN_VAIN or latest.reason == reason != ""):
            return latest
        if reason:
            return self._create(person, each, consent, outside, state=State.REFUSED, reason=reason)
        if latest and self._serves(latest, each):
            return latest
        earlier = self.known.earlier.get(place)
        if earlier and self._serves(earlier, each):
            first = earlier.reuses_id or earlier.pk
            reused = {"state": earlier.state, "reuses_id": first, "asked_on": earlier.asked_on}
            return self._create(person, each, consent, outside, **reused)
        return self._create(person, each, consent, outside, state=State.WAITING)

    def send(self) -> None:
        """Write the new queries, and a job for each person's questions; what deliveries answer is one job for all."""
        Query.objects.bulk_create(self.new)
        waiting = [query for query in self.new if query.state == State.WAITING]
        files = by_file(query.source for query in waiting)
        questions: dict[int | None, list[Query]] = {}
        for query in waiting:
            questions.setdefault(None if query.source in files else query.person_id, []).append(query)
        for asked in questions.values():
            send(asked, due_at=start_of(self.on))

    def _reason(self, person: Person, each: Source, consent: Authorisation | None, outside: bool) -> str:
        if consent is None and (outside or each.needs_consent):
            if self.known.has_consented(person.pk, own=outside):
                return NotAsked.NOT_COVERED
            return NotAsked.NO_OWN_CONSENT if outside else NotAsked.NO_CONSENT
        return "" if each.article(self.on) else NotAsked.NO_GROUND

    def _create(
        self, person: Person, each: Source, consent: Authorisation | None, outside: bool, **given: Any
    ) -> Query:
        query = Query(
            case_no=self.case_no,
            household=self.household,
            person=person,
            source=each.code,
            is_outside=outside,
            purpose=self.purpose,
            ground_kind=GroundKind.CONSENT if consent else GroundKind.STATUTE,
            article=each.article(self.on),
            authorisation=consent,
            request_no=f"HC-{new_id()}",
            months=self.months[each.code],
            **{"asked_on": self.on} | given,
        )
        self.new.append(query)
        return query

    def _serves(self, query: Query, each: Source) -> bool:
        """Whether a settled query may stand for a new one: fresh, over the same months, the family the same since."""
        fresh = query.state in SETTLED and each.register.good_until(query.asked_on) >= self.on
        same = query.months == self.months[each.code] and query.asked_on >= self.known.changed_on
        return fresh and same and not self.again
