"""The home of an organisation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dspt.assessments.queries import answers_standing, assessment, judgement_facts
from dspt.documents.queries import documents_due
from dspt.foundation.clock import now
from dspt.organisations.queries import living_recoveries, people
from dspt.organisations.rules import Permission
from dspt.publication.queries import publication_history
from dspt.publication.rules import INTERIM
from dspt.register.queries import register_badge
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.published import finals
from dspt.web.toolkit.assertions.year import current_edition, year_of

from . import build
from .aside import Known


@member(Permission.READ)
@require_safe
def home(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Say what is due and the one next step; beside it what the register says and who has access.

    Nine statements, eleven in the outcome view, one more while somebody asks to recover access.
    """
    at = now()
    organisation = scope.standing.organisation
    edition = current_edition(at).key
    year = year_of(scope, edition, at)
    begun = assessment(organisation, edition) if year.is_outcome_view else None
    history = publication_history(organisation)
    here = [one for one in history if one.edition == edition]
    known = Known(
        assessment=begun,
        work=None if year.is_outcome_view else answers_standing(organisation, edition),
        judged=judgement_facts(begun.id) if begun is not None else {},
        published=finals(here, edition),
        interim=next((one for one in here if one.kind == INTERIM), None),
        has_published_before=len(here) < len(history),
        listed=register_badge(scope.code),
        people=people(organisation),
        grants=year.grants,
        asking=living_recoveries(organisation) if scope.standing.is_being_recovered else (),
        reviews=documents_due(organisation, year.on),
    )
    return render(request, "toolkit/home/home.html", build.home_page(year, known, request.GET.get("group", "")))
