"""Requests to recover access: what waits, all of a kind, and one with everything about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from dspt.accounts.rules import ServicePermission, ServiceRole
from dspt.foundation.clock import now
from dspt.organisations import actions, queries
from dspt.organisations.gateways import recovery_pages
from dspt.organisations.rules import DESK_VERBS, Check, RecoveryKind, RecoveryState, RecoveryVerb
from dspt.web.access.scopes import actor, service
from dspt.web.access.service import viewer
from dspt.web.helpdesk.organisations.views import known_of, tell_of_look
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render

from . import build
from .accounts import of_account
from .forms import ApproveForm, QuestionForm, RefuseForm

WAITS = {
    RecoveryKind.ADMINISTRATOR: settings.DSPT_RECOVERY_WAIT,
    RecoveryKind.FACTOR: settings.DSPT_FACTOR_WAIT,
}
DONE = {
    RecoveryState.APPROVED: "You approved it. A second person has to approve as well.",
    RecoveryState.COUNTING: "You approved it as the second. The waiting time has begun, and everybody is told.",
}


@service(ServicePermission.RECOVERY)
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Say what waits for the service desk, and offer to look an organisation up."""
    _, states = build.SHOWN["waiting"]
    page = build.landing_page(
        viewer(request, "helpdesk").frame, queries.recovery_counts(), queries.recoveries(states), now()
    )
    return render(request, "helpdesk/landing.html", page)


@service(ServicePermission.RECOVERY)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """List the requests of one kind; an unknown kind or page shows the first page of those that wait."""
    asked = request.GET.get("show", "")
    shown = asked if asked in build.SHOWN else "waiting"
    typed = request.GET.get("page", "1")
    number = min(int(typed), 10_000) if typed.isascii() and typed.isdigit() and int(typed[:6]) > 0 else 1
    found = queries.recoveries(build.SHOWN[shown][1], number)
    page = build.requests_page(viewer(request, "helpdesk").frame, shown, queries.recovery_counts(), found, now())
    return render(request, "helpdesk/requests.html", page)


@service(ServicePermission.RECOVERY)
@require_http_methods(["GET", "HEAD", "POST"])
def one_request(request: HttpRequest, recovery: UUID) -> HttpResponse:
    """Show a request with everything about it; approve it, refuse it, or ask the requester for more.

    The organisation is told that somebody looked; of an account all of its organisations are.
    """
    found = queries.recovery(recovery)
    if found is None:
        raise Http404
    sent = _verb(request)
    filled: dict[RecoveryVerb, forms.Form] = {
        RecoveryVerb.APPROVE: ApproveForm(request.POST if sent is RecoveryVerb.APPROVE else None, found.kind),
        RecoveryVerb.QUESTION: QuestionForm(request.POST if sent is RecoveryVerb.QUESTION else None),
        RecoveryVerb.REFUSE: RefuseForm(request.POST if sent is RecoveryVerb.REFUSE else None),
    }
    if sent is not None and filled[sent].is_valid():
        try:
            became = _decide(request, found, sent, filled[sent].cleaned_data)
        except actions.RecoveryRefused as refusal:
            said = build.REFUSED if found.person is None else build.REFUSED_OF_FACTORS
            filled[sent].add_error(
                "checked" if refusal.code == "unchecked" else None, said.get(refusal.code, "Enter a shorter text")
            )
        else:
            messages.success(request, became)
            return redirect("helpdesk_recovery", recovery)
        found = queries.recovery(recovery) or found
    subject = _subject(request, found)
    fields: dict[RecoveryVerb, dict[str, Field]] = {verb: fields_of(form) for verb, form in filled.items()}
    errors = errors_of(filled[sent], fields=fields[sent]) if sent is not None else ErrorSummary()
    shown = build.Shown(
        found=found,
        subject=subject,
        steps=queries.recovery_steps(recovery),
        all=queries.recoveries_of(found.organisation)
        if found.organisation
        else queries.recoveries_of_person(found.person or found.id),
        fields={verb: tuple(each.values()) for verb, each in fields.items()},
        sent=sent,
        errors=errors,
    )
    who = actor(request)
    return render(
        request, "helpdesk/request.html", build.request_page(viewer(request, "helpdesk").frame, who.id, shown, now())
    )


def _subject(request: HttpRequest, found: queries.RecoveryRecord) -> build.Subject:
    if found.person is None:
        known = known_of(found.code)
        tell_of_look(request, known, "helpdesk_recovery")
        return build.of_organisation(known)
    subject, codes = of_account(found.person)
    by = actor(request).in_service_role(ServiceRole.DESK)
    for code in codes:
        actions.note_look(by=by, code=code, page="helpdesk_recovery", at=now())
    return subject


def _verb(request: HttpRequest) -> RecoveryVerb | None:
    sent = request.POST.get("decision", "")
    return next((verb for verb in DESK_VERBS if verb == sent), None) if request.method == "POST" else None


def _decide(request: HttpRequest, found: queries.RecoveryRecord, verb: RecoveryVerb, given: dict[str, object]) -> str:
    """Take the decision; returns what to say of it."""
    typed = request.POST.get("version", "")
    acts: dict[RecoveryVerb, Callable[..., RecoveryState | None]] = {
        RecoveryVerb.APPROVE: partial(
            actions.approve_recovery,
            checked=_checks(given.get("checked")),
            wait=WAITS[found.kind],
            text=str(given.get("finding")),
        ),
        RecoveryVerb.QUESTION: partial(actions.question_recovery, text=str(given.get("question"))),
        RecoveryVerb.REFUSE: partial(actions.refuse_recovery, text=str(given.get("reason"))),
    }
    became = acts[verb](
        by=actor(request).in_service_role(ServiceRole.DESK),
        recovery=found.id,
        seen_version=int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 0,
        pages=recovery_pages(),
        at=now(),
    )
    if became is not None:
        return DONE[became]
    return "The requester is asked." if verb is RecoveryVerb.QUESTION else "The request is refused. Everybody is told."


def _checks(ticked: object) -> tuple[Check, ...]:
    return tuple(Check[name] for name in ticked if name in Check.__members__) if isinstance(ticked, list) else ()
