"""The front of an edition: ``edition.yaml`` — identification, directory page, calendar, switches, audit scope."""

from __future__ import annotations

from dataclasses import dataclass

from ..edition import Amendment, AuditScope, Calendar, DirectoryPage
from .reading import Fields


@dataclass(frozen=True, slots=True)
class Front:
    key: str
    short: str
    version: int
    revision: int
    previous: str
    directory: DirectoryPage
    calendar: Calendar
    audit: AuditScope
    switches: dict[str, bool]
    switch_notes: dict[str, str]
    figures: dict[str, str]
    sources: dict[str, str]
    known_gaps: tuple[str, ...]
    published_counts: dict[str, int]
    amendments: tuple[Amendment, ...]


def read_front(file: Fields) -> Front:
    """Read ``edition.yaml``."""
    switches = file.fields("switches")
    counts = file.fields("published_counts", needed=False)
    front = Front(
        key=file.text("key"),
        short=file.text("short"),
        version=file.whole("version"),
        revision=file.whole("revision"),
        previous=file.text("previous", ""),
        directory=_directory(file.fields("directory")),
        calendar=_calendar(file.fields("calendar")),
        audit=_audit(file.fields("audit")),
        switches={name: switches.truth(name) for name in switches.values},
        switch_notes=file.pairs("switch_notes", needed=False),
        figures=file.pairs("figures", needed=False),
        sources=file.pairs("sources"),
        known_gaps=file.texts("known_gaps", needed=False),
        published_counts={name: counts.whole(name) for name in counts.values},
        amendments=tuple(_amendment(row) for row in file.rows("amendments", "on", needed=False)),
    )
    file.text("readers_note", "")
    file.done()
    return front


def _amendment(row: Fields) -> Amendment:
    found = Amendment(row.day("on"), row.text("what"), row.texts("subjects"))
    row.done()
    return found


def _directory(page: Fields) -> DirectoryPage:
    found = DirectoryPage(
        title=page.text("title"),
        reference_code=page.text("reference_code"),
        publisher=page.text("publisher"),
        publication_date=page.day_or_none("publication_date"),
        status=page.text("status"),
        status_definitions=page.pairs("status_definitions"),
        standard_types=page.texts("standard_types"),
        type_definitions=page.pairs("type_definitions"),
        applies_to=page.texts("applies_to"),
        conformance_date=page.day_or_none("conformance_date"),
        effective_from=page.day_or_none("effective_from"),
        topics=page.texts("topics"),
        care_settings=page.texts("care_settings"),
        dependencies=page.text("dependencies"),
        scope=page.text("scope"),
        sponsor=page.text("sponsor"),
        senior_responsible_officer=page.text("senior_responsible_officer"),
        business_lead=page.text("business_lead"),
        contributor=page.text("contributor"),
        approval_date=page.day_or_none("approval_date"),
        post_implementation_review_date=page.day_or_none("post_implementation_review_date"),
        legal_authority=page.texts("legal_authority"),
        about=page.texts("about"),
        what_changed=page.texts("what_changed"),
        contact=page.text("contact"),
    )
    if found.status not in found.status_definitions:
        page.fault(f"the status {found.status!r} is not among its definitions")
    page.done()
    return found


def _calendar(days: Fields) -> Calendar:
    calendar = Calendar(
        opens_on=days.day("opens_on"),
        interim_due_on=days.day_or_none("interim_due_on"),
        due_on=days.day("due_on"),
        closes_on=days.day("closes_on"),
        current_until=days.day("current_until"),
        note=days.text("note", ""),
    )
    if not calendar.opens_on < calendar.due_on <= calendar.closes_on <= calendar.current_until:
        days.fault("must open before it is due, be due by the day it closes, and stay current until then at least")
    if calendar.interim_due_on and not calendar.opens_on <= calendar.interim_due_on <= calendar.due_on:
        days.fault("the interim must be due between opening and the final deadline")
    days.done()
    return calendar


def _audit(scope: Fields) -> AuditScope:
    found = AuditScope(
        mandated_outcomes=scope.texts("mandated_outcomes", needed=False),
        chosen_outcomes=scope.whole("chosen_outcomes", 0),
        assertion_note=scope.text("assertion_note", ""),
    )
    scope.done()
    return found
