"""What people change of their own account while signed in: name, password, address; and what they confirm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from dspt.foundation.actors import Actor
from dspt.foundation.clock import LONDON
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice

from ..gateways import sessions
from ..models import MailedLink, Person
from ..rules import (
    Letter,
    Purpose,
    email_changed_letter,
    email_in_use_letter,
    email_letter,
    is_email,
    masked,
    password_changed_letter,
    tidy_email,
)
from .people import PersonRefused, mail_link, require_strong, spend_link, the_person


class PasswordWrong(Refusal):
    """The password that was typed is not the person's."""

    code = "password_wrong"


def change_name(*, by: Actor, name: str, at: datetime) -> None:
    """Change the name that others see; what was done under the old one keeps it. Refuses with PersonRefused."""
    name = " ".join(name.split())
    if not name:
        raise PersonRefused("name_missing")
    if len(name) > 120:
        raise PersonRefused("name_long")
    person = the_person(by)
    if person.name == name:
        return
    with transaction.atomic():
        Person.objects.filter(id=person.id).update(name=name)
        record(
            by=by,
            event="accounts.name.changed",
            subject=str(person.id),
            at=at,
            before={"name": person.name},
            after={"name": name},
        )


def change_password(*, by: Actor, current: str, password: str, keep_session: str, at: datetime) -> None:
    """Change the password of somebody who knows the present one; every session but ``keep_session`` ends.

    Refuses with PasswordWrong and PasswordRefused.
    """
    person = the_person(by)
    if not check_password(current, person.password):
        raise PasswordWrong
    require_strong(password, person)
    hashed = make_password(password)
    words = password_changed_letter(person.name, at.astimezone(LONDON))
    with transaction.atomic():
        Person.objects.filter(id=person.id).update(password=hashed)
        sessions.end_sessions(person.id, but=keep_session)
        MailedLink.objects.filter(purpose=Purpose.PASSWORD, email=person.email, used_at=None, withdrawn_at=None).update(
            withdrawn_at=at
        )
        owe_notice(kind="password.changed", to=person.email, subject=words.subject, body=words.body, at=at)
        record(by=by, event="accounts.password.changed", subject=str(person.id), at=at)


def confirm_password(*, by: Actor, password: str, at: datetime) -> None:
    """Take the password of somebody without a second factor as proof that it is them. Refuses with PasswordWrong."""
    person = the_person(by)
    is_right = check_password(password, person.password)
    with transaction.atomic():
        event = "accounts.password.confirmed" if is_right else "accounts.password.failed"
        record(by=by, event=event, subject=str(person.id), at=at, after={"for": "confirm"})
    if not is_right:
        raise PasswordWrong


def ask_for_email(*, by: Actor, email: str, address: Callable[[str], str], at: datetime) -> None:
    """Mail a link to the address that somebody wants to sign in with from now on; nothing changes before it is opened.

    Where somebody has an account with it already, that person is told instead; who asked sees no difference. Refuses
    with PersonRefused (``email_malformed``, ``email_same``).
    """
    email = tidy_email(email)
    if not is_email(email):
        raise PersonRefused("email_malformed")
    person = the_person(by)
    if email == person.email:
        raise PersonRefused("email_same")
    known = Person.objects.filter(email=email).first()

    def letter(token: str) -> Letter:
        return email_in_use_letter(known.name) if known else email_letter(person.name, address(token))

    mail_link(by=by, purpose=Purpose.EMAIL, email=email, name=person.name, letter=letter, at=at)


def change_email(*, by: Actor, token: str, at: datetime) -> str:
    """Move the account to the address whose link is opened, signed in as who asked; the old address is told.

    Returns the new address. Refuses with LinkRefused and PersonRefused (``email_taken``).
    """
    person = the_person(by)
    try:
        with transaction.atomic():
            link = spend_link(by=by, token=token, purpose=Purpose.EMAIL, at=at, only=person.id)
            Person.objects.filter(id=person.id).update(email=link.email)
            # Links that were mailed to the old address are no longer this person's.
            MailedLink.objects.filter(
                purpose=Purpose.PASSWORD, email=person.email, used_at=None, withdrawn_at=None
            ).update(withdrawn_at=at)
            words = email_changed_letter(person.name, masked(link.email), at.astimezone(LONDON))
            owe_notice(kind="email.changed", to=person.email, subject=words.subject, body=words.body, at=at)
            record(
                by=by,
                event="accounts.email.changed",
                subject=str(person.id),
                at=at,
                before={"email": masked(person.email)},
                after={"email": masked(link.email)},
            )
    except IntegrityError:
        raise PersonRefused("email_taken") from None
    return link.email
