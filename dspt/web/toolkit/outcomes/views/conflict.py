"""Somebody else saved an outcome while the person was writing: both versions, and what is to stand."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dspt.assessments.actions import (
    AssessmentClosed,
    CommentRefused,
    NobodyToAsk,
    StaleJudgement,
    ask_colleague,
    discard_draft,
)
from dspt.assessments.queries import Judged, JudgementStand, OutcomeSheet, judgement_history, outcome_sheet
from dspt.foundation.clock import london_date, now
from dspt.standard.edition import Edition, Outcome
from dspt.web.access import Scope
from dspt.web.kit.pages import render
from dspt.web.toolkit.asking import BEGAN, SAY, first_name, of_refused_comment
from dspt.web.toolkit.frame import frame

from ..forms import Typed, number, saved, sent
from ..pages.conflict import NOTHING_CHOSEN, Choosing, conflict
from .asked import key_of, not_begun
from .saving import save
from .sheet import refused, subject_of


def settle(request: HttpRequest, scope: Scope, of: Edition, asked: Outcome) -> HttpResponse:
    """Save what the person chose of two versions, or ask the other first; a third version that came meanwhile is a new
    conflict."""
    mine, post, at = sent(request.POST, asked), request.POST, now()
    choice = Choosing(post.get("keep", ""), post.get("facts", ""), post.get("both"), number(post.get(BEGAN, "")))
    sheet = outcome_sheet(key_of(scope, of), asked.reference, scope.actor.id, london_date(at))
    if sheet is None:
        return not_begun(request, scope, of)
    if "ask" in post:
        return _ask(request, scope, of, asked, sheet, mine, choice)
    if choice.keep == "theirs":
        discard_draft(by=scope.actor, assessment=key_of(scope, of), subject=asked.reference)
        messages.success(request, f"{sheet.judged.saved_by_name}’s version stays as it is.")
        return redirect("outcomes", code=scope.code, edition=of.key)
    if choice.keep not in ("mine", "both"):
        words = "Select which version to keep"
        return show_conflict(request, scope, of, asked, sheet.judged, mine, choice=choice, error=words)
    chosen = mine
    if choice.keep == "both":
        facts = saved(sheet.judged) if choice.facts == "theirs" else mine
        chosen = replace(facts, statement=choice.both or "", seen=mine.seen)
    try:
        return save(request, scope, of, asked, chosen, settles=True)
    except StaleJudgement as stale:
        again = Choosing(began=choice.began)
        return show_conflict(request, scope, of, asked, stale.current, chosen, choice=again, start=stale.start)


def show_conflict(
    request: HttpRequest,
    scope: Scope,
    of: Edition,
    asked: Outcome,
    current: Judged,
    mine: Typed,
    *,
    choice: Choosing = NOTHING_CHOSEN,
    start: JudgementStand | None = None,
    error: str = "",
    said: str | None = None,
    say_error: str = "",
) -> HttpResponse:
    """Show both versions; what both began from is read again where the page comes back."""
    began = choice.began or mine.seen
    if start is None and began:
        history = judgement_history(key_of(scope, of), asked.reference)
        start = next((one for one in history if one.version == began), None)
    page = conflict(
        frame=frame(scope, of, "assessment"),
        edition=of,
        outcome=asked,
        current=current,
        start=start,
        mine=mine,
        me=scope.actor,
        at=now(),
        choice=choice,
        error=error,
        said=said,
        say_error=say_error,
    )
    came_back = error or say_error
    return render(request, "toolkit/outcomes/conflict.html", page, status=422 if came_back else 409)


def _ask(
    request: HttpRequest,
    scope: Scope,
    of: Edition,
    asked: Outcome,
    sheet: OutcomeSheet,
    mine: Typed,
    choice: Choosing,
) -> HttpResponse:
    """Ask whoever saved the other version; what was typed becomes the draft, from the version it began with."""
    said, other = request.POST.get(SAY, ""), sheet.judged
    if other.version != mine.seen:
        words = "It was changed once more. Look at what stands now"
        return show_conflict(request, scope, of, asked, other, mine, choice=choice, error=words, said=said)
    kept_text = mine.statement if choice.both is None else choice.both
    draft = replace(mine, statement=kept_text, seen=choice.began)
    try:
        ask_colleague(
            by=scope.actor,
            subject=subject_of(scope, of, asked),
            who=other.saved_by_id,
            text=said,
            fields=draft.as_fields(),
            at=now(),
        )
    except AssessmentClosed as closed:
        return refused(request, scope, of, asked, draft, (), now(), closed)
    except (CommentRefused, NobodyToAsk) as no:
        words = of_refused_comment(no, "", "question")
        return show_conflict(request, scope, of, asked, other, mine, choice=choice, said=said, say_error=words)
    first = first_name(other.saved_by_name)
    messages.success(request, f"{first} is asked, and told by mail. Your version is kept as your draft below.")
    return redirect(f"{reverse('outcome', args=(scope.code, of.key, asked.reference))}#comments")
