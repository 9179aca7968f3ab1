"""The page of one item, put together from what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from dspt.assessments.queries import AnswerRecord, ItemRecord
from dspt.assessments.rules.year import is_unchanged
from dspt.documents.queries import DocumentRecord
from dspt.documents.rules import INFECTED
from dspt.foundation.clock import london_date
from dspt.organisations.queries import MemberRecord
from dspt.organisations.rules import Permission
from dspt.standard import catalogue
from dspt.standard.edition import Edition, ItemAsked
from dspt.standard.exemptions import Exempt, exempt_items
from dspt.web.kit.components import Link, Progress, Row
from dspt.web.kit.fields import ErrorLine, ErrorSummary, Field, summary_of
from dspt.web.kit.spans import lasting
from dspt.web.toolkit.asking import SAY, comment_field, thread_of
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.picking import Picking
from dspt.web.toolkit.words import clock_time, day, instant

from .answers import document_lines, read_out
from .given import Given, from_answer
from .item_form import answer_form
from .owning import OwnerGiven, owner_form
from .pages import AnswerForm, Beside, Closed, DraftFound, Earlier, ItemPage, Meaning, OwnerForm
from .words import exemption_in_words
from .year import Year

KEPT_NOTE = "What you typed is kept. Nothing has been saved to the assessment yet."


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came back: what was typed, and the message of each field."""

    given: Given
    messages: Mapping[str, str]
    others: tuple[str, ...] = ()


def item_page(
    year: Year,
    asked: ItemAsked,
    held: ItemRecord,
    *,
    at: datetime,
    last: AnswerRecord | None = None,
    sent: Sent | None = None,
    draft_used: Given | None = None,
    returned: bool = False,
    added: tuple[DocumentRecord, ...] = (),
    pick: Picking | None = None,
    members: tuple[MemberRecord, ...] | None = None,
    owner_sent: OwnerGiven | None = None,
    answer_anyway: bool = False,
    comment: tuple[str, str] = ("", ""),
) -> ItemPage:
    """Build the page of an item. ``last``: last year's answer to a question that changed; ``returned``: the form was
    sent without a session and its text is back; ``added``: documents that the form holds and the answer does not."""
    answer = held.answer
    exempt = exempt_items(year.edition, year.profile, year.on).get(asked.reference) if year.profile else None
    is_closed = exempt is not None and not answer_anyway and sent is None and draft_used is None
    given = sent.given if sent else draft_used or from_answer(answer)
    waits = answer.is_answered and answer.to_check
    form = None
    if year.may_answer and not is_closed:
        form = answer_form(
            year,
            asked,
            given,
            sent.messages if sent else {},
            documents=(*(one for one in answer.documents if not one.is_removed), *added),
            pick=pick,
            is_answered=answer.is_answered,
            skip_url=_skip_url(year, asked),
            heading="If it changed" if waits and sent is None else "Your answer",
        )
    return ItemPage(
        title=asked.ask if year.is_easy else f"{asked.reference} {asked.title}",
        frame=frame(year.scope, year.edition, "assessment"),
        errors=_errors(form, sent, owner_sent, comment[1]),
        wide=not year.is_easy,
        beside=None if year.is_easy else _beside(year, asked),
        where=_where(year, asked, held),
        progress=_progress(year, held),
        question=asked.ask,
        formal=asked.question,
        why=asked.help.why,
        good=asked.help.good,
        example=asked.help.example,
        evidence=asked.help.evidence,
        standing=_standing(year, asked, answer) if form is None and answer.is_answered else None,
        last=_last(year, asked, answer, last) if form is not None else None,
        still_action=reverse("item_still_true", kwargs=_place(year, asked)) if waits else "",
        last_folded=sent is not None,
        closed=_closed(year, asked, exempt) if exempt and is_closed else None,
        notes=_notes(year, asked, held, exempt, is_closed, returned=returned),
        refused=tuple(
            Link(one.title, reverse("document_page", kwargs={"code": year.scope.code, "document": one.id}))
            for one in answer.documents
            if one.scan == INFECTED and not one.is_removed
        ),
        draft=_draft(year, asked, held) if form is not None and sent is None and draft_used is None else None,
        form=form,
        version=str(answer.version),
        about=f"About this {year.vocabulary.item}",
        facts=_facts(year, asked, held),
        words=_words(year.edition, asked),
        owner=_owner(year, asked, answer, members, owner_sent),
        comments=thread_of(held.comments),
        comment=_comment(year, held, *comment) if form is not None or comment[0] else None,
        comment_url=reverse("item_comment", kwargs=_place(year, asked)),
        back=Link(
            f"Back to all {year.vocabulary.items}",
            reverse("assessment", kwargs={"code": year.scope.code, "edition": year.edition.key}),
        ),
    )


def order_of(year: Year) -> tuple[str, ...]:
    """The order in which items follow each other: by topic in easy mode, required ones alone; else by the standard."""
    if year.is_easy:
        topics = year.edition.topics.get(year.category, ())
        listed = tuple(item for topic in topics for item in topic.items)
        if listed:
            return listed
    return tuple(asked.reference for asked in year.edition.asked(year.category))


def _place(year: Year, asked: ItemAsked) -> dict[str, str]:
    return {"code": year.scope.code, "edition": year.edition.key, "reference": asked.reference}


def _skip_url(year: Year, asked: ItemAsked) -> str:
    order = order_of(year)
    place = order.index(asked.reference) + 1 if asked.reference in order else 0
    following = order[place % len(order)]
    return reverse("item", kwargs=_place(year, asked) | {"reference": following})


def _beside(year: Year, asked: ItemAsked) -> Beside | None:
    order = order_of(year)
    if asked.reference not in order:
        return None
    at = order.index(asked.reference)

    def link(reference: str) -> Link:
        title = year.edition.items[reference].asked[year.category].title
        return Link(f"{reference} {title}", reverse("item", kwargs=_place(year, asked) | {"reference": reference}))

    return Beside(
        f"Item {at + 1} of {len(order)}",
        link(order[at - 1]) if at else None,
        link(order[at + 1]) if at + 1 < len(order) else None,
    )


def _where(year: Year, asked: ItemAsked, held: ItemRecord) -> str:
    total, done = held.progress[:2]
    go = max(total - done, 0)
    ahead = f"{done} of {total} done, {go} to go" if go else f"all {total} done"
    if not asked.is_mandatory:
        ahead = "optional"
    if year.is_easy:
        for topic in year.edition.topics.get(year.category, ()):
            if asked.reference in topic.items:
                return f"{topic.title}. {ahead.capitalize() if go == 0 else ahead}"
    standard = next((one for one in year.edition.standards if one.number == asked.standard), None)
    return f"{asked.standard}. {standard.title if standard else ''}. {ahead[0].upper()}{ahead[1:]}"


def _progress(year: Year, held: ItemRecord) -> Progress:
    total, done, exempt, to_check = held.progress
    missing = max(total - done - to_check, 0)
    return Progress(done, to_check, missing, exempt, f"required {year.vocabulary.items}")


def _errors(
    form: AnswerForm | None, sent: Sent | None, owner_sent: OwnerGiven | None, comment_error: str
) -> ErrorSummary:
    if owner_sent is not None:
        return ErrorSummary((ErrorLine(owner_sent.error, "due-day"),), "The owner is not saved yet.")
    if comment_error:
        return ErrorSummary((ErrorLine(comment_error, SAY),), "What you typed is kept.")
    if form is None or sent is None:
        return ErrorSummary()
    shown = (*form.main, *form.after, form.file, form.link, form.place, form.dated)
    summary = summary_of(shown, others=sent.others, note=KEPT_NOTE)
    if not summary:
        lines = tuple(ErrorLine(text) for text in sent.messages.values())
        return ErrorSummary(lines, KEPT_NOTE if lines else "")
    return summary


def _standing(year: Year, asked: ItemAsked, answer: AnswerRecord) -> Earlier:
    lead, paragraphs = read_out(asked, answer)
    who = f"{answer.saved_by_name}, {instant(answer.saved_at)}"
    if answer.to_check:
        who += f". From {answer.carried_from}, still to be looked at"
    return Earlier("The answer", lead, paragraphs, document_lines(year.scope.code, answer.documents), who)


def _last(year: Year, asked: ItemAsked, answer: AnswerRecord, last: AnswerRecord | None) -> Earlier | None:
    if answer.is_answered and answer.to_check:
        lead, paragraphs = read_out(asked, answer)
        documents = document_lines(year.scope.code, (one for one in answer.documents if not one.is_removed))
        when = day(answer.saved_at.date()) if answer.saved_at else ""
        note_lead, note = _age(year, answer)
        who = f"{answer.saved_by_name}, {when}. The question has not changed."
        return Earlier("Last year you said", lead, paragraphs, documents, who, note_lead, note)
    if last is None or not last.is_answered or answer.is_answered:
        return None
    lead, paragraphs = read_out(asked, last)
    when = day(last.saved_at.date()) if last.saved_at else ""
    return Earlier(
        "Last year, to a different question, you said",
        lead,
        paragraphs,
        document_lines(year.scope.code, (one for one in last.documents if not one.is_removed)),
        f"{last.saved_by_name}, {when}.",
        "The question changed.",
        "So the answer starts empty this year.",
    )


def _age(year: Year, answer: AnswerRecord) -> tuple[str, str]:
    """Let the age of what stands under the answer speak before the button."""
    dated = [one.dated_on for one in answer.documents if one.dated_on]
    if dated and (year.on - max(dated)).days > 365:
        return "Look at the document first.", f"It is dated {day(max(dated))}, so it may be out of date."
    if any(one.is_removed for one in answer.documents):
        return "A document was removed.", "Add it again, or another one."
    if answer.value.on and (year.on - answer.value.on).days > 365:
        return "Look at the date first.", "It is more than a year ago."
    return "", ""


def needs_last_year(year: Year, asked: ItemAsked, answer: AnswerRecord) -> bool:
    """Tell whether last year's answer is to be looked up: not answered yet, and the question is not the same."""
    if answer.is_answered or not year.edition.previous:
        return False
    before = next((one for one in catalogue.editions() if one.key == year.edition.previous), None)
    return not is_unchanged(year.edition, before, asked.reference, year.category, year.category)


def _closed(year: Year, asked: ItemAsked, exempt: Exempt) -> Closed:
    label = year.edition.exemptions[exempt.exemption].label
    lines = [f"Your profile says {label}, so this one is done."]
    if exempt.until:
        lines.append(f"That holds to {day(exempt.until)}. From the day after, you will be asked again.")
    url = reverse("item", kwargs=_place(year, asked)) + "?answer=1" if year.may_answer else ""
    return Closed(f"You need not answer: {exemption_in_words(label, exempt.until)}", tuple(lines), url)


def _notes(
    year: Year, asked: ItemAsked, held: ItemRecord, exempt: Exempt | None, is_closed: bool, *, returned: bool
) -> tuple[str, ...]:
    notes = []
    if returned:
        notes.append("You were signed out before this was saved. Your text is back in the form below. Save it now.")
    if year.profile is None:
        notes.append("The profile was changed and waits to be accepted. Answers can be saved again after that.")
    elif year.on > year.calendar.closes_on:
        notes.append(f"This edition closed on {day(year.calendar.closes_on)}. Its answers can no longer be changed.")
    elif year.on < year.calendar.opens_on:
        notes.append(f"This edition opens on {day(year.calendar.opens_on)}.")
    elif not year.scope.may(Permission.ANSWER):
        notes.append("You can read this. A member or an administrator of your organisation can change it.")
    word = held.confirmation
    if word is not None and word.stands and year.may_answer and not is_closed:
        notes.append(
            f"{asked.assertion} was confirmed by {word.confirmed_by_name}. "
            "If you change this answer, it has to be confirmed again."
        )
    elif word is not None and not word.stands and word.withdrawn_by_change[1]:
        kind, changed = word.withdrawn_by_change
        at = instant(word.withdrawn_at)
        what = f"the document under {changed}" if kind == "document" else changed
        notes.append(f"{word.withdrawn_by_name} changed {what} on {at}, so {asked.assertion} needs confirming again.")
    answer = held.answer
    if answer.is_answered and answer.saved_at:
        amendment = year.edition.amended_since(asked.reference, london_date(answer.saved_at))
        if amendment is not None:
            notes.append(
                f"The guidance changed on {day(amendment.on)}, after this was last saved. {amendment.what} "
                "Read it again, and say whether the answer still holds."
            )
    if exempt is not None and not is_closed and year.may_answer:
        label = year.edition.exemptions[exempt.exemption].label
        notes.append(f"This one is done by {exemption_in_words(label, exempt.until)}. Your answer is kept for later.")
    return tuple(notes)


def _comment(year: Year, held: ItemRecord, typed: str, error: str) -> Field | None:
    """Give the field for a comment. In easy mode, where most work alone, once somebody has said something."""
    is_wanted = held.comments or typed or error or not year.is_easy
    return comment_field(SAY, typed, error, "change") if is_wanted else None


def _draft(year: Year, asked: ItemAsked, held: ItemRecord) -> DraftFound | None:
    if held.draft is None:
        return None
    place = _place(year, asked)
    local = held.draft.kept_at
    when = clock_time(local) if (year.on - local.date()).days < 1 else instant(local)
    return DraftFound(
        f"You have text from {when} that was not saved.",
        reverse("item", kwargs=place) + "?draft=use",
        reverse("item_draft_discard", kwargs=place),
    )


def _facts(year: Year, asked: ItemAsked, held: ItemRecord) -> tuple[Row, ...]:
    answer, group = held.answer, held.looked_after
    owner = _named(year, answer.owner_id, answer.owner_name) or "Nobody yet"
    rows = [
        Row("Code", asked.reference),
        Row("Counts", "Yes, required" if asked.is_mandatory else "No, optional"),
        Row("Owner", owner),
    ]
    if answer.due_on:
        rows.append(Row("Due", day(answer.due_on)))
    if group.owner_id or group.due_on:
        by = f", by {day(group.due_on)}" if group.due_on else ""
        who = _named(year, group.owner_id, group.owner_name) or "Nobody yet"
        rows.append(Row(f"{asked.assertion}, all of it", f"{who}{by}"))
    if asked.help.minutes:
        rows.append(Row("Takes about", lasting(asked.help.minutes)))
    if answer.saved_at:
        when = day(answer.saved_at.date()) if answer.to_check else instant(answer.saved_at)
        history = reverse("item_history", kwargs=_place(year, asked))
        rows.append(Row("Last saved", when, Link("Earlier answers", history, "to this question")))
    else:
        rows.append(Row("Last saved", "Not yet"))
    return tuple(rows)


def _named(year: Year, person: UUID | None, name: str) -> str:
    return "You" if person and person == year.scope.actor.id else name


def _words(edition: Edition, asked: ItemAsked) -> tuple[Meaning, ...]:
    known = (edition.terms.get(key) for key in asked.help.terms)
    return tuple(Meaning(term.key, term.term, term.acronym, term.explanation) for term in known if term is not None)


def _owner(
    year: Year,
    asked: ItemAsked,
    answer: AnswerRecord,
    members: tuple[MemberRecord, ...] | None,
    sent: OwnerGiven | None,
) -> OwnerForm | None:
    if not members or not year.may_answer:
        return None
    action = reverse("item_owner", kwargs=_place(year, asked))
    return owner_form(action, "Who answers this?", members, answer.owner_id, answer.due_on, sent)
