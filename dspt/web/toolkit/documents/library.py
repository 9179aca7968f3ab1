"""The library as a page: what there is under the address's filters, and the form that adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from dspt.assessments.queries import Use
from dspt.documents.queries import DocumentRecord
from dspt.organisations.rules import Permission
from dspt.standard.edition import Edition
from dspt.web.access import Scope
from dspt.web.kit.components import Arrival, Mark
from dspt.web.kit.fields import Choice, ErrorLine, ErrorSummary, Field
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.toolkit.assertions.words import ACCEPT, TAKEN
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import count, short_day

from .filters import KINDS, ORDERS, PAGE, SHOWS, Asked
from .forms import NewDocumentsForm
from .lines import added_line, marks_of, use_links, what_it_is
from .pages import Chip, LibraryPage, LibraryRow, Upload

_USES_SHOWN = 4
_MEGABYTE = 1024 * 1024
_ALWAYS = ("", "mine", "unused")
"""Quick filters that stand even where nothing is under them."""


def library_page(
    scope: Scope,
    edition: Edition,
    asked: Asked,
    *,
    shown: tuple[DocumentRecord, ...],
    number: int,
    counts: Mapping[str, int],
    uses: Mapping[UUID, tuple[Use, ...]],
    used_bytes: int,
    on: date,
    form: NewDocumentsForm,
    outcomes: tuple[Arrival, ...] = (),
    added: int = 0,
) -> LibraryPage:
    """Put the page together. ``shown``: of the ``number`` documents asked for; ``counts``: under each quick filter."""
    first = (asked.page - 1) * PAGE
    may = scope.may(Permission.ANSWER)
    action = reverse("documents", args=(scope.code,))
    fields = _fields(form)
    refused = tuple(one for one in outcomes if one.refusal)
    return LibraryPage(
        title="Documents",
        frame=frame(scope, edition, "documents"),
        wide=True,
        errors=_errors(form, refused, added),
        lede=_lede(asked, counts[""]),
        space=_space(used_bytes),
        outcomes=outcomes,
        chips=_chips(asked, counts, action),
        find=asked.find,
        kinds=_choices(KINDS, asked.kind),
        orders=_choices(ORDERS, asked.order),
        show=asked.show,
        caption=_caption(asked, number, first, len(shown)),
        rows=tuple(_row(scope, one, uses.get(one.id, ()), on, may) for one in shown),
        is_empty=not counts[""] and not asked.show,
        nothing="" if shown else _nothing(asked),
        earlier=f"{action}{asked.query(page=asked.page - 1)}" if first and shown else "",
        later=f"{action}{asked.query(page=asked.page + 1)}" if number > first + PAGE else "",
        action=action,
        fields=tuple(fields[name] for name in ("file", "link", "place")) if may else (),
        more=tuple(fields[name] for name in ("title", "dated_on")) if may else (),
        more_open=any(form.data.get(name) for name in ("title", "dated_on-day", "dated_on-month", "dated_on-year")),
        upload=Upload(settings.DSPT_UPLOAD_LIMIT_BYTES, f"The file must be {_limit()} MB or smaller"),
        take_out=reverse("take_out", args=(scope.code,)) if scope.may(Permission.TAKE_OUT) else "",
        retention=reverse("retention", args=(scope.code,)),
    )


def _limit() -> int:
    return int(settings.DSPT_UPLOAD_LIMIT_BYTES // _MEGABYTE)


def _errors(form: NewDocumentsForm, refused: tuple[Arrival, ...], added: int) -> ErrorSummary:
    errors = errors_of(form)
    lines = tuple(ErrorLine(f"{one.name}: {one.refusal}", "file") for one in refused)
    if not errors and not lines:
        return errors
    note = f"{count(added, 'document is', 'documents are')} added." if added else "Nothing was added."
    return ErrorSummary((*lines, *errors.lines), note)


def _lede(asked: Asked, living: int) -> str:
    if asked.show == "removed":
        return "Removed documents. What was published with them stays."
    if not living:
        return "Nothing here yet. Add a document here or with an answer. It stays here for the years to come."
    return (
        f"{count(living, 'document')}. Only people of your organisation can open them. "
        "Replace one here, and it is new under every answer."
    )


def _space(used_bytes: int) -> str:
    limit = settings.DSPT_SPACE_LIMIT_BYTES
    if used_bytes * 2 < limit:
        return ""
    return f"{used_bytes // _MEGABYTE:,} of {limit // _MEGABYTE:,} MB are taken, earlier versions included."


def _chips(asked: Asked, counts: Mapping[str, int], action: str) -> tuple[Chip, ...]:
    chips = []
    for show, label in SHOWS.items():
        number = None if show == "removed" or asked.show == "removed" else counts[show]
        if number == 0 and show not in (*_ALWAYS, asked.show):
            continue
        words = label if number is None else f"{label} ({number})"
        chips.append(Chip(words, f"{action}{asked.query(show=show)}", show == asked.show))
    return tuple(chips)


def _choices(of: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, is_chosen=value == chosen) for value, label in of.items())


def _caption(asked: Asked, found: int, first: int, shown: int) -> str:
    words = f"Documents, {ORDERS[asked.order].lower()}"
    return words if found <= PAGE else f"{words}: {first + 1} to {first + shown} of {found}"


def _nothing(asked: Asked) -> str:
    if asked.find:
        return f"No document has “{asked.find}” in its name, file name, link, place or owner"
    return {
        "mine": "You own no document yet. Choose yourself as owner on a document’s page",
        "removed": "No document was removed",
        "unused": "Every document is used",
    }.get(asked.show, "No document is under this filter")


def _row(scope: Scope, one: DocumentRecord, uses: tuple[Use, ...], on: date, may: bool) -> LibraryRow:
    links = use_links(scope.code, uses)
    more = len(links) - _USES_SHOWN
    note = what_it_is(one, one.title)
    if one.version > 1:
        note += f", version {one.version}"
    is_removed = one.removed_at is not None
    return LibraryRow(
        title=one.title,
        url=reverse("document_page", args=(scope.code, one.id)),
        note=note,
        marks=marks_of(one, on) if not is_removed else (Mark("Removed"),),
        owner=one.owner_name or "No owner",
        review=short_day(one.review_on, on) or "–",
        added=added_line(one.added_at.date(), one.added_by_name),
        uses=links[:_USES_SHOWN],
        more_uses=f"and {more} more" if more > 0 else "",
        unused="" if links else "Not used",
        put_back=reverse("document_put_back", args=(scope.code, one.id)) if is_removed and may else "",
    )


def _fields(form: NewDocumentsForm) -> dict[str, Field]:
    return fields_of(
        form,
        file={
            "kind": "file",
            "is_multiple": True,
            "hint": f"{TAKEN}, up to {_limit()} MB each, {settings.DSPT_UPLOAD_FILES_LIMIT} at a time",
            "accept": ACCEPT,
        },
        link={"kind": "url", "autocomplete": "off", "spellcheck": False},
    )
