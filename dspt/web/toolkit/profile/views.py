"""The profile, step by step."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dspt.assessments.actions import AssessmentKey, AssessmentNotStarted, rescore_assessment
from dspt.foundation.clock import london_date, now
from dspt.organisations import actions
from dspt.organisations.queries import ProfileRecord, people, profile
from dspt.organisations.rules import Permission
from dspt.publication.queries import sector_of
from dspt.standard.categories import tests_of
from dspt.web.access import Scope, kept_post, member
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.kit.pages import render

from . import build, key_roles, steps, words
from .forms import NhsMailForm, TestsForm, TypeForm


@member(Permission.READ)
@require_safe
def check(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show all answers, the category with its reason, what will be asked; accepting is below."""
    page = build.check_page(scope, steps.edition(), profile(scope.standing.organisation), london_date(now()))
    return render(request, "toolkit/profile/check.html", page)


@member(Permission.PROFILE)
@require_POST
def accept(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Accept the profile as it was seen."""
    organisation = scope.standing.organisation
    try:
        actions.accept_profile(
            by=scope.actor,
            organisation=organisation,
            edition=steps.edition(),
            seen_version=steps.version(request),
            at=now(),
        )
    except actions.StaleProfile:
        said = "Somebody else changed the profile meanwhile. Check it again, then accept it"
    except actions.ProfileIncomplete:
        said = "There is something left to answer before you can accept the profile"
    else:
        # What is stored of the year's progress follows the profile; a year not begun has none.
        with suppress(AssessmentNotStarted):
            key = AssessmentKey(organisation, scope.code, steps.edition().key)
            rescore_assessment(by=scope.actor, assessment=key, at=now())
        messages.success(request, "Your profile is accepted.")
        return redirect("organisation_home", scope.code)
    page = build.check_page(
        scope, steps.edition(), profile(organisation), london_date(now()), ErrorSummary((ErrorLine(said),))
    )
    return render(request, "toolkit/profile/check.html", page)


@member(Permission.PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def type_step(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Choose the kind of organisation; where it has conditional questions, they come on the next page."""
    edition, record = steps.edition(), profile(scope.standing.organisation)
    sector = "" if record.type else sector_of(scope.code)
    form = TypeForm(
        edition,
        request.POST if request.method == "POST" else kept_post(request),
        initial={"type": record.type or steps.suggestion(edition, sector), "also": record.also},
    )
    if request.method == "POST" and form.is_valid():
        kind, also = form.cleaned_data["type"], form.cleaned_data["also"]
        if tests_of(edition, (kind, *also)):
            query = {"type": kind, "also": also} | ({"change": ""} if "change" in request.GET else {})
            return redirect(f"{reverse('profile_tests', args=[scope.code])}?{urlencode(query, doseq=True)}")
        return _save_type(request, scope, record, kind, also, {}) or _again(request, scope, steps.type_page, form)
    return _step(request, steps.type_page(scope, edition, form, record, sector))


@member(Permission.PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def tests_step(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Answer the conditional questions of the kinds that the address names."""
    edition, record = steps.edition(), profile(scope.standing.organisation)
    kind, also = request.GET.get("type", ""), tuple(request.GET.getlist("also"))
    if not {kind, *also} <= set(edition.types):
        return redirect("profile_type", scope.code)
    tests = tests_of(edition, (kind, *also))
    form = TestsForm(
        tests, request.POST if request.method == "POST" else kept_post(request), initial=dict(record.tests)
    )
    if request.method == "POST" and form.is_valid():
        return _save_type(request, scope, record, kind, also, form.cleaned_data) or _again(
            request, scope, steps.tests_page, form
        )
    return _step(request, steps.tests_page(scope, edition, form, record))


@member(Permission.PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def roles_step(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Name who holds the key roles; social care may leave them out."""
    edition, record = steps.edition(), profile(scope.standing.organisation)
    colleagues = key_roles.offered(people(scope.standing.organisation))
    form = key_roles.RolesForm(
        edition,
        colleagues,
        request.POST if request.method == "POST" else kept_post(request),
        initial=key_roles.initial_roles(record, edition.key_roles, colleagues),
        is_optional=key_roles.is_optional(edition, record),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_key_roles(
                by=scope.actor,
                organisation=scope.standing.organisation,
                edition=edition,
                holders=form.holders(),
                seen_version=steps.version(request),
                at=now(),
            )
        except actions.ProfileRefused as refusal:
            key_roles.put_faults(form, refusal)
        except actions.StaleProfile:
            return _again(request, scope, key_roles.roles_page, form)
        else:
            return redirect(build.after(scope.code, "key_roles", "change" in request.GET))
    return _step(request, key_roles.roles_page(scope, edition, form, record))


@member(Permission.PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def nhsmail_step(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Say whether NHSmail is the only mail system."""
    edition, record = steps.edition(), profile(scope.standing.organisation)
    form = NhsMailForm(
        request.POST if request.method == "POST" else kept_post(request), initial={"nhsmail": record.nhsmail}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_nhsmail(
                by=scope.actor,
                organisation=scope.standing.organisation,
                nhsmail=form.cleaned_data["nhsmail"],
                seen_version=steps.version(request),
                at=now(),
            )
        except actions.StaleProfile:
            return _again(request, scope, steps.nhsmail_page, form)
        else:
            return redirect(build.after(scope.code, "nhsmail", "change" in request.GET))
    return _step(request, steps.nhsmail_page(scope, edition, form, record))


def _save_type(
    request: HttpRequest,
    scope: Scope,
    record: ProfileRecord,
    kind: str,
    also: tuple[str, ...],
    tests: dict[str, str],
) -> HttpResponse | None:
    """Save the type and go on; None: somebody else was quicker."""
    try:
        actions.save_profile_type(
            by=scope.actor,
            organisation=scope.standing.organisation,
            edition=steps.edition(),
            type=kind,
            tests=tests,
            also=also,
            seen_version=steps.version(request),
            at=now(),
        )
    except actions.StaleProfile:
        return None
    return redirect(build.after(scope.code, "type", "change" in request.GET))


def _again(request: HttpRequest, scope: Scope, page_of: steps.PageOf, form: steps.AnyForm) -> HttpResponse:
    """Show a step again after somebody else's save: their version underneath, the typed text on top."""
    form.add_error(None, words.STALE)
    return _step(request, page_of(scope, steps.edition(), form, profile(scope.standing.organisation)))


def _step(request: HttpRequest, page: steps.StepPage) -> HttpResponse:
    return render(request, "toolkit/profile/step.html", page)
