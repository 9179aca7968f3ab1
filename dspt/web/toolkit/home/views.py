"""The home of an organisation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dspt.assessments.queries import assessment, judgement_facts, working_set
from dspt.foundation.clock import now
from dspt.organisations.queries import people
from dspt.organisations.rules import Permission
from dspt.publication.queries import publication_history
from dspt.register.queries import register_badge
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.year import current_edition, year_of

from . import build
from .aside import Known


@member(Permission.READ)
@require_safe
def home(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Say what is due and the one next step; beside it what the register says and who has access."""
    at = now()
    organisation = scope.standing.organisation
    year = year_of(scope, current_edition(at).key, at)
    begun = assessment(organisation, year.edition.key)
    known = Known(
        assessment=begun,
        work=None if year.is_outcome_view else working_set(organisation, year.edition.key),
        judged=judgement_facts(begun.id) if begun is not None and year.is_outcome_view else {},
        published=tuple(one for one in publication_history(organisation) if one.edition == year.edition.key),
        listed=register_badge(scope.code),
        people=people(organisation),
        grants=year.grants,
    )
    return render(request, "toolkit/home/home.html", build.home_page(year, known, request.GET.get("group", "")))
