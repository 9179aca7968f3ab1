"""One outcome: reading it, saving it, and the moment when two people saved it at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dspt.assessments.actions import (
    AssessmentClosed,
    CommentRefused,
    JudgementRefused,
    NobodyToAsk,
    OutcomeNotThere,
    Problem,
    StaleJudgement,
    Subject,
    ask_colleague,
    comment_on,
    discard_draft,
    keep_draft,
    save_judgement,
    settle_judgement,
)
from dspt.assessments.queries import (
    Judged,
    JudgementStand,
    OutcomeSheet,
    judgement_at,
    judgement_history,
    outcome_sheet,
)
from dspt.foundation.clock import london_date, now
from dspt.organisations.rules import Permission
from dspt.publication.queries.ready import last_publication
from dspt.publication.rules import INTERIM
from dspt.standard.edition import Edition, Outcome
from dspt.web.access import Scope, kept_post, member
from dspt.web.kit.errors import forbidden
from dspt.web.kit.pages import render
from dspt.web.toolkit.asking import BEGAN, SAY, first_name, of_refused_words
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import clock_time, day

from ..forms import SEEN, Typed, kept, number, saved, sent
from ..pages.conflict import NOTHING_CHOSEN, Choosing, conflict
from ..pages.outcome import EVIDENCE_WAYS, next_reference, outcome_page
from ..words import of_refused_evidence
from .asked import edition_of, key_of, not_begun, outcome_of


@require_http_methods(["GET", "HEAD", "POST"])
@member(Permission.READ)
def outcome(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Show an outcome, eight statements at most; save it, or settle a conflict about it."""
    of = edition_of(edition)
    asked = outcome_of(of, reference)
    if request.method == "POST":
        if not scope.may(Permission.ANSWER):
            return forbidden(request)
        return _settle(request, scope, of, asked) if "settle" in request.POST else _save(request, scope, of, asked)
    at = now()
    sheet = outcome_sheet(key_of(scope, of), reference, scope.actor.id, london_date(at))
    if sheet is None:
        return not_begun(request, scope, of)
    typed, left_over = _typed(request, sheet, asked)
    return _page(request, scope, of, sheet, typed, left_over=left_over, on=london_date(at))


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
    typed = request.POST.get("comment", "")
    if SEEN in request.POST:
        _keep_unsaved(request, scope, of, asked, at)
    try:
        comment_on(by=scope.actor, subject=_subject(scope, of, asked), text=typed, at=at)
    except OutcomeNotThere:
        return not_begun(request, scope, of)
    except (CommentRefused, AssessmentClosed) as no:
        sheet = outcome_sheet(key, reference, scope.actor.id, london_date(at))
        if sheet is None:
            return not_begun(request, scope, of)
        form, left_over = _typed(request, sheet, asked)
        said = typed, of_refused_words(no, of_refused_evidence(no))
        return _page(request, scope, of, sheet, form, left_over=left_over, on=london_date(at), comment=said)
    messages.success(request, "Your comment is there for everybody who works on this.")
    return redirect(f"{reverse('outcome', args=(scope.code, of.key, reference))}#comments")


def _keep_unsaved(request: HttpRequest, scope: Scope, of: Edition, asked: Outcome, at: datetime) -> None:
    """Keep the form on the way to something else, where it holds anything that is not saved."""
    key, typed = key_of(scope, of), sent(request.POST, asked)
    sheet = outcome_sheet(key, asked.reference, None, london_date(at))
    if sheet is not None and typed.says_other_than(saved(sheet.judged)):
        keep_draft(by=scope.actor, assessment=key, subject=asked.reference, fields=typed.as_fields(), at=at)


def _save(request: HttpRequest, scope: Scope, of: Edition, asked: Outcome) -> HttpResponse:
    return _try(request, scope, of, asked, sent(request.POST, asked), working="work" in request.POST)


def _settle(request: HttpRequest, scope: Scope, of: Edition, asked: Outcome) -> HttpResponse:
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
        return _conflict(request, scope, of, asked, sheet.judged, mine, choice=choice, error=words)
    chosen = mine
    if choice.keep == "both":
        facts = saved(sheet.judged) if choice.facts == "theirs" else mine
        chosen = replace(facts, statement=choice.both or "", seen=mine.seen)
    return _try(request, scope, of, asked, chosen, settles=choice)


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
        return _conflict(request, scope, of, asked, other, mine, choice=choice, error=words, said=said)
    kept_text = mine.statement if choice.both is None else choice.both
    draft = replace(mine, statement=kept_text, seen=choice.began)
    try:
        ask_colleague(
            by=scope.actor,
            subject=_subject(scope, of, asked),
            who=other.saved_by_id,
            text=said,
            fields=draft.as_fields(),
            at=now(),
        )
    except AssessmentClosed as closed:
        return _refused(request, scope, of, asked, draft, (), now(), closed)
    except (CommentRefused, NobodyToAsk) as no:
        words = of_refused_words(no, "", "question")
        return _conflict(request, scope, of, asked, other, mine, choice=choice, said=said, say_error=words)
    first = first_name(other.saved_by_name)
    messages.success(request, f"{first} is asked, and told by mail. Your version is kept as your draft below.")
    return redirect(f"{reverse('outcome', args=(scope.code, of.key, asked.reference))}#comments")


def _conflict(
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


def _subject(scope: Scope, of: Edition, asked: Outcome) -> Subject:
    path = reverse("outcome", args=(scope.code, of.key, asked.reference))
    return Subject(key_of(scope, of), asked.reference, is_outcome=True, url=f"{settings.DSPT_BASE_URL}{path}")


def _try(
    request: HttpRequest,
    scope: Scope,
    of: Edition,
    asked: Outcome,
    typed: Typed,
    *,
    working: bool = False,
    settles: Choosing | None = None,
) -> HttpResponse:
    """Save; go on, or show the same page with what is in the way, the typed text kept in it and as a draft.

    ``settles``: what was chosen of two versions, so that the other person is told.
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
            done = settle_judgement(url=_subject(scope, of, asked).url, **values)
        else:
            done = save_judgement(working=working, **values)
    except StaleJudgement as stale:
        keep_draft(by=scope.actor, assessment=key, subject=asked.reference, fields=typed.as_fields(), at=at)
        choice = Choosing(began=settles.began) if settles else NOTHING_CHOSEN
        return _conflict(request, scope, of, asked, stale.current, typed, choice=choice, start=stale.start)
    except JudgementRefused as refused:
        return _refused(request, scope, of, asked, typed, refused.problems, at)
    except AssessmentClosed as closed:
        return _refused(request, scope, of, asked, typed, (), at, closed)
    if unsent := request.POST.get("comment", "").strip():
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
    return _page(request, scope, of, sheet, saved(sheet.judged), on=london_date(at), comment=(unsent, words))


def _refused(
    request: HttpRequest,
    scope: Scope,
    of: Edition,
    asked: Outcome,
    typed: Typed,
    problems: tuple[Problem, ...],
    at: datetime,
    closed: AssessmentClosed | None = None,
) -> HttpResponse:
    key = key_of(scope, of)
    keep_draft(by=scope.actor, assessment=key, subject=asked.reference, fields=typed.as_fields(), at=at)
    sheet = outcome_sheet(key, asked.reference, scope.actor.id, london_date(at))
    if sheet is None:
        return not_begun(request, scope, of)
    return _page(request, scope, of, sheet, typed, problems=problems, closed=closed is not None, on=london_date(at))


def _typed(request: HttpRequest, sheet: OutcomeSheet, asked: Outcome) -> tuple[Typed, str]:
    """Choose what the form holds: what was sent after a sign-out, else what was not saved, else what is saved."""
    stands = saved(sheet.judged)
    late = kept_post(request)
    if late is not None:
        return sent(late, asked), "This is what you sent after you had been signed out. It is not saved yet."
    if sheet.draft and sheet.draft_kept_at:
        typed = kept(sheet.draft, asked)
        if typed.says_other_than(stands):
            when = f"{clock_time(sheet.draft_kept_at)} on {day(london_date(sheet.draft_kept_at))}"
            return typed, f"You have work from {when} that was not saved. It stands in the form below."
    return stands, ""


def _page(
    request: HttpRequest,
    scope: Scope,
    of: Edition,
    sheet: OutcomeSheet,
    typed: Typed,
    *,
    on: date,
    problems: tuple[Problem, ...] = (),
    closed: bool = False,
    left_over: str = "",
    comment: tuple[str, str] = ("", ""),
) -> HttpResponse:
    submitted = last_publication(scope.standing.organisation, INTERIM)
    interim = None
    if submitted is not None and submitted.edition == of.key:
        stood = judgement_at(key_of(scope, of), sheet.judged.outcome, submitted.published_at)
        interim = (submitted.published_at, stood)
    page = outcome_page(
        frame=frame(scope, of, "assessment"),
        edition=of,
        sheet=sheet,
        typed=typed,
        may_edit=scope.may(Permission.ANSWER),
        today=on,
        problems=problems,
        was_closed=closed,
        left_over=left_over,
        interim=interim,
        comment=comment[0],
        comment_error=comment[1],
    )
    return render(request, "toolkit/outcomes/outcome.html", page, status=422 if page.errors else 200)
