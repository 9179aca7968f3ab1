"""What the page of one organisation shows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dspt.register.queries import RegisterEntry
from dspt.web.kit.components import Link, Status, TimelineEntry
from dspt.web.kit.links import link
from dspt.web.register import words

from .timeline import timeline_of


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """``means`` and ``means_not`` are sentences; ``notes`` say what else must be known: closed, interim, names."""

    title: str
    code: str
    about: str
    status: Status
    sentence: str
    notes: tuple[str, ...]
    successor: Link | None
    means: tuple[str, ...]
    means_not: tuple[str, ...]
    timeline: tuple[TimelineEntry, ...]
    former_names: tuple[str, ...]
    trail: tuple[Link, ...]
    badge_url: str
    badge_title: str
    snippet: str
    address: str
    section: str = "register"


def organisation_page(
    entry: RegisterEntry, today: date, *, running: str, base_url: str, address: str, badge: str
) -> OrganisationPage:
    """Put a body's entry into words. ``running``: key of the edition that runs now; its year closes the history."""
    status = words.status(entry, today)
    place = ", ".join(part for part in (entry.town, entry.postcode) if part)
    about = [entry.code, entry.sector or "No sector", place, words.board_label(entry.board_name)]
    title = f"{entry.name}, {entry.code}: {status.text}"
    means, means_not = _meaning(entry, today)
    return OrganisationPage(
        title=entry.name,
        code=entry.code,
        about=". ".join(part for part in about if part),
        status=status,
        sentence=_sentence(entry, today),
        notes=_notes(entry, today),
        successor=Link(f"See {entry.successor_code}", words.address(entry.successor_code))
        if entry.successor_code
        else None,
        means=means,
        means_not=means_not,
        timeline=timeline_of(entry, today, running=running),
        former_names=tuple(
            f"{former.name}, until {words.day(former.until)}" if former.until else former.name
            for former in entry.former_names
        ),
        trail=(Link("Home", link("home")), Link("Find an organisation", link("register"))),
        badge_url=f"{badge}?shows={_mark(f'{title} {status.when}')}",
        badge_title=f"Badge: {title}. {status.when}",
        snippet=(
            f'<a href="{base_url}{address}"><img src="{base_url}{badge}" width="240" height="82" '
            f'alt="Data Security and Protection Toolkit: status of {_quoted(entry.name)}, {_quoted(entry.code)}"></a>'
        ),
        address=f"{base_url}{address}",
    )


def _mark(shown: str) -> str:
    """Mark an address by what is seen there, so that a browser that keeps the badge asks anew once it shows other."""
    return hashlib.sha256(shown.encode()).hexdigest()[:8]


_SAYS = {
    "met": ("says it meets all the required standards{of}", "said it met all the required standards{of}"),
    "exceeded": (
        "says it meets all the required standards{of}, and holds Cyber Essentials Plus",
        "said it met all the required standards{of}, and held Cyber Essentials Plus",
    ),
    "approaching": (
        "says it meets part of the required standards{of}, and has a plan for the rest",
        "said it met part of the required standards{of}, and had a plan for the rest",
    ),
    "not_met": (
        "says it does not yet meet all the required standards{of}",
        "said it did not yet meet all the required standards{of}",
    ),
    "entry_level": ("", "said it met a first set of requirements{of}"),
    "plan_agreed": ("", "said it did not fully meet the required standards{of}, and had a plan that was agreed"),
    "critical_not_met": ("", "said it did not meet requirements that were held to be critical{of}"),
}
"""What a body says of itself while its status is current, and what it said; ``of`` names the edition."""


def _sentence(entry: RegisterEntry, today: date) -> str:
    if not entry.status or entry.published_on is None:
        since = f" It was registered on {words.day(entry.registered_on)}." if entry.registered_on else ""
        return f"{entry.name} is on the register and has not published an assessment.{since}"
    now, then = _SAYS.get(entry.status, ("", f"published “{entry.status_text}”"))
    of = f" for {entry.edition}" if entry.edition else ""
    says = (now if words.is_current(entry, today) and not entry.is_closed else "") or then
    late = ", after the deadline" if entry.was_late else ""
    told = f"{entry.name} {says.format(of=of)}. It published this on {words.day(entry.published_on)}{late}."
    if words.is_current(entry, today) or entry.until is None:
        return told
    return f"{told} That is out of date since {words.day(entry.until + timedelta(days=1))}."


def _notes(entry: RegisterEntry, today: date) -> tuple[str, ...]:
    notes = []
    if entry.closed_on and entry.closed_on > today:
        notes.append(f"This organisation closes on {words.day(entry.closed_on)}.")
    elif entry.closed_on:
        notes.append(f"This organisation closed on {words.day(entry.closed_on)}. Its history stays here.")
    elif entry.is_closed:
        notes.append("The register marks this code as closed. Its history stays here.")
    if entry.interim_on and entry.interim_edition > entry.edition:
        notes.append(
            f"It made its interim submission for {entry.interim_edition} on {words.day(entry.interim_on)}. "
            "That says where it stands part way through the year; the levels are not public."
        )
    return tuple(notes)


def _meaning(entry: RegisterEntry, today: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    wording = words.wordings().get(entry.status or "not_published")
    means = list(_sentences(wording.means)) if wording else []
    means_not = list(_sentences(wording.does_not_mean)) if wording else []
    if entry.published_on is not None:
        means.append(f"It was the position on {words.day(entry.published_on)}.")
        means_not.append("That it is still the position. A later publication replaces this one.")
        if not words.is_current(entry, today):
            means_not.insert(0, "That it meets the standards today. This status is out of date.")
    return tuple(means), tuple(means_not)


def _sentences(text: str) -> Sequence[str]:
    """Cut a wording into its sentences; under the heading "It does not mean" they need not begin with it again."""
    found = re.split(r"(?<=\.)\s+", text.strip())
    return [re.sub(r"^It does not mean that", "That", sentence) for sentence in found if sentence]


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
