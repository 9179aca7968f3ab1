"""Somebody else changed the answer while the person was writing: both versions, and what it should be."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dspt.assessments import actions
from dspt.assessments.queries import AnswerRecord, answer_in, versions_of
from dspt.foundation.clock import now
from dspt.foundation.refusals import Refusal
from dspt.organisations.rules import Permission
from dspt.standard.answers import AnswerRefused
from dspt.standard.edition import AnswerType, ItemAsked
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.asking import BEGAN, SAY, first_name, of_refused_comment

from .build_conflict import conflict_page, fact_of, text_of
from .given import Given, from_post
from .onwards import onwards, subject_of
from .words import fault_in_words
from .year import Year, year_of


def show(
    request: HttpRequest,
    year: Year,
    asked: ItemAsked,
    given: Given,
    current: AnswerRecord,
    *,
    said: str = "",
    ask_error: str = "",
) -> HttpResponse:
    """Answer with both versions; nothing is chosen for anybody. One statement, for what both began from.

    ``said`` is what is wrong with a choice, ``ask_error`` with a question; what was chosen and typed stays.
    """
    versions = versions_of(year.scope.standing.organisation, year.edition.key, asked.reference)
    began = _began(request, given)
    base = next((one for one in versions if one.version == began), None)
    page = conflict_page(year, asked, given, current, base, request.POST, said=said, ask_error=ask_error)
    return render(request, "toolkit/assertions/conflict.html", page, status=409)


@member(Permission.ANSWER)
@require_POST
def settle(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Take the choice: theirs, mine, or a text written from both."""
    year = year_of(scope, edition, now())
    if year.is_outcome_view:
        raise Http404
    asked = year.asked(reference)
    given = from_post(request.POST)
    current = answer_in(scope.standing.organisation, year.edition.key, reference)
    if current is None:
        raise Http404
    if "ask" in request.POST:
        return _ask(request, year, asked, given, current)
    keep = request.POST.get("keep", "")
    place = {"code": scope.code, "edition": year.edition.key, "reference": reference}
    if keep == "theirs":
        actions.discard_draft(by=scope.actor, assessment=year.key, subject=reference)
        messages.success(request, f"{current.saved_by_name}’s answer to {reference} stands.")
        return redirect("item", scope.code, year.edition.key, reference)
    if keep not in ("mine", "both"):
        return show(request, year, asked, given, current, said="Select what the answer should be")
    chosen = _from_both(asked, given, request.POST.get("both", "")) if keep == "both" else given
    try:
        saved = actions.settle_conflict(
            by=scope.actor,
            assessment=year.key,
            item=reference,
            value=chosen.typed,
            documents=chosen.documents,
            seen_version=given.version,
            url=f"{settings.DSPT_BASE_URL}{reverse('item', kwargs=place)}",
            at=now(),
        )
    except actions.StaleAnswer as stale:
        return show(request, year, asked, given, stale.current, said="It was changed once more. Choose again")
    except AnswerRefused as refused:
        return show(request, year, asked, given, current, said=fault_in_words(refused.faults[0], asked))
    except Refusal:
        return _kept_as_draft(request, year, asked, chosen, "This could not be saved.")
    if saved.withdrawn:
        messages.warning(request, f"You changed {reference}, so {saved.withdrawn} is no longer confirmed.")
    told = f" {saved.told} is told." if saved.told else ""
    messages.success(request, f"Your answer to {reference} is saved.{told}")
    return onwards(year, saved.score, asked.reference)


def _ask(request: HttpRequest, year: Year, asked: ItemAsked, given: Given, current: AnswerRecord) -> HttpResponse:
    """Ask whoever saved the other version; what was typed becomes the draft, from the version it began with."""
    if current.version != given.version:
        words = "It was changed once more. Look at what stands now"
        return show(request, year, asked, given, current, said=words)
    both, fact = request.POST.get("both"), fact_of(year, asked, given)
    draft = given if both is None or both == text_of(asked, fact, given.typed) else _from_both(asked, given, both)
    fields = draft.as_draft | {"version": str(_began(request, given))}
    try:
        actions.ask_colleague(
            by=year.scope.actor,
            subject=subject_of(year, asked),
            who=current.saved_by_id,
            text=request.POST.get(SAY, ""),
            fields=fields,
            at=now(),
        )
    except (actions.CommentRefused, actions.NobodyToAsk) as no:
        words = of_refused_comment(no, "", "question")
        return show(request, year, asked, given, current, ask_error=words)
    except Refusal:
        return _kept_as_draft(request, year, asked, draft, "Nobody could be asked now.")
    first = first_name(current.saved_by_name)
    messages.success(request, f"{first} is asked, and told by mail. Your version is kept as your draft.")
    path = reverse("item", args=(year.scope.code, year.edition.key, asked.reference))
    return redirect(f"{path}#comments")


def _kept_as_draft(request: HttpRequest, year: Year, asked: ItemAsked, mine: Given, words: str) -> HttpResponse:
    """Keep what the person has put together where the year takes nothing any more."""
    fields = mine.as_draft | {"version": str(_began(request, mine))}
    actions.keep_draft(by=year.scope.actor, assessment=year.key, subject=asked.reference, fields=fields, at=now())
    messages.warning(request, f"{words} Your version is kept as a draft.")
    return redirect("assessment", year.scope.code, year.edition.key)


def _began(request: HttpRequest, given: Given) -> int:
    """Give the version that this person's own began from, which this page carries along."""
    text = request.POST.get(BEGAN, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else given.version


def _from_both(asked: ItemAsked, given: Given, text: str) -> Given:
    fields = dict(given.fields)
    if asked.type is AnswerType.TEXT and not given.typed.not_applicable:
        fields["text"] = text
    elif given.typed.not_applicable:
        fields["reason"] = text
    elif given.get("choice") == "exceptions":
        fields["exceptions"] = text
    else:
        fields["comment"] = text
    return Given(fields, given.documents)
