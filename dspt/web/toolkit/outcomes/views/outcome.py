"""One outcome: reading it, saving it, its draft and its comments."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dspt.assessments.actions import (
    AssessmentClosed,
    CommentRefused,
    OutcomeNotThere,
    StaleJudgement,
    comment_on,
    discard_draft,
    keep_draft,
)
from dspt.assessments.queries import outcome_sheet
from dspt.foundation.clock import london_date, now
from dspt.organisations.rules import Permission
from dspt.standard.edition import Edition, Outcome
from dspt.web.access import Scope, member
from dspt.web.kit.errors import forbidden
from dspt.web.toolkit.asking import SAY, of_refused_comment

from ..forms import SEEN, saved, sent
from ..pages.outcome import EVIDENCE_WAYS
from ..words import of_refused_evidence
from .asked import edition_of, key_of, not_begun, outcome_of
from .conflict import settle, show_conflict
from .saving import save
from .sheet import filled, show, subject_of


@require_http_methods(["GET", "HEAD", "POST"])
@member(Permission.READ)
def outcome(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Show an outcome, eight statements at most; save it, or settle a conflict about it."""
    of = edition_of(edition)
    asked = outcome_of(of, reference)
    if request.method == "POST":
        if not scope.may(Permission.ANSWER):
            return forbidden(request)
        return settle(request, scope, of, asked) if "settle" in request.POST else _save(request, scope, of, asked)
    at = now()
    sheet = outcome_sheet(key_of(scope, of), reference, scope.actor.id, london_date(at))
    if sheet is None:
        return not_begun(request, scope, of)
    typed, left_over = filled(request, sheet, asked)
    return show(request, scope, of, sheet, typed, left_over=left_over, on=london_date(at))


@require_POST
@member(Permission.ANSWER)
def outcome_draft(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Keep what stands in the form without saving it, on the way to the evidence too, or throw away what was kept."""
    of = edition_of(edition)
    asked, key = outcome_of(of, reference), key_of(scope, of)
    if "discard" in request.POST:
        discard_draft(by=scope.actor, assessment=key, subject=reference)
        messages.info(request, "What was not saved is gone. This is the saved version.")
        return redirect("outcome", code=scope.code, edition=of.key, reference=reference)
    to = request.POST.get("to", "")
    if to in {way.value for way in EVIDENCE_WAYS}:
        _keep_unsaved(request, scope, of, asked, now())
        return redirect(f"{reverse('outcome_evidence', args=(scope.code, of.key, reference))}#{to}")
    keep_draft(
        by=scope.actor, assessment=key, subject=reference, fields=sent(request.POST, asked).as_fields(), at=now()
    )
    return HttpResponse(status=204)


@require_POST
@member(Permission.ANSWER)
def outcome_comment(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Say something about an outcome to colleagues; what stands in its form, sent along, is kept as a draft."""
    of, at = edition_of(edition), now()
    asked, key = outcome_of(of, reference), key_of(scope, of)
    typed = request.POST.get(SAY, "")
    if SEEN in request.POST:
        _keep_unsaved(request, scope, of, asked, at)
    try:
        comment_on(by=scope.actor, subject=subject_of(scope, of, asked), text=typed, at=at)
    except OutcomeNotThere:
        return not_begun(request, scope, of)
    except (CommentRefused, AssessmentClosed) as no:
        sheet = outcome_sheet(key, reference, scope.actor.id, london_date(at))
        if sheet is None:
            return not_begun(request, scope, of)
        form, left_over = filled(request, sheet, asked)
        said = typed, of_refused_comment(no, of_refused_evidence(no))
        return show(request, scope, of, sheet, form, left_over=left_over, on=london_date(at), comment=said)
    messages.success(request, "Your comment is there for everybody who works on this.")
    return redirect(f"{reverse('outcome', args=(scope.code, of.key, reference))}#comments")


def _save(request: HttpRequest, scope: Scope, of: Edition, asked: Outcome) -> HttpResponse:
    typed = sent(request.POST, asked)
    try:
        return save(request, scope, of, asked, typed, working="work" in request.POST)
    except StaleJudgement as stale:
        return show_conflict(request, scope, of, asked, stale.current, typed, start=stale.start)


def _keep_unsaved(request: HttpRequest, scope: Scope, of: Edition, asked: Outcome, at: datetime) -> None:
    """Keep the form on the way to something else, where it holds anything that is not saved."""
    key, typed = key_of(scope, of), sent(request.POST, asked)
    sheet = outcome_sheet(key, asked.reference, None, london_date(at))
    if sheet is not None and typed.says_other_than(saved(sheet.judged)):
        keep_draft(by=scope.actor, assessment=key, subject=asked.reference, fields=typed.as_fields(), at=at)
