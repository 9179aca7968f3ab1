"""Coming in by a mailed link: as somebody new, by password or single sign-on, or as somebody known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor

from ..gateways.id_tokens import SingleSignOnRefused
from ..queries import link as read_link
from ..queries import person_by_email
from ..rules import Purpose, Vouched, stands_for
from .people import LinkRefused, SpentLink, create_person, spend_link
from .single_sign_on import connect_identity


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in by a link, as the one who acts from here on, and what the link gives."""

    actor: Actor
    person: UUID
    link: SpentLink


def enter_by_link(
    *,
    by: Actor,
    token: str,
    purpose: Purpose,
    name: str,
    password: str,
    vouched: Vouched | None = None,
    at: datetime,
) -> Entered:
    """Use a link up as the person it was mailed to: somebody new opens an account, somebody known must be signed in.

    Called inside the transaction of what the link is for. ``by.id`` is None for somebody not signed in; name, password
    and ``vouched`` (single sign-on in the place of a password) are only looked at for somebody new. Refuses with
    LinkRefused, PersonRefused, PasswordRefused and SingleSignOnRefused (``other_address``, ``taken``).
    """
    with transaction.atomic():
        seen = read_link(token, purpose, at)
        known = person_by_email(seen.email) if seen.is_living else None
        if seen.is_living and by.id != (known.id if known else None):
            raise LinkRefused("other_person", email=seen.email)
        given = spend_link(by=by, token=token, purpose=purpose, at=at)
        if known is not None:
            return Entered(by, known.id, given)
        if vouched is not None and not stands_for(vouched.identity, given.email):
            raise SingleSignOnRefused("other_address")
        person = create_person(by=by, email=given.email, name=name, password=None if vouched else password, at=at)
        who = Actor("person", person, " ".join(name.split()), by.session)
        if vouched is not None:
            connect_identity(by=who, identity=vouched.identity, provider=vouched.provider, at=at)
        return Entered(who, person, given)
