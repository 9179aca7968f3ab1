"""The overview, and one question a page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dspt.assessments import actions
from dspt.assessments.queries import answer_in, item_record, versions_of, working_set
from dspt.documents.queries import documents_named, documents_to_pick
from dspt.foundation.clock import now
from dspt.foundation.refusals import Refusal
from dspt.organisations.queries import people
from dspt.organisations.rules import Permission
from dspt.publication.queries import publication_history
from dspt.standard.edition import ItemAsked
from dspt.web.access import Scope, kept_post, member
from dspt.web.kit.errors import forbidden
from dspt.web.kit.pages import render
from dspt.web.toolkit.asking import SAY, of_refused_comment
from dspt.web.toolkit.picking import SHOWN, picking

from . import build_history, build_overview, conflict, owning
from .adding import with_new_documents
from .build_item import Sent, item_page, needs_last_year
from .given import Given, from_answer, from_draft, from_post
from .onwards import first_question, onwards, subject_of
from .published import finals
from .words import FIELD_OF, fault_in_words, year_refusal_in_words
from .year import Year, year_of


@member(Permission.READ)
@require_safe
def overview(request: HttpRequest, scope: Scope, edition: str) -> HttpResponse:
    """Show the whole assessment by standard, with what is missing as links. Seven statements."""
    year = year_of(scope, edition, now())
    if year.is_outcome_view:
        return redirect("outcomes", scope.code, year.edition.key)
    held = working_set(scope.standing.organisation, year.edition.key)
    if held is None or year.profile is None:
        return render(request, "toolkit/assertions/start.html", build_overview.start_page(year, held is not None))
    published = finals(publication_history(scope.standing.organisation), year.edition.key)
    page = build_overview.overview_page(year, held, published, request.GET)
    return render(request, "toolkit/assertions/overview.html", page)


@member(Permission.ANSWER)
@require_POST
def start(request: HttpRequest, scope: Scope, edition: str) -> HttpResponse:
    """Begin the year, at its first question; one that was begun before is simply opened."""
    year = year_of(scope, edition, now())
    try:
        actions.start_assessment(by=scope.actor, assessment=year.key, at=now())
    except actions.AssessmentExists:
        pass
    except actions.ProfileMissing:
        messages.warning(request, "Fill in the profile first: it decides what you are asked.")
        return redirect("profile", scope.code)
    except actions.AssessmentClosed:
        messages.warning(request, "This edition does not take answers now.")
    else:
        return first_question(year)
    return redirect("assessment", scope.code, year.edition.key)


@member(Permission.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Show one question; save its answer and go on to the next. Seven statements to show it."""
    year = year_of(scope, edition, now())
    asked = _asked(year, reference)
    if request.method == "POST":
        return _save(request, year, asked)
    return _show(request, year, asked)


@member(Permission.ANSWER)
@require_POST
def still_true(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Say that last year's answer still holds, and go on to the next."""
    year = year_of(scope, edition, now())
    asked = _asked(year, reference)
    try:
        saved = actions.mark_checked(
            by=scope.actor, assessment=year.key, item=reference, seen_version=from_post(request.POST).version, at=now()
        )
    except (actions.NothingToCheck, actions.StaleAnswer):
        messages.warning(request, "Somebody changed this answer meanwhile. This is how it stands now.")
        return redirect("item", scope.code, year.edition.key, reference)
    except Refusal as refused:
        return _cannot(request, year, refused)
    return onwards(year, saved.score, asked.reference)


@member(Permission.ANSWER)
@require_POST
def take_back(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Empty the answer; its history keeps it."""
    year = year_of(scope, edition, now())
    _asked(year, reference)
    try:
        saved = actions.take_back_answer(
            by=scope.actor, assessment=year.key, item=reference, seen_version=from_post(request.POST).version, at=now()
        )
    except (actions.NothingToTakeBack, actions.StaleAnswer):
        messages.warning(request, "Somebody changed this answer meanwhile. This is how it stands now.")
    except Refusal as refused:
        return _cannot(request, year, refused)
    else:
        messages.success(request, f"The answer to {reference} is taken back.")
        _tell_withdrawn(request, reference, saved.withdrawn)
    return redirect("item", scope.code, year.edition.key, reference)


@member(Permission.ANSWER)
@require_POST
def draft(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Keep what stands in the form, apart from the answer; a script sends it while somebody writes."""
    year = year_of(scope, edition, now())
    _asked(year, reference)
    given = from_post(request.POST)
    if not actions.keep_draft(by=scope.actor, assessment=year.key, subject=reference, fields=given.as_draft, at=now()):
        raise Http404
    return HttpResponse(status=204)


@member(Permission.ANSWER)
@require_POST
def discard(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Throw the draft away."""
    year = year_of(scope, edition, now())
    _asked(year, reference)
    actions.discard_draft(by=scope.actor, assessment=year.key, subject=reference)
    return redirect("item", scope.code, year.edition.key, reference)


@member(Permission.ANSWER)
@require_POST
def comment(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Say something about an item to colleagues; what stands in its form, sent along, is kept as a draft."""
    year = year_of(scope, edition, now())
    asked, typed = _asked(year, reference), request.POST.get(SAY, "")
    given, wrong = with_new_documents(request, year, from_post(request.POST))  # a browser does not send a file twice
    stands = answer_in(scope.standing.organisation, year.edition.key, reference)
    differs = given.says_other_than(from_answer(stands) if stands else Given({}))
    if differs:
        actions.keep_draft(by=scope.actor, assessment=year.key, subject=reference, fields=given.as_draft, at=now())
    if wrong:
        back = Sent(given, wrong, ("Your comment is not sent yet",))
        return _show(request, year, asked, sent=back, said=(typed, ""), status=422)
    try:
        actions.comment_on(by=scope.actor, subject=subject_of(year, asked), text=typed, at=now())
    except actions.CommentRefused as no:
        return _show(request, year, asked, sent=Sent(given, {}), said=(typed, of_refused_comment(no, "")), status=422)
    except Refusal as refused:
        words = year_refusal_in_words(refused, "It could not be said now")
        return _show(request, year, asked, said=(typed, f"{words}. Copy what you need from your comment"), status=422)
    messages.success(request, "Your comment is there for everybody who works on this.")
    path = reverse("item", args=(scope.code, year.edition.key, reference))
    return redirect(f"{path}{'?draft=use' if differs else ''}#comments")


@member(Permission.ANSWER)
@require_POST
def owner(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Give the item an owner and a due day."""
    year = year_of(scope, edition, now())
    asked = _asked(year, reference)
    given = owning.from_post(request.POST)
    if given.error:
        return _show(request, year, asked, owner_sent=given, status=422)
    chosen = given.among(people(scope.standing.organisation))
    try:
        actions.assign_answer(
            by=scope.actor,
            assessment=year.key,
            item=reference,
            owner_id=chosen.person if chosen else None,
            owner_name=chosen.name if chosen else "",
            due_on=given.due,
            at=now(),
        )
    except actions.NotAssignable as refused:
        given = owning.refused(given, refused.facts.get("closes_on"))
        return _show(request, year, asked, owner_sent=given, status=422)
    except Refusal as refused:
        return _cannot(request, year, refused)
    messages.success(request, f"{chosen.name} answers {reference}." if chosen else f"Nobody owns {reference} now.")
    return redirect("item", scope.code, year.edition.key, reference)


@member(Permission.READ)
@require_safe
def history(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """List every value the answer has held."""
    year = year_of(scope, edition, now())
    asked = _asked(year, reference)
    versions = versions_of(scope.standing.organisation, year.edition.key, reference)
    return render(request, "toolkit/assertions/history.html", build_history.history_page(year, asked, versions))


def _asked(year: Year, reference: str) -> ItemAsked:
    if year.is_outcome_view:
        raise Http404
    return year.asked(reference)


def _show(
    request: HttpRequest,
    year: Year,
    asked: ItemAsked,
    *,
    sent: Sent | None = None,
    owner_sent: owning.OwnerGiven | None = None,
    find: str | None = None,
    said: tuple[str, str] = ("", ""),
    status: int = 200,
) -> HttpResponse:
    organisation, edition = year.scope.standing.organisation, year.edition.key
    held = item_record(organisation, edition, asked.reference, asked.assertion, year.scope.actor.id)
    if held is None:
        return redirect("assessment", year.scope.code, edition)
    last = None
    if needs_last_year(year, asked, held.answer):
        last = answer_in(organisation, year.edition.previous, asked.reference)
    used = from_draft(held.draft.fields) if held.draft and request.GET.get("draft") == "use" else None
    returned = kept_post(request) if sent is None else None
    if returned is not None:
        used = from_post(returned)
    given = sent.given if sent else used
    new = frozenset(given.documents if given else ()) - held.answer.value.documents
    pick = None
    if find is not None:
        taken = held.answer.value.documents | new
        pick = picking(documents_to_pick(organisation, find, but=taken, most=SHOWN), find)
    page = item_page(
        year,
        asked,
        held,
        at=now(),
        last=last,
        sent=sent,
        draft_used=used,
        returned=returned is not None,
        added=tuple(documents_named(organisation, new).values()),
        pick=pick,
        members=people(organisation) if request.GET.get("owner") or owner_sent or not year.is_easy else None,
        owner_sent=owner_sent,
        answer_anyway=bool(request.GET.get("answer")),
        comment=said,
    )
    return render(request, "toolkit/assertions/item.html", page, status=status)


def _save(request: HttpRequest, year: Year, asked: ItemAsked) -> HttpResponse:
    scope = year.scope
    if not scope.may(Permission.ANSWER):
        return forbidden(request)
    given = from_post(request.POST)
    if _looks_for_documents(request.POST):
        return _choose(request, year, asked, given)
    given, wrong = with_new_documents(request, year, given)
    if wrong:
        return _show(request, year, asked, sent=Sent(given, wrong), status=422)
    try:
        saved = actions.save_answer(
            by=scope.actor,
            assessment=year.key,
            item=asked.reference,
            value=given.typed,
            documents=given.documents,
            seen_version=given.version,
            may_be_empty="later" in request.POST,
            at=now(),
        )
    except actions.AnswerRefused as refused:
        if "later" in request.POST and [fault.code for fault in refused.faults] == ["nothing_typed"]:
            return redirect("assessment", scope.code, year.edition.key)
        said = {FIELD_OF.get(fault.field, ""): fault_in_words(fault, asked) for fault in refused.faults}
        others = (said.pop(""),) if "" in said else ()
        return _show(request, year, asked, sent=Sent(given, said, others), status=422)
    except actions.StaleAnswer as stale:
        actions.keep_draft(
            by=scope.actor, assessment=year.key, subject=asked.reference, fields=given.as_draft, at=now()
        )
        return conflict.show(request, year, asked, given, stale.current)
    except Refusal as refused:
        actions.keep_draft(
            by=scope.actor, assessment=year.key, subject=asked.reference, fields=given.as_draft, at=now()
        )
        return _cannot(request, year, refused)
    _tell_withdrawn(request, asked.reference, saved.withdrawn)
    if unsent := request.POST.get(SAY, "").strip():
        words = f"{asked.reference} is saved. Choose “Comment” to send what you typed here too"
        return _show(request, year, asked, said=(unsent, words), status=422)
    if "later" in request.POST:
        messages.success(request, f"{asked.reference} is saved.")
        return redirect("assessment", scope.code, year.edition.key)
    return onwards(year, saved.score, asked.reference)


def _looks_for_documents(post: QueryDict) -> bool:
    """Tell whether documents are looked for and nothing is saved: by their button, or by Enter after words to find."""
    return "choose" in post or ("enter" in post and post.get("find", "") != post.get("found", ""))


def _choose(request: HttpRequest, year: Year, asked: ItemAsked, given: Given) -> HttpResponse:
    """Show other documents to choose from beside what was typed, which is not saved and kept as a draft."""
    wrong: dict[str, str] = {}
    if request.FILES:  # a browser does not send a chosen file twice
        given, wrong = with_new_documents(request, year, given)
    actions.keep_draft(
        by=year.scope.actor, assessment=year.key, subject=asked.reference, fields=given.as_draft, at=now()
    )
    find = " ".join(request.POST.get("find", "").split())[:100]
    return _show(request, year, asked, sent=Sent(given, wrong), find=find, status=422 if wrong else 200)


def _tell_withdrawn(request: HttpRequest, reference: str, withdrawn: str) -> None:
    if withdrawn:
        messages.warning(
            request,
            f"You changed {reference}, so {withdrawn} is no longer confirmed. Confirm it again when it is ready.",
        )


def _cannot(request: HttpRequest, year: Year, refused: Refusal) -> HttpResponse:
    """Say why the year takes nothing now; what was typed is kept as a draft."""
    words = year_refusal_in_words(refused, "This could not be saved")
    messages.warning(request, f"{words}. What you typed is kept as a draft.")
    return redirect("assessment", year.scope.code, year.edition.key)
