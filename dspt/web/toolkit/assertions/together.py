"""Confirming every assertion that is ready on one page, with one button."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.assessments import actions
from dspt.assessments.queries import answers_in, working_set
from dspt.foundation.clock import now
from dspt.foundation.refusals import Refusal
from dspt.organisations.rules import Permission
from dspt.standard.scoring import AssertionScore, score_assertions
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.words import listed

from .build_together import together_page
from .seen import brought_back
from .words import moved_in_words, year_refusal_in_words
from .year import Year, year_of


@member(Permission.CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_ready(request: HttpRequest, scope: Scope, edition: str) -> HttpResponse:
    """Show every assertion that waits to be confirmed with its answers in short; take the person's word for those
    ticked. Seven statements to show."""
    year = year_of(scope, edition, now())
    if year.is_outcome_view or year.profile is None:
        return redirect("outcomes" if year.is_outcome_view else "assessment", scope.code, year.edition.key)
    if request.method != "POST":
        return _show(request, year, again=frozenset(request.GET.get("again", "").split(",")) - {""})
    sent = dict(value.split("=", 1) for value in request.POST.getlist("confirm")[:200] if "=" in value)
    if not sent:
        said = f"Tick at least one {year.vocabulary.group}, then confirm"
        return _show(request, year, unticked=True, said=said, status=422)
    try:
        done = actions.confirm_assertions(
            by=scope.actor,
            assessment=year.key,
            seen={assertion: brought_back(versions) for assertion, versions in sent.items()},
            at=now(),
        )
    except actions.NothingConfirmed as refused:
        stayed = refused.stayed
        return _onwards(request, year, stayed, _next(year, None))
    except Refusal as refused:
        words = year_refusal_in_words(refused, "This could not be done now")
        messages.warning(request, f"Nothing was confirmed. {words}.")
        return redirect("assessment", scope.code, year.edition.key)
    named = listed(done.confirmed) if len(done.confirmed) < 4 else year.vocabulary.groups_counted(len(done.confirmed))
    verb = "is" if len(done.confirmed) == 1 else "are"
    messages.success(request, f"{named} {verb} confirmed in your name.")
    told = {one.assertion for one in done.stayed}
    left = [one.assertion for one in done.score.awaiting_word if one.assertion not in told]
    if left:
        messages.info(request, f"Not ticked, so still to confirm: {', '.join(left)}.")
    return _onwards(request, year, done.stayed, _next(year, done.score))


def _onwards(request: HttpRequest, year: Year, stayed: tuple[actions.Stayed, ...], following: str) -> HttpResponse:
    """Say which stayed out and why, and show those again; where none did, go on."""
    again = []
    for one in stayed:
        if one.code == actions.EvidenceMoved.code:
            again.append(one.assertion)
            messages.warning(request, f"{one.assertion} is not confirmed: {moved_in_words(one.items, one.replaced)}.")
        elif one.code == actions.AssertionNotReady.code:
            messages.warning(request, f"{one.assertion} is not confirmed: answer {listed(one.items)} first.")
        else:
            messages.info(request, f"{one.assertion} was confirmed already.")
    if again:
        url = reverse("confirm_ready", args=(year.scope.code, year.edition.key))
        return redirect(f"{url}?again={','.join(again)}")
    return redirect(following)


def _next(year: Year, score: AssertionScore | None) -> str:
    """Where the person goes on: to publishing once nothing is in the way, else to the overview."""
    is_met = score is not None and score.is_met
    return reverse("publish" if is_met else "assessment", args=(year.scope.code, year.edition.key))


def _show(
    request: HttpRequest,
    year: Year,
    *,
    again: frozenset[str] = frozenset(),
    unticked: bool = False,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    held = working_set(year.scope.standing.organisation, year.edition.key)
    if held is None or year.profile is None:
        return redirect("assessment", year.scope.code, year.edition.key)
    score = score_assertions(year.edition, year.profile, held.facts, held.confirmed, year.on)
    ready = [one.item.reference for result in score.awaiting_word for one in result.items]
    answers = answers_in(held.id, ready) if ready else {}
    page = together_page(year, score, answers, again=again, unticked=unticked, said=said)
    return render(request, "toolkit/assertions/confirm_ready.html", page, status=status)
