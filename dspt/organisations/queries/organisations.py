"""Organisations, their people, profile and certificates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from dspt.accounts.rules import STRICT
from dspt.prepared.reads import prepared
from dspt.standard.facts import CertificateFact, ProfileFacts

from ..models import Certificate, KeyRoleHolder, Membership, Organisation, Profile, ProfileTest, Recovery
from ..rules import Role
from ..rules.recovery import LIVING


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's place in an organisation, with what every page's frame shows of it."""

    organisation: UUID
    code: str
    name: str
    role: str
    type: str
    """Settled type; empty: no profile yet."""
    category: str
    is_critical_infrastructure: bool
    easy_mode: bool | None
    profile: ProfileFacts | None
    """The accepted profile as the rules take it; None: there is none, or it changed and nobody accepted it."""
    is_being_recovered: bool = False
    """Somebody outside asks for access to it, and the request is not settled."""


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    id: UUID
    code: str
    name: str
    registered_at: datetime
    is_critical_infrastructure: bool
    easy_mode: bool | None


@dataclass(frozen=True, slots=True)
class Held:
    """One organisation of a person's, for the switcher."""

    code: str
    name: str
    role: str
    type: str
    category: str
    has_accepted_profile: bool


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """Somebody with access; ``membership`` names the row that actions change."""

    membership: UUID
    person: UUID
    name: str
    email: str
    role: str
    since: datetime


@dataclass(frozen=True, slots=True)
class KeyRole:
    role: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    id: UUID
    kind: str
    issuer: str
    number: str
    scope: str
    covers_all: bool
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """The whole profile as it stands, accepted or not. ``version`` goes back with every save."""

    version: int
    edition: str
    type: str
    also: tuple[str, ...]
    """Types of its other activities."""
    settled_type: str
    category: str
    nhsmail: str
    tests: Mapping[str, str]
    key_roles: tuple[KeyRole, ...]
    certificates: tuple[CertificateRecord, ...]
    accepted_at: datetime | None
    accepted_by_name: str
    changed_at: datetime | None

    @property
    def is_accepted(self) -> bool:
        return self.accepted_at is not None


_FACTS = ("settled_type", "category", "nhsmail")
_CERTIFICATE_FACTS = ("kind", "valid_from", "valid_to", "covers_all")


def standing(person: UUID, code: str) -> Standing | None:
    """Find a person's living membership of an organisation by its code; None where there is none. One statement."""
    rows = _membership(person, code)
    if not rows:
        return None
    asked, organisation, code, name, role, critical, easy, accepted_at, settled_type, category, nhsmail = rows[0][:11]
    facts = facts_from(settled_type, category, nhsmail, (row[11:] for row in rows)) if accepted_at else None
    return Standing(organisation, code, name, role, settled_type or "", category or "", critical, easy, facts, asked)


@prepared
def _membership(person: UUID, code: str) -> QuerySet[Membership, tuple[Any, ...]]:
    living = Q(organisation__certificates__removed_at__isnull=True)
    return (
        Membership.objects.filter(person_id=person, organisation__code=code, ended_at__isnull=True)
        .annotate(
            held=FilteredRelation("organisation__certificates", condition=living),
            is_being_recovered=Exists(
                Recovery.objects.filter(organisation=OuterRef("organisation"), state__in=sorted(LIVING))
            ),
        )
        .order_by("held__valid_to", "held__id")
        .values_list(
            "is_being_recovered",
            "organisation_id",
            "organisation__code",
            "organisation__name",
            "role",
            "organisation__is_critical_infrastructure",
            "organisation__easy_mode",
            "organisation__profile__accepted_at",
            *(f"organisation__profile__{name}" for name in _FACTS),
            *(f"held__{name}" for name in _CERTIFICATE_FACTS),
        )
    )


def organisation_by_code(code: str) -> OrganisationRecord | None:
    """Find a registered organisation by its code. One statement."""
    found = Organisation.objects.filter(code=code).first()
    return _organisation(found) if found else None


def organisation(organisation: UUID) -> OrganisationRecord | None:
    """Find a registered organisation by its identifier. One statement."""
    found = Organisation.objects.filter(id=organisation).first()
    return _organisation(found) if found else None


def organisations_of(person: UUID) -> tuple[Held, ...]:
    """List the organisations somebody has access to, by name. One statement."""
    rows = (
        Membership.objects.filter(person_id=person, ended_at__isnull=True)
        .order_by("organisation__name", "organisation__code")
        .values_list(
            "organisation__code",
            "organisation__name",
            "role",
            "organisation__profile__settled_type",
            "organisation__profile__category",
            "organisation__profile__accepted_at",
        )
    )
    return tuple(
        Held(code, name, role, type or "", category or "", accepted_at is not None)
        for code, name, role, type, category, accepted_at in rows
    )


def people(organisation: UUID) -> tuple[MemberRecord, ...]:
    """List who has access, by name. One statement."""
    return tuple(MemberRecord(*row) for row in _people(organisation))


@prepared
def _people(organisation: UUID) -> QuerySet[Membership, tuple[Any, ...]]:
    return (
        Membership.objects.filter(organisation_id=organisation, ended_at__isnull=True)
        .order_by("person__name", "person__email")
        .values_list("id", "person_id", "person__name", "person__email", "role", "since")
    )


def everybody(organisation: UUID) -> dict[UUID, str]:
    """Name everybody who has or had access, by id, in the order of their names. One statement."""
    held = Membership.objects.filter(organisation_id=organisation).order_by("person__name", "person_id")
    return dict(held.values_list("person_id", "person__name"))


def administrators(code: str) -> tuple[MemberRecord, ...]:
    """List the administrators of an organisation by its code. One statement."""
    rows = Membership.objects.filter(organisation__code=code, ended_at__isnull=True, role=Role.ADMINISTRATOR).order_by(
        "since"
    )
    return tuple(
        MemberRecord(*row)
        for row in rows.values_list("id", "person_id", "person__name", "person__email", "role", "since")
    )


@dataclass(frozen=True, slots=True)
class Administered:
    """An organisation as somebody administers it."""

    code: str
    name: str


def last_administrator_of(person: UUID) -> tuple[Administered, ...]:
    """List the organisations, by name, that nobody else administers. One statement."""
    mine = Membership.objects.filter(person_id=person, role=Role.ADMINISTRATOR, ended_at__isnull=True)
    others = Membership.objects.filter(
        organisation=OuterRef("organisation"), role=Role.ADMINISTRATOR, ended_at__isnull=True
    ).exclude(person_id=person)
    rows = mine.filter(~Exists(others)).order_by("organisation__name", "organisation__code")
    return tuple(Administered(*row) for row in rows.values_list("organisation__code", "organisation__name"))


def strict_administrations(person: UUID) -> tuple[str, ...]:
    """List the codes of the organisations that somebody administers and whose category asks for a second factor.

    One statement.
    """
    rows = Membership.objects.filter(
        person_id=person,
        role=Role.ADMINISTRATOR,
        ended_at__isnull=True,
        organisation__profile__category__in=STRICT,
    )
    return tuple(rows.values_list("organisation__code", flat=True))


def profile(organisation: UUID) -> ProfileRecord:
    """Read the whole profile; an untouched one has version 0 and is empty. Four statements."""
    row = Profile.objects.filter(organisation_id=organisation).first()
    tests = ProfileTest.objects.filter(organisation_id=organisation).values_list("key", "answer")
    roles = KeyRoleHolder.objects.filter(organisation_id=organisation).values_list("role", "name", "email")
    return ProfileRecord(
        version=row.version if row else 0,
        edition=row.edition if row else "",
        type=row.type if row else "",
        also=tuple(row.also.split()) if row else (),
        settled_type=row.settled_type if row else "",
        category=row.category if row else "",
        nhsmail=row.nhsmail if row else "",
        tests=dict(tests),
        key_roles=tuple(KeyRole(*role) for role in roles),
        certificates=certificates(organisation),
        accepted_at=row.accepted_at if row else None,
        accepted_by_name=row.accepted_by_name if row else "",
        changed_at=row.changed_at if row else None,
    )


def certificates(organisation: UUID) -> tuple[CertificateRecord, ...]:
    """List the certificates entered and not removed, those that run out first at the top. One statement."""
    rows = Certificate.objects.filter(organisation_id=organisation, removed_at__isnull=True).order_by("valid_to", "id")
    return tuple(
        CertificateRecord(*row)
        for row in rows.values_list("id", "kind", "issuer", "number", "scope", "covers_all", "valid_from", "valid_to")
    )


def profile_facts(organisation: UUID) -> ProfileFacts | None:
    """Give the accepted profile as the rules take it; None while there is none, or it changed and nobody accepted it.

    One statement. Certificates out of date are among them: the rules decide by
    the day.
    """
    rows = _accepted_profile(organisation)
    if not rows:
        return None
    settled_type, category, nhsmail = rows[0][:3]
    return facts_from(settled_type, category, nhsmail, (row[3:] for row in rows))


@prepared
def _accepted_profile(organisation: UUID) -> QuerySet[Profile, tuple[Any, ...]]:
    living = Q(organisation__certificates__removed_at__isnull=True)
    return (
        Profile.objects.filter(organisation_id=organisation, accepted_at__isnull=False)
        .annotate(held=FilteredRelation("organisation__certificates", condition=living))
        .order_by("held__valid_to", "held__id")
        .values_list(*_FACTS, *(f"held__{name}" for name in _CERTIFICATE_FACTS))
    )


def facts_from(
    settled_type: str, category: str, nhsmail: str, certificates: Iterable[tuple[str | None, date, date, bool]]
) -> ProfileFacts:
    """Give an accepted profile as the rules take it, from columns that were read with something else.

    A certificate without a kind is the empty end of a join. Reads nothing.
    """
    return ProfileFacts(
        type=settled_type,
        category=category,
        nhsmail_only=nhsmail == "yes",
        certificates=tuple(
            CertificateFact(kind, since, until, covers_all) for kind, since, until, covers_all in certificates if kind
        ),
    )


def facts_of(record: ProfileRecord) -> ProfileFacts | None:
    """Give a profile as the rules would take it, accepted or not; None while its type is open. Reads nothing."""
    if not record.category:
        return None
    return ProfileFacts(
        type=record.settled_type,
        category=record.category,
        nhsmail_only=record.nhsmail == "yes",
        certificates=tuple(
            CertificateFact(held.kind, held.valid_from, held.valid_to, held.covers_all) for held in record.certificates
        ),
    )


def _organisation(row: Organisation) -> OrganisationRecord:
    return OrganisationRecord(
        row.id, row.code, row.name, row.registered_at, row.is_critical_infrastructure, row.easy_mode
    )
