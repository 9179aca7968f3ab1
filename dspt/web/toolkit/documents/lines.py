"""Documents in words: what they are, their marks, where they are used."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from dspt.assessments.queries import Use
from dspt.documents.queries import DocumentRecord, VersionRecord
from dspt.documents.rules import KINDS
from dspt.documents.rules.reviews import Review, is_old, review_of
from dspt.standard import catalogue
from dspt.web.kit.components import Link, Mark
from dspt.web.toolkit.assertions.answers import scan_mark, size_in_words
from dspt.web.toolkit.words import day


def what_it_is(one: DocumentRecord | VersionRecord, title: str = "") -> str:
    """Say what a document or a version of it is: ``PDF, 240 KB``, ``Link``, ``Kept at: Office``."""
    if one.kind == "link":
        return "Link"
    if one.kind == "place":
        return "Kept there" if one.place == title else f"Kept at: {one.place}"
    kind = KINDS.get(one.file_name.rsplit(".", 1)[-1].lower())
    return ", ".join(part for part in (kind.label if kind else "File", size_in_words(one.size_bytes)) if part)


def marks_of(one: DocumentRecord, on: date) -> tuple[Mark, ...]:
    """Mark what is worth a look: the virus check, a damaged file, its review day, its age."""
    found = []
    if one.altered_at is not None:
        found.append(Mark("Cannot be opened", "bad"))
    elif scan := scan_mark(one.scan):
        found.append(scan)
    review = review_of(one.review_on, on)
    if review is Review.PAST:
        found.append(Mark("Review date past", "bad"))
    elif review is Review.DUE:
        found.append(Mark("Due for review", "do"))
    if is_old(one.dated_on, on):
        found.append(Mark("Older than a year", "do"))
    return tuple(found)


def address_of(code: str, one: DocumentRecord | VersionRecord, number: int | None = None) -> str:
    """Give the address at which it is opened; empty: nowhere here. ``number``: of a version other than what stands."""
    if one.kind == "link":
        return one.url
    document = one.document if isinstance(one, VersionRecord) else one.id
    if one.kind == "place":
        return ""
    if isinstance(one, VersionRecord) and not one.file_path:
        return ""
    if number is None:
        return reverse("document", args=(code, document))
    return reverse("document_version", args=(code, document, number))


def use_links(code: str, uses: tuple[Use, ...], *, says_edition: bool = True) -> tuple[Link, ...]:
    """Link to the items and outcomes that rest on a document, of editions that we know."""
    known = {edition.key for edition in catalogue.editions()}
    return tuple(
        Link(
            f"{use.reference} in {use.edition}" if says_edition else use.reference,
            reverse("outcome" if use.is_outcome else "item", args=(code, use.edition, use.reference)),
            "" if says_edition else f"in {use.edition}",
        )
        for use in uses
        if use.edition in known
    )


def added_line(at: date, who: str) -> str:
    return f"{day(at)}, {who}"
