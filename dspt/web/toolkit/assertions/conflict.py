"""Somebody else changed the answer while the person was writing: both versions, and what it should be."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dspt.assessments import actions
from dspt.assessments.queries import AnswerRecord, VersionRecord, answer_in, versions_of
from dspt.foundation.clock import LONDON, london_date, now
from dspt.foundation.refusals import Refusal
from dspt.organisations.rules import Permission
from dspt.standard.answers import TEXT_LIMIT, AnswerRefused, Typed, read_answer
from dspt.standard.edition import AnswerType, ItemAsked
from dspt.standard.facts import AnswerFact
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.components import Row, Words, differences
from dspt.web.kit.fields import Choice, Field, summary_of
from dspt.web.kit.pages import render
from dspt.web.toolkit.asking import BEGAN, SAY, ask_field, first_name, of_refused_comment
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import clock_time, count, day, instant

from .answers import value_in_words
from .given import FIELDS, Given, from_post
from .onwards import onwards, subject_of
from .pages import ConflictPage, Version
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
    page = _page(year, asked, given, current, base, request.POST, said, ask_error)
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
    return onwards(year, asked, saved.score)


def _ask(request: HttpRequest, year: Year, asked: ItemAsked, given: Given, current: AnswerRecord) -> HttpResponse:
    """Ask whoever saved the other version; what was typed becomes the draft, from the version it began with."""
    if current.version != given.version:
        words = "It was changed once more. Look at what stands now"
        return show(request, year, asked, given, current, said=words)
    both, fact = request.POST.get("both"), _fact(year, asked, given)
    draft = given if both is None or both == _text(asked, fact, given.typed) else _from_both(asked, given, both)
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


def _page(
    year: Year,
    asked: ItemAsked,
    given: Given,
    current: AnswerRecord,
    base: VersionRecord | None,
    sent: QueryDict,
    said: str,
    ask_error: str,
) -> ConflictPage:
    who = current.saved_by_name or "Somebody"
    first = first_name(who)
    is_own = current.saved_by_id is not None and current.saved_by_id == year.scope.actor.id
    theirs = "The saved version" if is_own else f"{first}’s version"
    fact = current.value.fact(asked.reference)
    mine = _fact(year, asked, given)
    their_text, my_text = _text(asked, fact), _text(asked, mine, given.typed)
    theirs_cut, mine_cut = differences(their_text[:TEXT_LIMIT], my_text[:TEXT_LIMIT])
    both = None
    if their_text != my_text and (their_text or my_text):
        both = Field(
            "both",
            "Text from both",
            "textarea",
            sent.get("both", my_text),
            hint="Used only if you choose “Written from both”. It starts with your version.",
            size="s",
            rows=6,
            limit=TEXT_LIMIT,
        )
    kept = sent.get("keep", "")
    choices = [
        Choice("theirs", theirs, "Yours is not saved", kept == "theirs"),
        Choice(
            "mine",
            "My version",
            "The saved one stays in the earlier answers"
            if is_own
            else f"{first}’s stays in the earlier answers, and {first} is told",
            kept == "mine",
        ),
    ]
    if both:
        choices.append(Choice("both", "Written from both", "Edit the text below", kept == "both"))
    hidden = [(name, given.get(name)) for name in FIELDS if name != "version" and given.get(name)]
    hidden += [("document", str(one)) for one in given.documents]
    began = sent.get(BEGAN, "") or given.get("version")
    hidden.append((BEGAN, began or "0"))
    ask = None
    if not is_own and current.saved_by_id is not None:
        ask = ask_field(first, asked.reference, sent.get(SAY) if BEGAN in sent else None, ask_error)
    amended = year.edition.amended_since(asked.reference, london_date(base.saved_at)) if base else None
    saved_at = clock_time(current.saved_at) if current.saved_at else ""
    keep = Field("keep", "What should the answer be?", "radios", error=said, choices=tuple(choices), size="m")
    base_lead, base_text = "", ""
    if base is not None:
        lead, paragraphs = value_in_words(asked, base.value.fact(asked.reference))
        base_lead = f"The answer you both started from, {instant(base.saved_at)}"
        base_text = " ".join((lead, *paragraphs)).strip()
    standard = next(one for one in year.edition.standards if one.number == asked.standard)
    return ConflictPage(
        title="You changed this answer in another window while you were writing"
        if is_own
        else f"{first} changed this answer while you were writing",
        frame=frame(year.scope, year.edition, "assessment"),
        errors=summary_of((keep, *((ask,) if ask else ()))),
        where=f"{asked.reference}. {standard.title}",
        question=asked.ask,
        theirs=Version(
            f"{theirs}, saved {saved_at}",
            f"{who}. In the assessment now",
            theirs_cut,
            _facts(asked, fact, mine, fact),
        ),
        mine=Version(
            f"Your version, sent {now().astimezone(LONDON):%H:%M}",
            f"{year.scope.actor.name}. Not in the assessment yet",
            mine_cut or (Words("", False),),
            _facts(asked, fact, mine, mine),
        ),
        base=base_text,
        base_lead=base_lead,
        action=reverse(
            "item_conflict",
            kwargs={"code": year.scope.code, "edition": year.edition.key, "reference": asked.reference},
        ),
        version=str(current.version),
        hidden=tuple(hidden),
        keep=keep,
        both=both,
        amended=f"The question was changed on {day(amended.on)}, after you both began. {amended.what}"
        if amended
        else "",
        ask_title=f"Ask {first} first",
        ask=ask,
        item_url=reverse("item", args=(year.scope.code, year.edition.key, asked.reference)),
    )


def _fact(year: Year, asked: ItemAsked, given: Given) -> AnswerFact:
    """What the person typed, as far as it can be read."""
    try:
        return read_answer(asked, given.typed, on=year.on, documents=len(given.documents), may_be_empty=True)
    except AnswerRefused:
        return AnswerFact(asked.reference, documents=len(given.documents))


def _text(asked: ItemAsked, fact: AnswerFact, typed: Typed | None = None) -> str:
    """The part of an answer that is read word by word: the text itself, else the comment."""
    if asked.type is AnswerType.TEXT and not fact.not_applicable:
        return typed.text if typed else fact.text
    return typed.comment if typed else fact.comment


def _facts(asked: ItemAsked, theirs: AnswerFact, mine: AnswerFact, one: AnswerFact) -> tuple[Row, ...]:
    """What differs besides the text: the choice, the day, the number, how many documents."""
    rows = []
    if asked.type is not AnswerType.TEXT or theirs.not_applicable != mine.not_applicable:
        rows.append(Row("Answer", value_in_words(asked, one)[0] or "None"))
    if theirs.documents or mine.documents:
        rows.append(Row("Documents", count(one.documents, "document")))
    return tuple(rows)


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
