"""The pages: taking everything out, what is kept until when, a hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from dspt.foundation.clock import london_date
from dspt.keeping.queries import Contents, DeletedYear, HoldRecord, KeptYear, RemovedDocument
from dspt.keeping.rules import ANNOUNCED_BEFORE
from dspt.organisations.rules import Permission
from dspt.web.access.scopes import Scope
from dspt.web.kit.components import Mark, Row
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.kit.spans import lasting
from dspt.web.toolkit.assertions.answers import size_in_words
from dspt.web.toolkit.frame import OrganisationFrame
from dspt.web.toolkit.words import count, day, instant, listed


@dataclass(frozen=True, slots=True)
class TakeOutPage:
    frame: OrganisationFrame
    held: tuple[Row, ...]
    """What there is, and how much of it."""
    takes: str
    """How long the documents take to come, where that is more than a minute; else empty."""
    title: str = "Take everything out"


_LINE = 20_000_000 // 8
"""Bytes a second of the line that the time is worked out for: a usual one of a small practice."""


def take_out_page(frame: OrganisationFrame, there_is: Contents) -> TakeOutPage:
    """Say what the archive will hold."""
    years = listed(there_is.editions) if there_is.editions else "None started yet"
    files = f"{count(there_is.files, 'file', 'files')}, {size_in_words(there_is.bytes)}" if there_is.files else ""
    documents = count(there_is.documents, "document", "documents") if there_is.documents else "None"
    return TakeOutPage(
        frame=frame,
        held=(
            Row("Assessments", f"{years}. Every answer and outcome with all it said before, confirmations, comments"),
            Row("Documents", f"{documents}{f' with {files}' if files else ''}. Every version whose file you may open"),
            Row("Publications", f"{there_is.publications or 'None'}. Signed records, which anybody can verify"),
            Row("Organisation", "Profile, key roles, certificates, everybody who has or had access"),
            Row("Activity", "Who did what, when, from the first day"),
        ),
        takes=_takes(there_is.bytes),
    )


def _takes(size_bytes: int) -> str:
    minutes = round(size_bytes / _LINE / 60)
    if not minutes:
        return ""
    return f"The documents take {size_in_words(size_bytes)}: about {lasting(minutes)} on a line of 20 Mbit a second."


@dataclass(frozen=True, slots=True)
class KeptLine:
    title: str
    url: str
    removed: str
    until: str
    mark: Mark
    why: str


@dataclass(frozen=True, slots=True)
class YearLine:
    what: str
    since: str
    until: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class GoneLine:
    what: str
    deleted: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class HoldLine:
    what: str
    reason: str
    ended: str
    end: str
    """Where it is ended; empty: it has ended, or this person may not."""


@dataclass(frozen=True, slots=True)
class RetentionPage:
    frame: OrganisationFrame
    years: str
    assessments: tuple[YearLine, ...]
    gone: tuple[GoneLine, ...]
    rows: tuple[KeptLine, ...]
    holds: tuple[HoldLine, ...]
    stands: str
    """Which holds stand and who ends them; empty: none."""
    place: str
    take_out: str
    removed: str
    """Where removed documents are put back."""
    title: str = "What is kept, and until when"


@dataclass(frozen=True, slots=True)
class HoldPage:
    title: str
    frame: OrganisationFrame
    text: str
    fields: tuple[Field, ...]
    errors: ErrorSummary
    back: str


def retention_page(
    scope: Scope,
    frame: OrganisationFrame,
    documents: tuple[RemovedDocument, ...],
    kept_years: tuple[KeptYear, ...],
    deleted: tuple[DeletedYear, ...],
    holds: tuple[HoldRecord, ...],
    *,
    years: int,
    today: date,
) -> RetentionPage:
    """Say of each assessment and removed document until when it is kept and why, and which holds there are."""
    standing, may = [one for one in holds if one.ended_at is None], scope.may(Permission.DELETE)
    held, own = bool(standing), any(not one.is_national for one in standing)
    return RetentionPage(
        frame=frame,
        years=count(years, "year"),
        assessments=tuple(_year(one, held, today) for one in kept_years),
        gone=tuple(
            GoneLine(f"Assessment {one.edition}", day(london_date(one.deleted_at)), f"Fingerprint {one.sha256}")
            for one in deleted
        ),
        rows=tuple(_kept(scope.code, one, held, today) for one in documents),
        holds=tuple(_hold(scope.code, one, may) for one in holds),
        stands=_stands(own, any(one.is_national for one in standing)),
        place=reverse("retention_hold", args=(scope.code,)) if may and not own else "",
        take_out=reverse("take_out", args=(scope.code,)) if scope.may(Permission.TAKE_OUT) else "",
        removed=reverse("documents", args=(scope.code,)) + "?show=removed",
    )


def _kept(code: str, one: RemovedDocument, held: bool, today: date) -> KeptLine:
    mark = Mark("In use") if one.is_used and not held else _mark(one, held, today)
    why = f"A publication of {day(one.frozen_on)} rests on it" if one.frozen_on else ""
    if one.is_used:
        why = "An answer or outcome rests on it"
    return KeptLine(
        title=one.title,
        url=reverse("document_page", args=(code, one.id)),
        removed=day(one.removed_on),
        until="As long as it is used" if one.is_used else _last_day(one),
        mark=mark,
        why=why,
    )


def _year(one: KeptYear, held: bool, today: date) -> YearLine:
    days = [(one.changed_on, "Last changed")]
    if one.published_on is not None:
        days.append((one.published_on, "Last published"))
    if one.closes_on is not None:
        days.append((one.closes_on, "Closes" if one.closes_on >= today else "Closed"))
    counts_from, what = max(days)
    return YearLine(
        what=f"Assessment {one.edition}",
        since=f"{what} {day(counts_from)}",
        until=_last_day(one),
        mark=_mark(one, held, today),
    )


def _mark(one: KeptYear | RemovedDocument, held: bool, today: date) -> Mark:
    if held:
        return Mark("On hold", "info")
    return Mark("Kept") if one.due_on > today + ANNOUNCED_BEFORE else Mark("Will be deleted", "do")


def _last_day(one: KeptYear | RemovedDocument) -> str:
    soonest = one.due_on
    if one.announced_on is not None and one.announced_for == one.due_on:
        soonest = max(soonest, one.announced_on + ANNOUNCED_BEFORE)
    return day(soonest - timedelta(days=1))


def _hold(code: str, one: HoldRecord, may: bool) -> HoldLine:
    is_standing = one.ended_at is None
    whose = "Placed by the national team," if one.is_national else "Placed by"
    return HoldLine(
        what=f"{whose} {one.placed_by}, on {instant(one.placed_at)}",
        reason=one.reason,
        ended="" if is_standing else f"Ended by {one.ended_by} on {instant(one.ended_at)}: {one.ended_because}",
        end=reverse("retention_hold_end", args=(code, one.id)) if is_standing and may and not one.is_national else "",
    )


def _stands(own: bool, national: bool) -> str:
    if national and own:
        return "A hold of the national team and one of yours stand. Nothing is deleted until both are ended."
    if national:
        return "A hold of the national team stands. Nothing is deleted until the national team ends it."
    return "A hold stands. Nothing is deleted until it is ended." if own else ""
