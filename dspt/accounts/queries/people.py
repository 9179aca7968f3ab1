"""What doors and higher rooms read of people and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ..models import KeptPost, MailedLink, Person
from ..rules import KEPT_FOR, LAPSED_FOR, Purpose, digest, tidy_email


@dataclass(frozen=True, slots=True)
class PersonRecord:
    id: UUID
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A mailed link. ``state``: living, unknown, spent, withdrawn or ran_out."""

    state: str
    email: str = ""
    name: str = ""
    organisation: str = ""
    role: str = ""
    scope: str = ""
    made_by_name: str = ""
    expires_at: datetime | None = None
    made_by: UUID | None = None
    has_account: bool = False
    """Somebody with this address can sign in already."""

    @property
    def is_living(self) -> bool:
        return self.state == "living"


def person_by_email(email: str) -> PersonRecord | None:
    """Find somebody who may sign in by the address, whatever its case. One statement."""
    found = Person.objects.filter(email=tidy_email(email), is_active=True).first()
    return PersonRecord(found.id, found.email, found.name) if found else None


def person_record(person: UUID) -> PersonRecord | None:
    """Find somebody whose account is open. One statement."""
    found = Person.objects.filter(id=person, is_active=True).first()
    return PersonRecord(found.id, found.email, found.name) if found else None


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """How an account stands, for the service desk."""

    opened_at: datetime
    last_sign_in: datetime | None


def account_standing(person: UUID) -> AccountStanding:
    """Say how somebody's account stands, also a closed one. One statement."""
    return AccountStanding(*Person.objects.values_list("created_at", "last_login").get(id=person))


def weaknesses(password: str, *, email: str, name: str) -> tuple[str, ...]:
    """List what makes a password too weak, as the validators' codes; empty: strong enough. Reads nothing."""
    try:
        validate_password(password, user=Person(email=email, name=name))
    except ValidationError as weak:
        return tuple(error.code or "" for error in weak.error_list)
    return ()


def link(token: str, purpose: Purpose, at: datetime) -> LinkRecord:
    """Read a mailed link by its secret, without using it. Two statements."""
    found = MailedLink.objects.filter(digest=digest(token), purpose=purpose).first()
    if found is None:
        return LinkRecord("unknown")
    if found.used_at:
        state = "spent"
    elif found.withdrawn_at:
        state = "withdrawn"
    else:
        state = "living" if found.expires_at > at else "ran_out"
    return LinkRecord(
        state,
        email=found.email,
        name=found.name,
        organisation=found.organisation,
        role=found.role,
        scope=found.scope,
        made_by_name=found.made_by_name,
        expires_at=found.expires_at,
        made_by=found.made_by_id,
        has_account=person_by_email(found.email) is not None,
    )


@dataclass(frozen=True, slots=True)
class WaitingLink:
    """A link that was mailed and can still be used."""

    id: UUID
    email: str
    role: str
    made_at: datetime
    made_by_name: str
    expires_at: datetime


def waiting_links(organisation: str, purpose: Purpose, at: datetime) -> tuple[WaitingLink, ...]:
    """List the living links of an organisation (its code), the newest first. One statement."""
    rows = MailedLink.objects.filter(
        organisation=organisation, purpose=purpose, used_at=None, withdrawn_at=None, expires_at__gt=at
    ).order_by("-made_at")
    return tuple(
        WaitingLink(*row) for row in rows.values_list("id", "email", "role", "made_at", "made_by_name", "expires_at")
    )


@dataclass(frozen=True, slots=True)
class UnusedLink:
    """A link that was mailed and not used: it waits, or it ran out (``is_lapsed``)."""

    id: UUID
    email: str
    role: str
    made_at: datetime
    made_by_name: str
    expires_at: datetime
    is_lapsed: bool
    scope: str = ""


def unused_links(organisation: str, purpose: Purpose, at: datetime) -> tuple[UnusedLink, ...]:
    """List the links of an organisation (its code, empty: none) that nobody used and nobody withdrew, newest first.

    Those that ran out are listed for ``LAPSED_FOR``. One statement.
    """
    rows = MailedLink.objects.filter(
        organisation=organisation,
        purpose=purpose,
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=at - LAPSED_FOR,
    ).order_by("-made_at")
    return tuple(
        UnusedLink(
            row.id,
            row.email,
            row.role,
            row.made_at,
            row.made_by_name,
            row.expires_at,
            is_lapsed=row.expires_at <= at,
            scope=row.scope,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form that was sent after the session's end; ``back`` is the page it stood on."""

    path: str
    back: str
    fields: Mapping[str, Sequence[str]]
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationSent:
    """An invitation into an organisation (its code) that waits in somebody's mail."""

    organisation: str
    made_by_name: str
    made_at: datetime
    expires_at: datetime


def invitations_to(email: str, at: datetime) -> tuple[InvitationSent, ...]:
    """List the invitations mailed to an address whose links can still be used, newest first. One statement."""
    rows = MailedLink.objects.filter(
        email=email, purpose=Purpose.INVITE, used_at=None, withdrawn_at=None, expires_at__gt=at
    ).order_by("-made_at")
    return tuple(
        InvitationSent(*row) for row in rows.values_list("organisation", "made_by_name", "made_at", "expires_at")[:10]
    )


def kept_form(token: str, at: datetime) -> KeptForm | None:
    """Find a kept form by the browser's secret; None where there is none or it was too long ago. One statement."""
    row = KeptPost.objects.filter(digest=digest(token), kept_at__gt=at - KEPT_FOR).first()
    return KeptForm(row.path, row.back, row.fields, row.kept_at) if row else None


def demo_people(domain: str) -> int:
    """Count the people whose address ends in a domain; production looks for the demo's before it starts."""
    return Person.objects.filter(email__endswith=f"@{domain}").count()


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Name people by id, also those who can no longer sign in. One statement, none for nobody."""
    wanted = set(people)
    return dict(Person.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def staff_of_service() -> dict[UUID, str]:
    """Name everybody who holds a role in the service itself, by id, in the order of their names. One statement."""
    held = Person.objects.filter(service_roles__isnull=False).order_by("name", "id").distinct()
    return dict(held.values_list("id", "name"))


def addresses_of_service_role(role: str) -> list[str]:
    """List the addresses of everybody who holds a role in the service and may sign in. One statement."""
    held = Person.objects.filter(service_roles__role=role, is_active=True).distinct()
    return list(held.order_by("email").values_list("email", flat=True))
