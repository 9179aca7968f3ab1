"""What the pages of organisations are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from dspt.accounts.rules import HOLDS, SIGHT, Part, ServicePermission, ServiceRole
from dspt.foundation.clock import london_date
from dspt.oversight.queries import FoundPage, SeenOrganisation
from dspt.standard import catalogue
from dspt.standard.edition import Edition, Level, View
from dspt.web.access.service import ServiceFrame, Viewer, role_name
from dspt.web.kit.components import PageLink, Row


@dataclass(frozen=True, slots=True)
class FoundRow:
    name: str
    code: str
    url: str
    about: str
    status: str


@dataclass(frozen=True, slots=True)
class ListPage:
    frame: ServiceFrame
    reach: tuple[str, ...]
    words: str
    sentence: str
    rows: tuple[FoundRow, ...]
    previous: PageLink | None
    next: PageLink | None
    title: str = "Organisations"
    wide: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part's table."""

    head: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a part says: a sentence, and beneath it rows, or lines under ``headings``, or nothing."""

    sentence: str
    rows: tuple[Row, ...] = ()
    headings: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part with the reason why this viewer is shown it."""

    key: str
    title: str
    why: str
    content: Content


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    title: str
    frame: ServiceFrame
    back: str
    about: str
    parts: tuple[PartShown, ...]
    hidden: str
    """Which parts this viewer is not shown."""
    register: str
    hold: str
    """Where a hold is placed and ended; empty: not this viewer’s to do."""
    wide: bool = True


_GAPS = {
    "missing": "not answered",
    "infected": "document refused by the virus check",
    "to_check": "last year’s answer, not checked",
    "answered_no": "answered “no”",
    "exceptions_missing": "exceptions not listed",
    "unconfirmed": "not confirmed",
    "no_level": "no level",
    "below": "below the expected level",
    "reason_missing": "level and ticks differ without a reason",
    "statement_missing": "no supporting statement",
    "policy_missing": "policy question not answered",
    "policy_bars": "the answer to the policy question stands in the way",
    "certificate_missing": "certificate missing or out of date",
    "plan_missing": "action plan missing",
}


def list_page(who: Viewer, found: FoundPage, words: str) -> ListPage:
    """Put a page of the list into words."""
    rows = tuple(
        FoundRow(
            one.name,
            one.code,
            reverse("oversight_organisation", args=[one.code]),
            ", ".join(text for text in (one.sector, one.board or one.region) if text),
            one.status_text or "Nothing published",
        )
        for one in found.rows
    )
    if rows:
        sentence = f"{found.first:,} to {found.first + len(rows) - 1:,}, by name"
    elif words:
        sentence = f"No organisation you may see has “{words}” in its name or code."
    else:
        sentence = "No organisation that you may see has registered yet."
    return ListPage(
        frame=who.frame,
        reach=tuple(
            f"{role_name(each.role)}: {SIGHT[ServiceRole(each.role)].whom}."
            for each in who.held
            if each.role in {role.value for role in SIGHT}
        ),
        words=words,
        sentence=sentence,
        rows=rows,
        previous=_page(words, found.page - 1) if found.page > 1 else None,
        next=_page(words, found.page + 1) if found.has_next else None,
    )


def organisation_page(who: Viewer, seen: SeenOrganisation, today: date) -> OrganisationPage:
    """Put what may be seen of an organisation into words, part by part, each with its reason."""
    build = {
        Part.STATUS: _status,
        Part.PROFILE: _profile,
        Part.PROGRESS: _progress,
        Part.GAPS: _gaps,
        Part.INTERIM: _interim,
        Part.ADMINISTRATORS: _administrators,
    }
    hidden = [part.value.lower() for part in Part if part not in seen.parts]
    where = " · ".join(text for text in (seen.code, seen.board, seen.region) if text)
    edition, parts = catalogue.latest(today), []
    for part in build:
        # Whole addresses stand with the administrators' names.
        if part in seen.parts:
            shown = seen.parts[part]
            why = f"{role_name(shown.role)} sees this {shown.why}."
            parts.append(PartShown(part.name.lower(), part.value, why, build[part](seen, edition)))
    return OrganisationPage(
        title=seen.name,
        frame=who.frame,
        back=reverse("oversight_organisations"),
        about=where,
        parts=tuple(parts),
        hidden=f"Not shown to your role: {', '.join(hidden)}." if hidden else "",
        register=reverse("register_organisation", args=[seen.code]),
        hold=reverse("oversight_hold", args=[seen.code]) if ServicePermission.HOLD in who.rights else "",
    )


def sights() -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """Give the table of who sees what in words: role, which organisations, and each part with its reason."""
    return tuple(
        (
            role_name(role),
            sight.whom,
            tuple((f"{part.value}: {HOLDS[part]}", why) for part, why in sight.parts.items()),
        )
        for role, sight in SIGHT.items()
    )


def _status(seen: SeenOrganisation, edition: Edition) -> Content:
    entry = seen.register
    if entry is None or not entry.history:
        return Content("It has published nothing.")
    return Content(
        f"Its newest status is {entry.status_text}.",
        headings=("Status", "Published", "Counts until"),
        lines=tuple(
            Line(
                past.status_text,
                (
                    f"{_day(past.published_on)}{', after the deadline' if past.was_late else ''}",
                    _day(past.until) or "–",
                ),
            )
            for past in entry.history
        ),
    )


def _profile(seen: SeenOrganisation, edition: Edition) -> Content:
    profile = seen.profile
    kind = edition.types.get(profile.settled_type) if profile else None
    if profile is None or kind is None:
        return Content("It has not filled in its profile.")
    labels = {role.key: role.label for role in edition.key_roles}
    names = {key: one.label for key, one in edition.exemptions.items()}
    rows = (
        Row("Type", kind.label),
        Row("Category", profile.category),
        *(Row(labels.get(one.role, one.role), one.name) for one in profile.key_roles),
        *(Row(names.get(one.kind, one.kind), f"until {_day(one.valid_to)}") for one in profile.certificates),
    )
    accepted = f"Accepted by {profile.accepted_by_name}." if profile.is_accepted else "Not accepted as it stands."
    return Content(accepted, rows=rows)


def _progress(seen: SeenOrganisation, edition: Edition) -> Content:
    year = next((one for one in seen.years if one.edition == edition.key), None)
    if year is None:
        return Content(f"It has not begun the {edition.key} assessment.")
    held = year.progress
    confirmed = "Assertions confirmed" if year.view is View.ASSERTION else "At or above the expected level"
    rows = [
        Row("Required and done", f"{held.required_done} of {held.required_total}"),
        Row(confirmed, f"{held.confirmed}"),
    ]
    if held.required_to_check:
        rows.append(Row("Last year’s answers to check", f"{held.required_to_check}"))
    rows.append(Row("Last change", _day(london_date(year.changed_at))))
    return Content(
        f"Of the {edition.key} assessment, {held.required_done} of {held.required_total} are done.", rows=tuple(rows)
    )


def _gaps(seen: SeenOrganisation, edition: Edition) -> Content:
    if not seen.gaps_of:
        return Content("It has published nothing through this service.")
    if not seen.gaps:
        return Content(f"Nothing was open when it published {seen.gaps_of}.")
    return Content(
        f"{len(seen.gaps)} open when it published {seen.gaps_of}.",
        headings=("Requirement", "What is open"),
        lines=tuple(Line(f"{one.subject} {one.title}".strip(), (_GAPS.get(one.code, one.code),)) for one in seen.gaps),
    )


def _interim(seen: SeenOrganisation, edition: Edition) -> Content:
    if not seen.interim:
        return Content("It has submitted no interim.")
    below = sum(1 for one in seen.interim if Level(one.declared).rank < Level(one.expected).rank)
    return Content(
        f"{below} of {len(seen.interim)} outcomes were below the expected level on {_day(seen.interim_on)}.",
        headings=("Outcome", "Level", "Expected"),
        lines=tuple(
            Line(f"{one.outcome} {one.title}", (_level(one.declared), _level(one.expected))) for one in seen.interim
        ),
    )


def _administrators(seen: SeenOrganisation, edition: Edition) -> Content:
    if not seen.administrators:
        return Content("It has no administrator.")
    number = len(seen.administrators)
    return Content(
        "It has one administrator." if number == 1 else f"It has {number} administrators.",
        rows=tuple(Row(one.name, one.email) for one in seen.administrators),
    )


def _level(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _page(words: str, page: int) -> PageLink:
    return PageLink(f"?{urlencode({'q': words, 'page': page})}", f"Page {page}")


def _day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else ""
