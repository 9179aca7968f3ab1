"""Taking in what a form brings: each file on its own, the good ones kept whatever becomes of the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dspt.documents.actions import add_file, add_link, add_place
from dspt.documents.rules import safe_name
from dspt.foundation.refusals import Refusal
from dspt.web.access import Scope
from dspt.web.kit.components import Arrival
from dspt.web.toolkit.assertions.words import document_refusal_in_words

from .forms import NewDocumentsForm

MISSING = "Add a file, a link or a place where it is kept"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of everything that was sent."""

    outcomes: tuple[Arrival, ...] = ()

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.outcomes if not one.refusal)

    @property
    def is_whole(self) -> bool:
        return bool(self.outcomes) and len(self.added) == len(self.outcomes)


def take_in(request: HttpRequest, scope: Scope, form: NewDocumentsForm, at: datetime) -> Taken:
    """Add every file, the link and the place of a form that was read; messages about the fields go to the form.

    The name that was typed is taken where one thing alone is added: several would all bear it.
    """
    said = form.cleaned_data
    files = request.FILES.getlist("file")
    one_alone = len(files) + bool(said["link"]) + bool(said["place"]) == 1
    title: str = said["title"] if one_alone else ""
    dated_on: date | None = said["dated_on"]
    about: dict[str, Any] = {
        "by": scope.actor,
        "organisation": scope.standing.organisation,
        "code": scope.code,
        "title": title,
        "dated_on": dated_on,
        "at": at,
    }
    outcomes = []
    for place, upload in enumerate(files):
        name = safe_name(upload.name or "")
        if place >= settings.DSPT_UPLOAD_FILES_LIMIT:
            limit = settings.DSPT_UPLOAD_FILES_LIMIT
            outcomes.append(Arrival(name, f"Not more than {limit} files at a time. Add this one next"))
            continue
        try:
            added = add_file(file=upload.file, name=upload.name or "", **about)  # type: ignore[arg-type]
        except Refusal as refused:
            if _belongs_to_name(refused, form):
                break
            outcomes.append(Arrival(name, document_refusal_in_words(refused, settings.DSPT_UPLOAD_LIMIT_BYTES)))
        else:
            outcomes.append(Arrival(added.title))
    for field, add in (("link", add_link), ("place", add_place)):
        if not said[field]:
            continue
        try:
            outcomes.append(Arrival(add(**{"url" if field == "link" else "place": said[field]}, **about).title))
        except Refusal as refused:
            if not _belongs_to_name(refused, form):
                form.add_error(field, document_refusal_in_words(refused, settings.DSPT_UPLOAD_LIMIT_BYTES))
    if not outcomes and not form.errors:
        form.add_error("file", MISSING)
    return Taken(tuple(outcomes))


def _belongs_to_name(refused: Refusal, form: NewDocumentsForm) -> bool:
    if refused.code != "title_too_long":
        return False
    form.add_error("title", document_refusal_in_words(refused, settings.DSPT_UPLOAD_LIMIT_BYTES))
    return True
