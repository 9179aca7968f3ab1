"""Saving one outcome, and where to go from there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dspt.assessments.actions import (
    AssessmentClosed,
    JudgementRefused,
    StaleJudgement,
    keep_draft,
    save_judgement,
    settle_judgement,
)
from dspt.assessments.queries import outcome_sheet
from dspt.foundation.clock import london_date, now
from dspt.standard.edition import Edition, Outcome
from dspt.web.access import Scope
from dspt.web.toolkit.asking import SAY

from ..forms import Typed, saved
from ..pages.outcome import next_reference
from .asked import key_of, not_begun
from .sheet import refused, show, subject_of


def save(
    request: HttpRequest,
    scope: Scope,
    of: Edition,
    asked: Outcome,
    typed: Typed,
    *,
    working: bool = False,
    settles: bool = False,
) -> HttpResponse:
    """Save; go on, or show the same page with what is in the way, the typed text kept in it and as a draft.

    ``settles``: it was chosen of two versions, so the other person is told. Lets ``StaleJudgement`` through, with what
    was typed kept as a draft.
    """
    key, at = key_of(scope, of), now()
    values: dict[str, Any] = {
        "by": scope.actor,
        "assessment": key,
        "outcome": asked.reference,
        "ticks": typed.ticks,
        "set_aside": typed.set_aside,
        "declared": typed.declared,
        "reason": typed.reason,
        "statement": typed.statement,
        "policy": typed.policy,
        "seen_version": typed.seen,
        "at": at,
    }
    try:
        if settles:
            done = settle_judgement(url=subject_of(scope, of, asked).url, **values)
        else:
            done = save_judgement(working=working, **values)
    except StaleJudgement:
        keep_draft(by=scope.actor, assessment=key, subject=asked.reference, fields=typed.as_fields(), at=at)
        raise
    except JudgementRefused as no:
        return refused(request, scope, of, asked, typed, no.problems, at)
    except AssessmentClosed as closed:
        return refused(request, scope, of, asked, typed, (), at, closed)
    if unsent := request.POST.get(SAY, "").strip():
        return _with_comment(request, scope, of, asked, unsent, at)
    if working:
        return redirect(f"{request.path}#supports")
    words = f"{asked.reference} is saved." if done.changed else f"{asked.reference} is as it was: nothing had changed."
    messages.success(request, words)
    to = asked.reference if "stay" in request.POST else next_reference(of, asked.reference)
    if to:
        return redirect("outcome", code=scope.code, edition=of.key, reference=to)
    return redirect("outcomes", code=scope.code, edition=of.key)


def _with_comment(
    request: HttpRequest, scope: Scope, of: Edition, asked: Outcome, unsent: str, at: datetime
) -> HttpResponse:
    """Show the outcome as it is saved, with a comment that was typed beside it and not sent."""
    sheet = outcome_sheet(key_of(scope, of), asked.reference, scope.actor.id, london_date(at))
    if sheet is None:
        return not_begun(request, scope, of)
    words = f"{asked.reference} is saved. Choose “Comment” to send what you typed here too"
    return show(request, scope, of, sheet, saved(sheet.judged), on=london_date(at), comment=(unsent, words))
