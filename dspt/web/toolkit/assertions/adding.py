"""Documents that come with an answer: in the library from then on, whatever becomes of the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dspt.documents.actions import add_file, add_link, add_place
from dspt.documents.rules import checked_link, checked_place, safe_name
from dspt.foundation.clock import london_date, now
from dspt.foundation.refusals import Refusal
from dspt.standard.answers import Fault, read_day

from .given import Given
from .words import date_fault_in_words, document_refusal_in_words
from .year import Year

_DATED = ("dated-day", "dated-month", "dated-year")


def with_new_documents(request: HttpRequest, year: Year, given: Given) -> tuple[Given, dict[str, str]]:
    """Take in new files, link and place.

    Gives the form with them ticked, and the message of each field that was refused: of several files each with its
    name, the others are kept.
    """
    brings = bool(request.FILES.getlist("file")) or any(given.get(one).strip() for one in ("link", "place"))
    dated_on, wrong_date = _dated(given, adds=brings)
    if wrong_date:
        return given, _wrong_texts(given) | {"dated": wrong_date}
    about: dict[str, Any] = {
        "by": year.scope.actor,
        "organisation": year.scope.standing.organisation,
        "code": year.scope.code,
        "dated_on": dated_on,
        "at": now(),
    }
    documents, fields = list(given.documents), dict(given.fields)
    wrong = _take_files(request, about, documents)
    for name in ("link", "place"):
        typed = given.get(name)
        if not typed.strip():
            continue
        try:
            added = add_link(url=typed, **about) if name == "link" else add_place(place=typed, **about)
        except Refusal as refused:
            wrong[name] = document_refusal_in_words(refused, settings.DSPT_UPLOAD_LIMIT_BYTES)
        else:
            documents.append(added.id)
            fields[name] = ""
    if not wrong:
        fields |= dict.fromkeys(_DATED, "")
    return Given(fields, tuple(dict.fromkeys(documents))), wrong


def _take_files(request: HttpRequest, about: dict[str, Any], documents: list[Any]) -> dict[str, str]:
    files, refusals = request.FILES.getlist("file"), []
    limit = settings.DSPT_UPLOAD_FILES_LIMIT
    for upload in files[:limit]:
        try:
            documents.append(add_file(file=upload.file, name=upload.name or "", **about).id)  # type: ignore[arg-type]
        except Refusal as refused:
            words = document_refusal_in_words(refused, settings.DSPT_UPLOAD_LIMIT_BYTES)
            refusals.append(words if len(files) == 1 else f"{safe_name(upload.name or '')}: {words}")
    if len(files) > limit:
        refusals.append(f"Not more than {limit} files at a time. Add the other {len(files) - limit} next")
    return {"file": ". ".join(refusals)} if refusals else {}


def _wrong_texts(given: Given) -> dict[str, str]:
    """Say what is wrong with a link and a place besides, where nothing is taken in for another reason."""
    wrong = {}
    for name, checked in (("link", checked_link), ("place", checked_place)):
        if given.get(name).strip():
            try:
                checked(given.get(name))
            except Refusal as refused:
                wrong[name] = document_refusal_in_words(refused, settings.DSPT_UPLOAD_LIMIT_BYTES)
    return wrong


def _dated(given: Given, *, adds: bool) -> tuple[date | None, str]:
    """Read the day that new documents bear, or say what is wrong with it."""
    faults: list[Fault] = []
    typed = [given.get(name) for name in _DATED]
    day = read_day(typed[0], typed[1], typed[2], faults, latest=london_date(now()))
    if faults:
        return None, date_fault_in_words(faults[0])
    if day is not None and not adds:
        return None, "Add the document that bears this date, or leave the date empty"
    return day, ""
