"""Accounts and the links that begin them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from dspt.foundation.actors import Actor
from dspt.foundation.clock import LONDON
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice

from ..gateways import end_sessions
from ..models import KeptPost, MailedLink, Person
from ..queries import link as read_link
from ..queries import person_by_email, weaknesses
from ..rules import (
    KEPT_FOR,
    LARGEST_KEPT,
    LINKS_AN_HOUR,
    VALID_FOR,
    Letter,
    Purpose,
    digest,
    is_email,
    masked,
    password_changed_letter,
    password_letter,
    tidy_email,
)

_SECRET = re.compile(r"password|token", re.IGNORECASE)


class LinkRefused(Refusal):
    """``unknown``, ``spent``, ``withdrawn``, ``ran_out``, ``other_person`` (it was mailed to somebody with an account
    who is not the one signed in); fact ``email``: whom it was mailed to, where known."""


class PersonRefused(Refusal):
    """``email_taken``, ``email_malformed``, ``email_same``, ``name_missing``, ``name_long``, ``unknown``."""


class PasswordRefused(Refusal):
    """Too weak; fact ``why``: the validators' codes (``password_too_short``, ``password_too_common`` …)."""

    code = "password_weak"


@dataclass(frozen=True, slots=True)
class SpentLink:
    """What a used link gives."""

    email: str
    name: str
    organisation: str
    role: str
    scope: str
    made_by: UUID | None
    made_by_name: str


def create_person(*, by: Actor, email: str, name: str, password: str | None, at: datetime) -> UUID:
    """Open an account for an address that was shown to be the person's own (by a link, or by the demo).

    ``password`` None: there is none, another way in is connected in the same transaction. Refuses with PersonRefused
    and PasswordRefused. The name may come with any spacing.
    """
    email, name = tidy_email(email), " ".join(name.split())
    if not is_email(email):
        raise PersonRefused("email_malformed")
    if not name:
        raise PersonRefused("name_missing")
    if len(name) > 120:
        raise PersonRefused("name_long")
    person = Person(id=new_id(), email=email, name=name, created_at=at)
    if password is not None:
        require_strong(password, person)
    person.password = make_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            record(
                by=by if by.id else Actor(by.kind, person.id, name, by.session),
                event="accounts.person.created",
                subject=str(person.id),
                at=at,
                after={"name": name, "email": masked(email)},
            )
    except IntegrityError:
        raise PersonRefused("email_taken") from None
    return person.id


def mail_link(
    *,
    by: Actor,
    purpose: Purpose,
    email: str,
    name: str = "",
    organisation: str = "",
    role: str = "",
    scope: str = "",
    letter: Callable[[str], Letter],
    at: datetime,
) -> UUID | None:
    """Make a link and owe the letter that carries it; ``letter`` is given the secret, which is not kept here.

    Returns None, having mailed nothing, where the address was sent as many as it may get in an hour: who asked is told
    the same either way, so that nobody learns who has an account. Refuses with PersonRefused (``email_malformed``).
    """
    email = tidy_email(email)
    if not is_email(email):
        raise PersonRefused("email_malformed")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        recent = MailedLink.objects.filter(purpose=purpose, email=email, made_at__gt=at - timedelta(hours=1))
        if recent.count() >= LINKS_AN_HOUR:
            return None
        made = MailedLink.objects.create(
            id=new_id(),
            purpose=purpose,
            email=email,
            name=" ".join(name.split())[:120],
            digest=digest(token),
            organisation=organisation,
            role=role,
            scope=scope,
            made_at=at,
            made_by_id=by.id,
            made_by_name=by.name,
            expires_at=at + VALID_FOR[purpose],
        )
        words = letter(token)
        owe_notice(
            kind=f"link.{purpose}", to=email, subject=words.subject, body=words.body, at=at, organisation=organisation
        )
        record(
            by=by,
            event="accounts.link.mailed",
            subject=str(made.id),
            at=at,
            organisation=organisation,
            after={"purpose": purpose.value, "to": masked(email), "role": role},
        )
    return made.id


def spend_link(*, by: Actor, token: str, purpose: Purpose, at: datetime, only: UUID | None = None) -> SpentLink:
    """Use a link up, inside the transaction of what it is used for; ``only``: if this person asked for it.

    Refuses with LinkRefused.
    """
    living = MailedLink.objects.filter(
        digest=digest(token), purpose=purpose, used_at=None, withdrawn_at=None, expires_at__gt=at
    )
    if only is not None:
        living = living.filter(made_by_id=only)
    with transaction.atomic():
        # A conditional update, so that of two uses at once one finds nothing left.
        if not living.update(used_at=at):
            seen = read_link(token, purpose, at)
            raise LinkRefused("spent" if seen.is_living else seen.state, email=seen.email)
        used = MailedLink.objects.get(digest=digest(token))
        record(
            by=by,
            event="accounts.link.used",
            subject=str(used.id),
            at=at,
            organisation=used.organisation,
            after={"purpose": used.purpose, "to": masked(used.email), "role": used.role},
        )
    return SpentLink(
        used.email, used.name, used.organisation, used.role, used.scope, used.made_by_id, used.made_by_name
    )


def withdraw_link(*, by: Actor, link: UUID, organisation: str, purpose: Purpose = Purpose.INVITE, at: datetime) -> None:
    """Make a waiting link of an organisation, or one to a role in the service, useless.

    Refuses with LinkRefused (``unknown``).
    """
    with transaction.atomic():
        waiting = MailedLink.objects.filter(
            id=link, organisation=organisation, purpose=purpose, used_at=None, withdrawn_at=None
        )
        if not waiting.update(withdrawn_at=at):
            raise LinkRefused("unknown")
        gone = MailedLink.objects.get(id=link)
        record(
            by=by,
            event="accounts.link.withdrawn",
            subject=str(link),
            at=at,
            organisation=organisation,
            before={"purpose": gone.purpose, "to": masked(gone.email), "role": gone.role},
        )


def mail_password_link(*, by: Actor, email: str, address: Callable[[str], str], at: datetime) -> None:
    """Mail somebody a link to choose a new password; ``address`` makes the page's address from the secret.

    Says nothing about whether the address is known: an unknown one is mailed nothing and nothing is refused.
    """
    person = person_by_email(email)
    if person is None:
        return
    mail_link(
        by=by,
        purpose=Purpose.PASSWORD,
        email=person.email,
        name=person.name,
        letter=lambda token: password_letter(person.name, address(token)),
        at=at,
    )


def choose_password(*, by: Actor, token: str, password: str, at: datetime) -> UUID:
    """Use a password link up and set the password it was mailed for; every other session of the person ends.

    Refuses with LinkRefused and PasswordRefused; a refused password leaves the link as it was.
    """
    seen = read_link(token, Purpose.PASSWORD, at)
    person = Person.objects.filter(email=seen.email, is_active=True).first() if seen.is_living else None
    if person is None:
        raise LinkRefused("unknown" if seen.is_living else seen.state, email=seen.email)
    require_strong(password, person)
    hashed = make_password(password)
    who = Actor("person", person.id, person.name, by.session)
    words = password_changed_letter(person.name, at.astimezone(LONDON))
    with transaction.atomic():
        spend_link(by=who, token=token, purpose=Purpose.PASSWORD, at=at)
        # Sessions are bound to the password's hash too: one that is being used right now ends as well.
        Person.objects.filter(id=person.id).update(password=hashed)
        end_sessions(person.id)
        MailedLink.objects.filter(purpose=Purpose.PASSWORD, email=person.email, used_at=None, withdrawn_at=None).update(
            withdrawn_at=at
        )
        owe_notice(kind="password.changed", to=person.email, subject=words.subject, body=words.body, at=at)
        record(by=who, event="accounts.password.chosen", subject=str(person.id), at=at)
    return person.id


def keep_post(*, path: str, back: str, fields: Mapping[str, Sequence[str]], at: datetime) -> str | None:
    """Keep a form that came without a living session; returns the secret that the browser needs to get it back.

    None where it is too large to keep. Passwords and form tokens are left out. Nobody acts here and nothing is told of
    it in the journal: it is typed text on its way. What has been kept too long is removed on the same occasion.
    """
    kept = {name: list(values) for name, values in fields.items() if not _SECRET.search(name)}
    size = sum(len(name.encode()) + sum(len(value.encode()) for value in kept[name]) for name in kept)
    if size > LARGEST_KEPT or len(path) > 500:
        return None
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        KeptPost.objects.filter(kept_at__lt=at - KEPT_FOR).delete()
        KeptPost.objects.create(digest=digest(token), path=path, back=back[:1000], fields=kept, kept_at=at)
    return token


def drop_kept_post(*, token: str) -> None:
    """Remove a kept form once it was sent again or is not wanted; nothing happens where it is gone already."""
    KeptPost.objects.filter(digest=digest(token)).delete()


def require_strong(password: str, person: Person) -> None:
    """Refuse a password that is easily guessed, with PasswordRefused."""
    why = weaknesses(password, email=person.email, name=person.name)
    if why:
        raise PasswordRefused(why=why)


def the_person(by: Actor) -> Person:
    """Read who acts, who must be somebody that may sign in."""
    if by.id is None:
        raise PersonRefused("unknown")
    return Person.objects.get(id=by.id, is_active=True)
