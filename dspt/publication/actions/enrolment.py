"""Enrolling an organisation: the service learns of it, and the register says that it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.accounts.actions import PersonRefused, enter_by_link, mail_link
from dspt.accounts.queries import link as read_link
from dspt.accounts.rules import Purpose, Vouched
from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.organisations.actions import register_organisation
from dspt.organisations.rules.letters import registration_letter
from dspt.register.actions import note_registered

from ..queries.enrolment import candidate


class EnrolmentRefused(Refusal):
    """``malformed``, ``unknown``, ``closed``, ``registered``; fact ``candidate``: what is known of the code."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Who is the first administrator of what; the door signs the person in."""

    person: UUID
    code: str


def ask_to_enrol(*, by: Actor, code: str, name: str, email: str, address: Callable[[str], str], at: datetime) -> None:
    """Mail a link, good for 24 hours, with which the first administrator registers an organisation.

    ``address`` makes the page's address from the link's secret. Refuses with EnrolmentRefused and PersonRefused.
    """
    name = " ".join(name.split())
    if not name:
        raise PersonRefused("name_missing")
    found = candidate(code, at)
    if not found.is_open:
        raise EnrolmentRefused(found.standing, candidate=found)
    mail_link(
        by=by,
        purpose=Purpose.REGISTER,
        email=email,
        name=name,
        organisation=found.code,
        letter=lambda token: registration_letter(name, found.name, found.code, address(token)),
        at=at,
    )


def enrol_organisation(
    *, by: Actor, token: str, name: str, password: str, vouched: Vouched | None = None, at: datetime
) -> Enrolled:
    """Register the organisation a link was mailed for, with the person it was mailed to as first administrator.

    ``vouched``: single sign-on in the place of a password. The register lists it at once as "Not Published". Refuses
    with LinkRefused, PersonRefused, PasswordRefused, SingleSignOnRefused and, where somebody else was quicker or the
    code has closed, EnrolmentRefused. Nothing is half-done.
    """
    with transaction.atomic():
        seen = read_link(token, Purpose.REGISTER, at)
        if seen.is_living:
            found = candidate(seen.organisation, at)
            if not found.is_open:
                raise EnrolmentRefused(found.standing, candidate=found)
        entered = enter_by_link(
            by=by, token=token, purpose=Purpose.REGISTER, name=name, password=password, vouched=vouched, at=at
        )
        found = candidate(entered.link.organisation, at)
        register_organisation(by=entered.actor, code=found.code, name=found.name, administrator=entered.person, at=at)
        note_registered(code=found.code, name=found.name, sector=found.sector, at=at)
    return Enrolled(entered.person, found.code)
