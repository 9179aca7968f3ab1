"""From records to the service desk's pages of requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from dspt.organisations.queries import RecoveryList, RecoveryRecord, RecoveryStepRecord
from dspt.organisations.rules import FOR_THE_DESK, NEXT, RecoveryKind, RecoveryState, RecoveryVerb
from dspt.web.access.service import ServiceFrame
from dspt.web.helpdesk import words
from dspt.web.helpdesk.organisations.build import Known, body_rows, person_row
from dspt.web.helpdesk.organisations.pages import PersonRow
from dspt.web.kit.components import Link, Row
from dspt.web.kit.fields import ErrorSummary, Field

from .pages import Chip, Decision, LandingPage, RequestPage, RequestRow, RequestsPage, StepLine

SHOWN = {
    "waiting": ("Waiting for us", (RecoveryState.WAITING, RecoveryState.APPROVED)),
    "asked": ("Asked for more", (RecoveryState.QUESTIONED,)),
    "counting": ("In the waiting time", (RecoveryState.COUNTING,)),
    "stopped": ("Stopped", (RecoveryState.STOPPED,)),
    "granted": ("Done", (RecoveryState.GRANTED,)),
    "refused": ("Refused", (RecoveryState.REFUSED,)),
}
REFUSED = {
    "not_now": "Somebody else was quicker: this is not open any more. Read where the request stands now",
    "stale": "The request changed since you opened this page. Read it again, then decide",
    "own_request": "This is your own request. Two other people have to decide it",
    "has_role": "You have a role in this organisation. Two other people have to decide this",
    "approved_already": "You approved it already. A second person has to",
    "unknown": "The request is not there any more",
    "unchecked": "Verify and tick all of these before you approve, or ask for more",
}


REFUSED_OF_FACTORS = {
    **REFUSED,
    "own_request": "This is your own account. Two other people have to decide it",
    "has_role": "You have a role in an organisation of this person. Two other people have to decide this",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a request is about: facts, where to look it up, and the people around it."""

    about: str
    rows: tuple[Row, ...]
    look_up: tuple[Link, ...]
    around: str
    people: tuple[PersonRow, ...]


def of_organisation(known: Known) -> Subject:
    """Describe the organisation that somebody wants to administer."""
    return Subject(
        "The organisation",
        body_rows(known),
        (Link("How it stands here", reverse("helpdesk_organisation", args=[known.place.code])),),
        "Who has access now",
        tuple(person_row(each) for each in known.people),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What one request's page is made of. ``fields`` by verb; ``errors`` of the form that was sent."""

    found: RecoveryRecord
    subject: Subject
    steps: Sequence[RecoveryStepRecord]
    all: Sequence[RecoveryRecord]
    fields: Mapping[RecoveryVerb, tuple[Field, ...]]
    sent: RecoveryVerb | None
    errors: ErrorSummary


def landing_page(
    frame: ServiceFrame, counts: Mapping[RecoveryState, int], waiting: RecoveryList, at: datetime
) -> LandingPage:
    """Say what waits for the service desk, the longest wait first."""
    number = sum(counts[state] for state in FOR_THE_DESK)
    sentence = "Nothing waits for you."
    if number:
        sentence = "1 request waits for you." if number == 1 else f"{number} requests wait for you, the longest first."
    others = tuple(
        Link(f"{label}: {sum(counts[state] for state in states)}", _list_url(key))
        for key, (label, states) in SHOWN.items()
        if key != "waiting"
    )
    return LandingPage("Service desk", frame, sentence, tuple(row(each, at) for each in waiting.rows), others)


def requests_page(
    frame: ServiceFrame, shown: str, counts: Mapping[RecoveryState, int], found: RecoveryList, at: datetime
) -> RequestsPage:
    """List the requests of one kind; ``shown`` is a key of SHOWN."""
    chips = tuple(
        Chip(f"{label}, {sum(counts[state] for state in states)}", f"?show={key}", key == shown)
        for key, (label, states) in SHOWN.items()
    )
    return RequestsPage(
        "Requests to recover access",
        frame,
        chips,
        tuple(row(each, at) for each in found.rows),
        f"?show={shown}&page={found.page - 1}" if found.page > 1 else "",
        f"?show={shown}&page={found.page + 1}" if found.has_next else "",
    )


def row(found: RecoveryRecord, at: datetime) -> RequestRow:
    """Put a request on one line."""
    return RequestRow(
        about=_about(found),
        code=found.code,
        url=reverse("helpdesk_recovery", args=[found.id]),
        requester=found.name,
        asked=words.day(found.asked_at),
        moved=f"{words.lasting(at - found.moved_at)} ago",
        mark=words.MARKS[found.state],
    )


def request_page(frame: ServiceFrame, me: UUID | None, shown: Shown, at: datetime) -> RequestPage:
    """Put everything about a request on one page, with what can be done now."""
    found = shown.found
    return RequestPage(
        title=f"{_about(found)}: {found.name}",
        frame=frame,
        mark=words.MARKS[found.state],
        stands=_stands(found, me, at),
        request=(
            Row("Name", found.name),
            Row("Email, shown to be theirs", found.email),
            Row("Their job", found.position),
            Row("Can confirm it", found.voucher),
            Row("Switchboard, as they say", found.phone),
            Row("Asked", words.when(found.asked_at)),
        ),
        why=found.why,
        about=shown.subject.about,
        body=shown.subject.rows,
        look_up=shown.subject.look_up,
        around=shown.subject.around,
        people=shown.subject.people,
        steps=tuple(_step(each) for each in shown.steps),
        earlier=tuple(row(each, at) for each in shown.all if each.id != found.id),
        version=found.version,
        approve=_approve(shown, me),
        others=tuple(_others(shown)),
        errors=shown.errors,
    )


def _about(found: RecoveryRecord) -> str:
    return "Lost extra sign-in step" if found.kind is RecoveryKind.FACTOR else found.organisation_name


def _list_url(key: str) -> str:
    return f"{reverse('helpdesk_recoveries')}?show={key}"


def _stands(found: RecoveryRecord, me: UUID | None, at: datetime) -> str:
    ago = words.lasting(at - found.moved_at)
    match found.state:
        case RecoveryState.WAITING:
            return f"Waits for two of you since {words.when(found.moved_at)}."
        case RecoveryState.APPROVED if found.first_by == me:
            return f"You approved it {ago} ago. It waits for a second person."
        case RecoveryState.APPROVED:
            return f"Approved by one of you {ago} ago. It waits for a second person."
        case RecoveryState.QUESTIONED:
            return f"The requester was asked for more {ago} ago, and has not answered yet."
        case RecoveryState.COUNTING:
            return f"Approved by two. Granted on {words.when(found.ends_at)} unless somebody stops it."
        case RecoveryState.GRANTED:
            return f"Granted {ago} ago."
        case RecoveryState.REFUSED:
            return f"Refused {ago} ago. The requester can ask again."
        case RecoveryState.STOPPED:
            return f"Stopped {ago} ago. The requester can ask again."


def _step(step: RecoveryStepRecord) -> StepLine:
    who = f"{words.DONE[step.verb]}, {words.when(step.at)}. {step.by_name}, {words.SIDES[step.side]}"
    return StepLine(who, step.text, step.side == "desk")


def _approve(shown: Shown, me: UUID | None) -> Decision | None:
    found = shown.found
    if NEXT[found.state][RecoveryVerb.APPROVE] is None or found.first_by == me:
        return None
    lead = "A second person has to approve as well. Then the waiting time begins."
    if found.state is RecoveryState.APPROVED:
        lead = "You are the second: the waiting time begins with this. Verify for yourself."
    fields = shown.fields[RecoveryVerb.APPROVE]
    return Decision("Approve", lead, RecoveryVerb.APPROVE, "Approve", "", fields, True)


def _others(shown: Shown) -> list[Decision]:
    offered = {
        RecoveryVerb.QUESTION: ("Ask for more", "Ask the requester", "secondary"),
        RecoveryVerb.REFUSE: ("Refuse", "Refuse the request", "warning"),
    }
    return [
        Decision(heading, "", verb, button, variant, shown.fields[verb], shown.sent is verb)
        for verb, (heading, button, variant) in offered.items()
        if NEXT[shown.found.state][verb] is not None
    ]
