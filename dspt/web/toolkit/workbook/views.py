"""An assessment as a workbook."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dspt.assessments.actions import note_workbook
from dspt.assessments.queries import outcome_overview, titles_under, working_set
from dspt.foundation.clock import LONDON, now
from dspt.organisations.rules import Permission
from dspt.standard.scoring import score_assertions
from dspt.web.access import Scope, member
from dspt.web.toolkit.assertions.year import Year, year_of
from dspt.web.toolkit.outcomes.views.asked import not_begun

from .about import about_sheet
from .assertion_sheets import item_sheet, progress_of_items
from .book import workbook_bytes
from .outcome_sheets import outcome_sheets, progress_of_outcomes

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@member(Permission.READ)
@require_safe
def workbook(request: HttpRequest, scope: Scope, edition: str) -> HttpResponse:
    """Hand the whole assessment out as a workbook, noted in the journal; a year that is not begun leads to where it
    begins.

    Seven statements, the scope's three among them, and those of the journal's entry. Made at once: the largest takes
    a fraction of a second.
    """
    at = now().astimezone(LONDON)
    year = year_of(scope, edition, at)
    made = _of_outcomes(year, at) if year.is_outcome_view else _of_items(year, at)
    if made is None:
        if year.is_outcome_view:
            return not_begun(request, scope, year.edition)
        return redirect("assessment", scope.code, year.edition.key)
    if request.method == "GET":  # a program that only asks about it takes nothing out
        note_workbook(by=scope.actor, assessment=year.key, at=at)
    response = HttpResponse(made, content_type=_KIND)
    name = f"{year.edition.key} {scope.code.replace('/', '-')} assessment.xlsx"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


def _of_items(year: Year, at: datetime) -> bytes | None:
    held = working_set(year.key.organisation, year.key.edition)
    if held is None or year.profile is None:
        return None
    score = score_assertions(year.edition, year.profile, held.facts, held.confirmed, year.on)
    sheet = item_sheet(year, held, score, titles_under(held.id))
    about = about_sheet(
        year.scope,
        year.edition,
        year.calendar,
        at=at,
        category=year.category,
        status=score.status,
        progress=progress_of_items(year, score),
        holds=f"“{sheet.name}”: everything asked of you with its answer, one a row, and the titles of its documents.",
    )
    return workbook_bytes(about, (sheet,), at)


def _of_outcomes(year: Year, at: datetime) -> bytes | None:
    found = outcome_overview(year.key, year.on)
    if found is None:
        return None
    category = year.edition.categories[found.year.profile.category]
    about = about_sheet(
        year.scope,
        year.edition,
        found.year.calendar,
        at=at,
        category=category.key,
        status=found.score.status,
        progress=progress_of_outcomes(found.score),
        expected=(("Levels expected", year.edition.profiles[category.profile]),),
        holds=(
            "“Outcomes”: every outcome with its levels, reason, statement and titles of documents, one a row. "
            "“Indicators”: every indicator, ticked, set aside or neither."
        ),
    )
    return workbook_bytes(about, outcome_sheets(year.edition, found), at)
