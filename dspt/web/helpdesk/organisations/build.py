"""From records to the page of how an organisation stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from dspt.accounts.rules import masked
from dspt.directory.queries import Place
from dspt.organisations.queries import OrganisationRecord, RecoveryRecord, SeenByTheDesk
from dspt.organisations.rules import Role
from dspt.register.queries import Found, RegisterEntry
from dspt.web.access.service import ServiceFrame
from dspt.web.helpdesk import words
from dspt.web.kit.components import Link, Row

from .pages import HitRow, LookUpPage, PersonRow, StandingPage


@dataclass(frozen=True, slots=True)
class Known:
    """What directory, register and service know of a code; each may know nothing."""

    place: Place
    listed: RegisterEntry | None
    registered: OrganisationRecord | None
    people: Sequence[SeenByTheDesk]

    @property
    def is_known(self) -> bool:
        return self.place.is_known or self.listed is not None or self.registered is not None


def body_rows(known: Known) -> tuple[Row, ...]:
    """Say what is known of a body, and by whom."""
    place, listed = known.place, known.listed
    address = tuple(dict.fromkeys(part for part in (*place.address, place.town, place.postcode) if part))
    rows = [
        Row("Code", place.code),
        Row("Name in the directory", place.name or "Not in the directory"),
        Row("Address", address[0] if address else "Not known", lines=address[1:]),
        Row("Opened", words.day(place.opened_on)),
    ]
    if place.closed_on is not None:
        rows.append(Row("Closed", words.day(place.closed_on)))
    rows.append(Row("On the register", (listed.status_text or "Nothing published") if listed else "Not listed"))
    since = words.day(known.registered.registered_at) if known.registered else "Not registered"
    rows.append(Row("Works with the service since", since))
    return tuple(rows)


def person_row(each: SeenByTheDesk) -> PersonRow:
    """Show somebody with access, the address masked."""
    return PersonRow(
        each.name, masked(each.email), each.role.capitalize(), words.day(each.since), words.when(each.last_sign_in)
    )


def standing_page(frame: ServiceFrame, known: Known, requests: Sequence[RecoveryRecord]) -> StandingPage:
    """Say how an organisation stands here."""
    place, listed, registered = known.place, known.listed, known.registered
    name = registered.name if registered else listed.name if listed else place.name
    return StandingPage(
        title=name,
        frame=frame,
        sentence=_sentence(known),
        body=body_rows(known),
        people=tuple(person_row(each) for each in known.people),
        requests=tuple(
            Link(
                f"{each.name}, {words.day(each.asked_at)}: {words.MARKS[each.state].text.lower()}",
                reverse("helpdesk_recovery", args=[each.id]),
            )
            for each in requests
        ),
        register=reverse("register_organisation", args=[place.code]) if listed else "",
    )


def look_up_page(frame: ServiceFrame, typed: str, found: Found | None) -> LookUpPage:
    """List what a search found; ``found`` None: nothing was looked for yet."""
    sentence, hits = "", found.hits or found.nearest if found else ()
    if found is not None and found.hits:
        sentence = f"{found.total} found{', the first of them:' if found.total > len(found.hits) else '.'}"
    elif found is not None:
        sentence = "Nothing found. " + ("Did you mean one of these?" if hits else "Check the code, or try a name.")
    rows = tuple(
        HitRow(
            hit.name,
            reverse("helpdesk_organisation", args=[hit.code]),
            f"{hit.code}. {hit.sector}. {'Registered' if hit.registered_on else 'Not registered here'}",
        )
        for hit in hits
    )
    return LookUpPage("Look an organisation up", frame, typed, sentence, rows)


def _sentence(known: Known) -> str:
    if known.registered is None:
        return "Not registered here: anybody who may act for it can register it."
    administrators = [each for each in known.people if each.role == Role.ADMINISTRATOR]
    if not administrators:
        return "Registered, and nobody administers it."
    seen = [each.last_sign_in for each in administrators if each.last_sign_in]
    number = len(administrators)
    last = "They have never signed in." if number == 1 else "None of them ever signed in."
    if seen:
        last = f"The last sign-in was on {words.when(max(seen))}."
    return f"Registered, with {number} administrator{'' if number == 1 else 's'}. {last}"
