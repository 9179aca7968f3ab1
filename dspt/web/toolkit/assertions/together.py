"""Confirming every assertion that is ready on one page, with one button."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.assessments import actions
from dspt.assessments.queries import AnswerRecord, WorkingSet, answers_in, working_set
from dspt.foundation.clock import now
from dspt.foundation.refusals import Refusal
from dspt.organisations.rules import Permission
from dspt.standard.scoring import AssertionResult, AssertionScore, score_assertions
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.components import Link
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import instant, listed

from .confirming import lines_of, versions_in, versions_of
from .pages import ConfirmAllPage, ConfirmGroup, ConfirmLine, ReadyAssertion, ShortAnswer
from .year import Year, year_of

_SHORT = 2_000
"""Characters of an answer that are shown here, about a page; what is longer is read on its own page."""


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
            seen={assertion: versions_in(versions) for assertion, versions in sent.items()},
            at=now(),
        )
    except actions.NothingConfirmed as refused:
        stayed = refused.stayed
        return _onwards(request, year, stayed, _next(year, None))
    except Refusal:
        messages.warning(request, "Nothing was confirmed: this edition does not take confirmations now.")
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
            words = f"somebody changed {listed(one.items)} while you were reading. Read it again, then confirm."
            messages.warning(request, f"{one.assertion} is not confirmed: {words}")
        elif one.code == actions.AssertionNotReady.code:
            messages.warning(request, f"{one.assertion} is not confirmed: answer {listed(one.items)} first.")
        else:
            messages.warning(request, f"{one.assertion} was confirmed by somebody else meanwhile.")
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
    page = _page(year, held, score, again, unticked=unticked, said=said)
    return render(request, "toolkit/assertions/confirm_ready.html", page, status=status)


def _page(
    year: Year, held: WorkingSet, score: AssertionScore, again: frozenset[str], *, unticked: bool, said: str
) -> ConfirmAllPage:
    open_ones = [one for one in score.assertions.values() if one.is_open]
    ready = score.awaiting_word
    waiting = [one.assertion for one in open_ones if not one.ready]
    answers = answers_in(held.id, [one.item.reference for result in ready for one in result.items]) if ready else {}
    groups = []
    for standard in year.edition.standards:
        mine = [one for one in ready if one.assertion in standard.assertions]
        if mine:
            rows = tuple(_assertion(year, one, answers, again, unticked=unticked) for one in mine)
            groups.append(ConfirmGroup(f"s{standard.number}", f"{standard.number}. {standard.title}", rows))
    place = {"code": year.scope.code, "edition": year.edition.key}
    these = (
        f"this {year.vocabulary.group}" if len(ready) == 1 else f"these {year.vocabulary.groups_counted(len(ready))}"
    )
    noun = year.vocabulary.group
    notes = []
    if waiting:
        notes.append(f"Not ready yet, so not on this page: {', '.join(waiting)}. Some of their questions are not done.")
    if ready and not year.may_answer:
        notes.append("This edition does not take confirmations now.")
    is_short = any(row.is_clipped for group in groups for row in group.assertions)
    them = "it" if len(ready) == 1 else "them"
    lede = f"Everything your organisation answered for {them} stands below. Untick what you cannot stand by."
    if is_short:
        lede += f" A {noun} with an answer too long for this page is not ticked yet: read it, then tick it."
    empty = ""
    if not ready:
        empty = f"Every {noun} is confirmed." if not waiting else f"No {noun} waits to be confirmed now."
    return ConfirmAllPage(
        title=f"Confirm {these}" if ready else f"No {noun} to confirm",
        frame=frame(year.scope, year.edition, "assessment"),
        errors=ErrorSummary((ErrorLine(said, f"confirm-{ready[0].assertion}"),)) if said and ready else ErrorSummary(),
        lede=lede if ready else "",
        notes=tuple(notes),
        groups=tuple(groups),
        action=reverse("confirm_ready", kwargs=place) if ready and year.may_answer else "",
        button=f"Confirm the ticked {year.vocabulary.groups}",
        empty=empty,
        next=Link("See what you can publish", reverse("publish", kwargs=place)) if not open_ones else None,
        back=Link(
            "Back to the questions" if year.is_easy else "Back to the assessment", reverse("assessment", kwargs=place)
        ),
    )


def _assertion(
    year: Year, result: AssertionResult, answers: dict[str, AnswerRecord], again: frozenset[str], *, unticked: bool
) -> ReadyAssertion:
    lines = lines_of(year, result, answers)
    optional = {one.item.reference for one in result.items if not one.item.is_mandatory}
    silent = [line for line in lines if line.reference in optional and not line.who]
    shown = tuple(_short(year, line) for line in lines if line not in silent)
    is_clipped = any(one.is_clipped for one in shown)
    changed = result.assertion in again
    latest = max((one.saved_at for one in answers.values() if one.saved_at and _under(result, one)), default=None)
    note = f"Changed while you were reading, last {instant(latest)}. Read it again." if changed else ""
    if is_clipped and not changed:
        long = listed([one.reference for one in shown if one.is_clipped])
        note = f"Not ticked yet: {long} is too long for this page. Read all of it, then tick."
    return ReadyAssertion(
        result.assertion,
        year.edition.assertions[result.assertion].statement,
        f"{result.assertion}={versions_of(result, answers)}",
        # A word given for all at once is worth what was in front of the person. Everything that it rests on stands on
        # this page, unfolded, above its only button, as on the page of a single assertion, where the button alone is
        # the word; so a tick waits here to be taken out, not to be put in. What does not stand here in full, or has
        # changed while the person was reading, is never ticked for them.
        is_ticked=not (is_clipped or changed or unticked),
        is_clipped=is_clipped,
        note=note,
        lines=shown,
        silent=f"Optional, not answered: {', '.join(line.reference for line in silent)}." if silent else "",
        url=reverse("confirm_assertion", args=(year.scope.code, year.edition.key, result.assertion)),
    )


def _under(result: AssertionResult, answer: AnswerRecord) -> bool:
    return any(one.item.reference == answer.item for one in result.items)


def _short(year: Year, line: ConfirmLine) -> ShortAnswer:
    text = " ".join(line.paragraphs)
    is_clipped = len(text) > _SHORT
    if is_clipped:
        text = text[:_SHORT].rsplit(" ", 1)[0] + " …"
    title = year.asked(line.reference).title
    return ShortAnswer(line.reference, title, line.url, line.answer, text, line.documents, line.who, is_clipped)
