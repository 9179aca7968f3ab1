"""One document as its page shows it: what it is, where it is used, every version, and what takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from django.conf import settings
from django.urls import reverse

from dspt.assessments.queries import Use
from dspt.documents.queries import DocumentRecord, VersionRecord
from dspt.documents.rules.reviews import Review, review_of
from dspt.organisations.rules import Permission
from dspt.standard.edition import Edition
from dspt.web.access import Scope
from dspt.web.kit.components import Link, Mark, Row
from dspt.web.kit.fields import Field
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.toolkit.assertions.answers import scan_mark
from dspt.web.toolkit.assertions.words import ACCEPT, TAKEN
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import count, day, instant

from .forms import AboutForm, NewVersionForm
from .lines import address_of, marks_of, use_links, what_it_is
from .pages import AboutPage, DocumentPage, RemovePage, UsedIn, VersionLine


def document_page(
    scope: Scope,
    edition: Edition,
    one: DocumentRecord,
    *,
    versions: tuple[VersionRecord, ...],
    uses: tuple[Use, ...],
    on: date,
    form: NewVersionForm,
) -> DocumentPage:
    """Put the page of a document together; a removed one can only be read and put back."""
    is_removed = one.removed_at is not None
    may = scope.may(Permission.ANSWER) and not is_removed
    here = (scope.code, one.id)
    url = "" if is_removed else address_of(scope.code, one)
    return DocumentPage(
        title=one.title,
        frame=frame(scope, edition, "documents"),
        wide=True,
        errors=errors_of(form, note="Nothing was changed."),
        library=reverse("documents", args=(scope.code,)),
        lede=what_it_is(one, one.title) + (f", version {one.version}" if one.version > 1 else ""),
        marks=() if is_removed else marks_of(one, on),
        open=Link("Open the link" if one.kind == "link" else "Download the file", url, one.title) if url else None,
        is_outside=one.kind == "link",
        place=one.place,
        review="" if is_removed else _review(one, on),
        facts=_facts(one),
        uses=_used_in(scope.code, uses),
        attach=reverse("document_attach", args=here) if may else "",
        versions=tuple(_version(scope.code, each, one) for each in versions),
        change=reverse("document_about", args=here) if may else "",
        replace=reverse("document_replace", args=here) if may else "",
        fields=_fields(form) if may else (),
        replace_note=_replace_note(uses),
        remove=reverse("document_remove", args=here) if may else "",
        put_back=reverse("document_put_back", args=here) if is_removed and scope.may(Permission.ANSWER) else "",
        removed=f"This document was removed on {day(one.removed_at.date())}." if one.removed_at else "",
    )


def about_page(scope: Scope, edition: Edition, one: DocumentRecord, form: AboutForm) -> AboutPage:
    """Put the form for name, owner and dates together."""
    fields = fields_of(form)
    return AboutPage(
        title="Name, owner and dates",
        frame=frame(scope, edition, "documents"),
        errors=errors_of(form, fields=fields, note="Nothing was saved."),
        fields=tuple(fields.values()),
        url=reverse("document_page", args=(scope.code, one.id)),
    )


def remove_page(scope: Scope, edition: Edition, one: DocumentRecord, uses: tuple[Use, ...]) -> RemovePage:
    """Ask before a document is removed, or say what rests on it."""
    return RemovePage(
        title=f"Remove “{one.title}”?" if not uses else f"“{one.title}” cannot be removed",
        frame=frame(scope, edition, "documents"),
        text=(
            f"{count(len(uses), 'answer or outcome rests', 'answers and outcomes rest')} on it. "
            "Take it off there first, or replace it by another file, link or place."
            if uses
            else "Nothing rests on it. It leaves the library, and you can put it back from there."
        ),
        uses=use_links(scope.code, uses),
        may_remove=not uses,
        url=reverse("document_page", args=(scope.code, one.id)),
    )


def _review(one: DocumentRecord, on: date) -> str:
    review = review_of(one.review_on, on)
    if review is Review.PAST:
        return f"It was to be reviewed by {day(one.review_on)}. Look at it, then set a new date or add a new version."
    if review is Review.DUE:
        return f"It is to be reviewed by {day(one.review_on)}."
    return ""


def _facts(one: DocumentRecord) -> tuple[Row, ...]:
    return (
        Row("Owner", one.owner_name or "Nobody yet"),
        Row("Review date", day(one.review_on) or "None set"),
        Row("Date on it", day(one.dated_on) or "Not given"),
    )


def _used_in(code: str, uses: tuple[Use, ...]) -> tuple[UsedIn, ...]:
    by_edition = groupby(uses, key=lambda use: use.edition)
    found = ((edition, use_links(code, tuple(of_edition), says_edition=False)) for edition, of_edition in by_edition)
    return tuple(UsedIn(edition, links) for edition, links in found if links)


def _version(code: str, each: VersionRecord, one: DocumentRecord) -> VersionLine:
    marks = []
    if each.number == one.version and one.removed_at is None:
        marks.append(Mark("Stands now", "ok"))
    if each.frozen_at is not None:
        marks.append(Mark("In a publication", "info"))
    if each.altered_at is not None:
        marks.append(Mark("Cannot be opened", "bad"))
    elif each.scan != "clean" and (scan := scan_mark(each.scan)):
        marks.append(scan)
    if each.discarded_at is not None:
        marks.append(Mark("File deleted"))
    what = {"file": each.file_name, "link": each.url, "place": each.place}[each.kind]
    return VersionLine(
        number=each.number,
        what=f"{what} ({what_it_is(each)})" if each.kind == "file" else what,
        url=address_of(code, each, each.number),
        marks=tuple(marks),
        dated=day(each.dated_on) or "–",
        added=f"{instant(each.added_at)}, {each.added_by_name}",
        digest=" ".join(each.sha256[place : place + 8] for place in range(0, len(each.sha256), 8)),
        is_now=each.number == one.version,
    )


def _replace_note(uses: tuple[Use, ...]) -> str:
    if not uses:
        return "The earlier version stays below."
    where = "the answer that rests on it" if len(uses) == 1 else f"all {len(uses)} answers and outcomes that rest on it"
    return (
        f"The new version is at once under {where}. Assertions that were confirmed with the earlier one are to be "
        "confirmed again. Publications keep the version they were made with."
    )


def _fields(form: NewVersionForm) -> tuple[Field, ...]:
    megabytes = settings.DSPT_UPLOAD_LIMIT_BYTES // (1024 * 1024)
    shown: Mapping[str, Field] = fields_of(
        form,
        file={"hint": f"{TAKEN}, up to {megabytes} MB", "accept": ACCEPT},
        link={"kind": "url", "autocomplete": "off", "spellcheck": False},
    )
    return tuple(shown.values())
