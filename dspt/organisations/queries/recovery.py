"""Requests to recover an organisation, for the service desk and for the people concerned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from dspt.accounts.queries import PersonRecord, service_people, service_roles
from dspt.accounts.rules import Role, ServiceRole

from ..gateways import read_answer_token, read_stop_token
from ..models import Membership, Recovery, RecoveryStep
from ..rules.recovery import FOR_THE_DESK, LIVING, REMIND_AFTER, RecoveryKind, RecoveryState

PAGE = 50


@dataclass(frozen=True, slots=True)
class RecoveryRecord:
    """A request as it stands. ``moved_at``: its last step; ``ends_at``: of the waiting time.

    ``organisation``, its ``code`` and name where the requester wants to administer it; ``person`` where the factors of
    that account are to be taken away.
    """

    id: UUID
    kind: RecoveryKind
    person: UUID | None
    organisation: UUID | None
    code: str
    organisation_name: str
    version: int
    state: RecoveryState
    email: str
    name: str
    position: str
    why: str
    voucher: str
    phone: str
    asked_at: datetime
    moved_at: datetime
    first_by: UUID | None
    ends_at: datetime | None

    @property
    def is_living(self) -> bool:
        return self.state in LIVING


@dataclass(frozen=True, slots=True)
class RecoveryStepRecord:
    """One step: ``verb`` is ``ask`` or one of RecoveryVerb; ``side``: requester, desk, organisation, machine."""

    verb: str
    side: str
    at: datetime
    by_name: str
    text: str


@dataclass(frozen=True, slots=True)
class RecoveryList:
    """A page of requests, those that moved longest ago first while they wait, else the newest first."""

    rows: tuple[RecoveryRecord, ...]
    page: int
    has_next: bool


@dataclass(frozen=True, slots=True)
class SeenByTheDesk:
    """Somebody with access, as the service desk sees them; the door masks ``email``."""

    name: str
    email: str
    role: str
    since: datetime
    last_sign_in: datetime | None
    code: str
    organisation_name: str


_FIELDS = (
    *(
        "id",
        "kind",
        "person_id",
        "organisation_id",
        "organisation__code",
        "organisation__name",
        "version",
        "state",
        "email",
        "name",
    ),
    *("position", "why", "voucher", "phone", "asked_at", "moved_at", "first_by_id", "ends_at"),
)


def recovery(id: UUID) -> RecoveryRecord | None:
    """Find a request. One statement."""
    row = Recovery.objects.filter(id=id).values_list(*_FIELDS).first()
    return _record(row) if row else None


def recovery_steps(id: UUID) -> tuple[RecoveryStepRecord, ...]:
    """List the steps of a request in the order they were taken. One statement."""
    rows = RecoveryStep.objects.filter(recovery=id).order_by("at", "id")
    return tuple(RecoveryStepRecord(*row) for row in rows.values_list("verb", "side", "at", "by_name", "text"))


def recoveries(states: Iterable[RecoveryState], page: int = 1) -> RecoveryList:
    """List the requests in some states, fifty a page. One statement."""
    wanted = sorted(states)
    order = ("moved_at", "id") if set(wanted) <= LIVING else ("-moved_at", "-id")
    start = (page - 1) * PAGE
    rows = Recovery.objects.filter(state__in=wanted).order_by(*order).values_list(*_FIELDS)[start : start + PAGE + 1]
    found = tuple(_record(row) for row in rows)
    return RecoveryList(found[:PAGE], page, len(found) > PAGE)


def recovery_counts() -> dict[RecoveryState, int]:
    """Count the requests by state; a state without any is there with 0. One statement."""
    counts = dict.fromkeys(RecoveryState, 0)
    for state, count in Recovery.objects.values_list("state").annotate(Count("id")).order_by("state"):
        counts[RecoveryState(state)] = count
    return counts


def recoveries_of(organisation: UUID) -> tuple[RecoveryRecord, ...]:
    """List all requests that were ever made for an organisation, newest first. One statement."""
    rows = Recovery.objects.filter(organisation_id=organisation).order_by("-asked_at", "-id")
    return tuple(_record(row) for row in rows.values_list(*_FIELDS))


def living_recoveries(organisation: UUID) -> tuple[RecoveryRecord, ...]:
    """List the requests for an organisation that can still come to something, oldest first. One statement."""
    rows = Recovery.objects.filter(organisation_id=organisation, state__in=sorted(LIVING)).order_by("asked_at", "id")
    return tuple(_record(row) for row in rows.values_list(*_FIELDS))


def recoveries_to_grant(at: datetime) -> tuple[UUID, ...]:
    """List the requests whose waiting time is over. One statement."""
    due = Recovery.objects.filter(state=RecoveryState.COUNTING.value, ends_at__lte=at).order_by("ends_at", "id")
    return tuple(due.values_list("id", flat=True))


def recoveries_overdue(at: datetime) -> tuple[UUID, ...]:
    """List the requests that wait too long for the service desk, which was not told yet. One statement."""
    due = Recovery.objects.filter(
        state__in=sorted(FOR_THE_DESK), moved_at__lte=at - REMIND_AFTER, reminded_at__isnull=True
    )
    return tuple(due.order_by("moved_at", "id").values_list("id", flat=True))


def recovery_to_stop(token: str) -> RecoveryRecord | None:
    """Find the request that a stop link names; None: no such link, or its receiver is not concerned any more.

    Four statements at most.
    """
    named = read_stop_token(token)
    found = recovery(named.recovery) if named else None
    if named is None or found is None or named.person is None:
        return found
    concerned = people_concerned(found.organisation, found.person)
    return found if named.person in {each.id for each in concerned} else None


def recovery_to_answer(token: str) -> tuple[RecoveryRecord, str] | None:
    """Find the request that an answer link names, and the question; None: no such link, or answered since.

    Two statements.
    """
    named = read_answer_token(token)
    found = recovery(named.recovery) if named else None
    if named is None or found is None or found.version != named.version or found.state is not RecoveryState.QUESTIONED:
        return None
    return found, recovery_steps(found.id)[-1].text


def seen_by_the_desk(organisation: UUID) -> tuple[SeenByTheDesk, ...]:
    """List who has access with when they signed in last, administrators first. One statement."""
    rows = Membership.objects.filter(organisation_id=organisation, ended_at__isnull=True).order_by("role", "since")
    return tuple(SeenByTheDesk(*row) for row in rows.values_list(*_SEEN))


def administrators_around(person: UUID) -> tuple[SeenByTheDesk, ...]:
    """List who else administers the organisations that somebody has access to, by their names. One statement."""
    rows = _around(person).filter(role=Role.ADMINISTRATOR).order_by("organisation__name", "since", "id")
    return tuple(SeenByTheDesk(*row) for row in rows.values_list(*_SEEN))


def recoveries_of_person(person: UUID) -> tuple[RecoveryRecord, ...]:
    """List all requests about somebody's factors that were ever made, newest first. One statement."""
    rows = Recovery.objects.filter(person_id=person).order_by("-asked_at", "-id")
    return tuple(_record(row) for row in rows.values_list(*_FIELDS))


def people_concerned(organisation: UUID | None, person: UUID | None) -> tuple[PersonRecord, ...]:
    """List who is told of a request and can stop it, beside the requester. One statement, three at most.

    Everybody with access to the ``organisation``; of a ``person`` who lost their factors the other administrators of
    each of their organisations, everybody with access where there is none, and the national team where they have a
    role in the service.
    """
    if person is None:
        held = Membership.objects.filter(organisation=organisation, ended_at__isnull=True, person__is_active=True)
        return tuple(PersonRecord(*row) for row in held.order_by("since", "id").values_list(*_PERSON))
    found: dict[UUID, PersonRecord] = {}
    by_body: dict[UUID, list[tuple[str, PersonRecord]]] = {}
    for body, role, *one in _around(person).order_by("since", "id").values_list("organisation_id", "role", *_PERSON):
        by_body.setdefault(body, []).append((role, PersonRecord(*one)))
    for people in by_body.values():
        administrators = [each for role, each in people if role == Role.ADMINISTRATOR]
        found |= {each.id: each for each in administrators or [each for _, each in people]}
    if service_roles(person):
        found |= {each.id: each for each in service_people(ServiceRole.NATIONAL) if each.id != person}
    return tuple(found.values())


_SEEN = (
    *("person__name", "person__email", "role", "since", "person__last_login"),
    *("organisation__code", "organisation__name"),
)
_PERSON = ("person_id", "person__email", "person__name")


def _around(person: UUID) -> QuerySet[Membership]:
    """Find the others with access to somebody's organisations."""
    theirs = Membership.objects.filter(person_id=person, ended_at__isnull=True).values("organisation_id")
    held = Membership.objects.filter(organisation__in=theirs, ended_at__isnull=True, person__is_active=True)
    return held.exclude(person_id=person)


def _record(row: tuple[Any, ...]) -> RecoveryRecord:
    id, kind, person, organisation, code, name, version, state, *rest = row
    return RecoveryRecord(
        id, RecoveryKind(kind), person, organisation, code or "", name or "", version, RecoveryState(state), *rest
    )
