"""The page of one outcome: as it is saved, as it was typed, and with what is in the way of saving it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dspt.assessments.actions import AssessmentClosed, Problem, Subject, keep_draft
from dspt.assessments.queries import OutcomeSheet, judgement_at, outcome_sheet
from dspt.foundation.clock import london_date
from dspt.organisations.rules import Permission
from dspt.publication.queries.ready import last_publication
from dspt.publication.rules import INTERIM
from dspt.standard.edition import Edition, Outcome
from dspt.web.access import Scope, kept_post
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import clock_time, day

from ..forms import Typed, kept, saved, sent
from ..pages.outcome import outcome_page
from .asked import key_of, not_begun


def show(
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
    """Show an outcome with ``typed`` in its form. ``comment``: one that was typed and not sent, and why."""
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


def refused(
    request: HttpRequest,
    scope: Scope,
    of: Edition,
    asked: Outcome,
    typed: Typed,
    problems: tuple[Problem, ...],
    at: datetime,
    closed: AssessmentClosed | None = None,
) -> HttpResponse:
    """Show the form as it was typed with what is in the way of saving it; what was typed is kept as a draft."""
    key = key_of(scope, of)
    keep_draft(by=scope.actor, assessment=key, subject=asked.reference, fields=typed.as_fields(), at=at)
    sheet = outcome_sheet(key, asked.reference, scope.actor.id, london_date(at))
    if sheet is None:
        return not_begun(request, scope, of)
    return show(request, scope, of, sheet, typed, problems=problems, closed=closed is not None, on=london_date(at))


def filled(request: HttpRequest, sheet: OutcomeSheet, asked: Outcome) -> tuple[Typed, str]:
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


def subject_of(scope: Scope, of: Edition, asked: Outcome) -> Subject:
    """Name the outcome for comments and letters, with the address of its page."""
    path = reverse("outcome", args=(scope.code, of.key, asked.reference))
    return Subject(key_of(scope, of), asked.reference, is_outcome=True, url=f"{settings.DSPT_BASE_URL}{path}")
