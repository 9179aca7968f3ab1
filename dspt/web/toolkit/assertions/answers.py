"""Answers as pages read them out: the value in words, the documents beneath."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from dspt.assessments.queries import AnswerRecord
from dspt.documents.rules import KINDS
from dspt.standard.edition import ItemAsked
from dspt.standard.facts import AnswerFact
from dspt.web.kit.components import Mark
from dspt.web.toolkit.words import day

from .pages import DocumentLine
from .words import UNITS

_CHOICES = {"yes": "Yes.", "no": "No, not yet.", "exceptions": "Yes, with exceptions."}


class Kept(Protocol):
    """What a line about a document needs to know."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    @property
    def size_bytes(self) -> int: ...
    @property
    def scan(self) -> str: ...
    @property
    def dated_on(self) -> date | None: ...


_AWAITING = Mark("Being checked", "info")
_NO_SCANNER = Mark("Not checked for viruses", "do")
"""A service without a scanner, such as the demo; the file goes to nobody outside the organisation."""


def value_in_words(asked: ItemAsked, fact: AnswerFact) -> tuple[str, tuple[str, ...]]:
    """Read out an answer: the short part in bold, and the paragraphs after it."""
    comment = tuple(part for part in fact.comment.split("\n") if part.strip())
    if fact.not_applicable:
        return "This does not apply to us.", comment
    if fact.yes_no:
        return _CHOICES.get(fact.yes_no, ""), comment
    if fact.on:
        return day(fact.on), comment
    if fact.number is not None:
        before, after = UNITS.get(asked.unit.key if asked.unit else "", ("", ""))
        text = f"{fact.number:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return f"{before}{text}{'' if after == '%' or not after else ' '}{after}", comment
    return "", tuple(part for part in fact.text.split("\n") if part.strip()) + comment


def read_out(asked: ItemAsked, answer: AnswerRecord) -> tuple[str, tuple[str, ...]]:
    """Read out an answer record."""
    return value_in_words(asked, answer.value.fact(asked.reference))


def document_lines(
    code: str, documents: Iterable[Kept], *, ticked: frozenset[UUID] | None = None
) -> tuple[DocumentLine, ...]:
    """Put documents into lines; ``ticked`` None: all of them are."""
    return tuple(_line(code, one, ticked is None or one.id in ticked) for one in documents)


def size_in_words(size_bytes: int) -> str:
    """Write a size: ``240 KB``, ``3.1 MB``, ``27.9 GB``."""
    if size_bytes < 1024 * 1024:
        return f"{max(1, round(size_bytes / 1024))} KB"
    megabytes = size_bytes / (1024 * 1024)
    return f"{megabytes:.1f} MB" if megabytes < 1024 else f"{megabytes / 1024:.1f} GB"


def scan_mark(scan: str) -> Mark | None:
    """Say how the virus check of a file stands; None for links and places."""
    return {
        "awaiting": _AWAITING if settings.DSPT_SCANNER else _NO_SCANNER,
        "clean": Mark("Checked", "ok"),
        "failed": Mark("Check not possible", "do"),
        "infected": Mark("Refused", "bad"),
    }.get(scan)


def _line(code: str, one: Kept, kept: bool) -> DocumentLine:
    dated = f"dated {day(one.dated_on)}" if one.dated_on else ""
    if one.kind == "link":
        note = ", ".join(part for part in ("link", dated) if part)
        return DocumentLine(str(one.id), one.title, one.url, note, is_kept=kept, is_outside=True)
    if one.kind == "place":
        where = "kept there" if one.title == one.place else f"kept here: {one.place}"
        return DocumentLine(
            str(one.id), one.title, "", ", ".join(part for part in (where, dated) if part), is_kept=kept
        )
    kind = KINDS.get(one.file_name.rsplit(".", 1)[-1].lower())
    note = ", ".join(part for part in (kind.label if kind else "", size_in_words(one.size_bytes), dated) if part)
    mark = scan_mark(one.scan)
    url = reverse("document", kwargs={"code": code, "document": one.id})
    return DocumentLine(str(one.id), one.title, url, note, mark, kept)
