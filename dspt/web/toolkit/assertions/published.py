"""What a body has published of an edition, as its own pages say it: the status, the day, receipt and register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dspt.organisations.rules import Permission
from dspt.publication.queries import PublicationRecord
from dspt.publication.rules import INTERIM
from dspt.web.kit.components import Link, Status
from dspt.web.toolkit.links import address
from dspt.web.toolkit.words import day, instant

from .year import Year


@dataclass(frozen=True, slots=True)
class PublishedNow:
    """What stands published. ``is_changed``: the work went on after it, so the two differ until the next one."""

    status: Status
    sentence: str
    is_changed: bool
    rest: str
    links: tuple[Link, ...]


def finals(history: Iterable[PublicationRecord], edition: str) -> tuple[PublicationRecord, ...]:
    """Keep an edition's publications of a history, in its order, interims left out."""
    return tuple(one for one in history if one.edition == edition and one.kind != INTERIM)


def published_now(
    year: Year, published: tuple[PublicationRecord, ...], changed_at: datetime | None
) -> PublishedNow | None:
    """Say what stands published of a year; None where nothing does. ``published``: newest first, without interims.

    ``changed_at``: when its answers last changed; None: it was not begun anew.
    """
    if not published:
        return None
    newest, until = published[0], year.calendar.current_until
    known = year.edition.statuses.get(newest.status)
    if until < year.on:
        status = Status(newest.status_text, "old", f"Out of date since {day(until + timedelta(days=1))}")
    else:
        status = Status(newest.status_text, known.tone if known else "none", f"Current until {day(until)}")
    is_changed = changed_at is not None and changed_at > newest.published_at
    late = " It came after the due date, and the register says so." if newest.was_late else ""
    links = [
        Link("Receipt", address("receipt", year.scope.code, newest.id), "of this publication"),
        Link("See it on the register", address("register_organisation", year.scope.code)),
    ]
    rest = ""
    if is_changed:
        rest = "You changed something since. The register shows what you published until you publish again."
        if not year.is_open:
            rest = "Something was changed since. The register shows what you published."
        elif year.scope.may(Permission.PUBLISH):
            links.append(Link("Publish again", address("publish", year.scope.code, year.edition.key)))
    return PublishedNow(
        status,
        f"Published by {newest.published_by} on {instant(newest.published_at)}.{late}",
        is_changed,
        rest,
        tuple(links),
    )
