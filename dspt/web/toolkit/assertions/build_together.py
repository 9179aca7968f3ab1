"""The page on which every assertion that awaits a person's word is confirmed, with its answers in short."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse

from dspt.assessments.queries import AnswerRecord
from dspt.standard.scoring import AssertionResult, AssertionScore
from dspt.web.kit.components import Link
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import listed

from .build_confirm import back_to_overview, lines_of
from .pages import ConfirmAllPage, ConfirmGroup, ConfirmLine, ReadyAssertion, ShortAnswer
from .seen import carried
from .year import Year

_SHORT = 2_000
"""Characters of an answer that are shown here, about a page; what is longer is read on its own page."""


def together_page(
    year: Year,
    score: AssertionScore,
    answers: Mapping[str, AnswerRecord],
    *,
    again: Collection[str] = (),
    unticked: bool = False,
    said: str = "",
) -> ConfirmAllPage:
    """Put the page together. ``answers``: by item, of every assertion that is ready.

    ``again`` are assertions that changed while the person was reading. ``unticked``: the form came back without any
    tick, so none is put in; ``said`` is what to do about it.
    """
    ready = score.awaiting_word
    unconfirmed = [one for one in score.assertions.values() if one.is_open]
    place = (year.scope.code, year.edition.key)
    groups = tuple(_groups(year, ready, answers, again, unticked=unticked))
    noun = year.vocabulary.group
    these = f"this {noun}" if len(ready) == 1 else f"these {year.vocabulary.groups_counted(len(ready))}"
    return ConfirmAllPage(
        title=f"Confirm {these}" if ready else f"No {noun} to confirm",
        frame=frame(year.scope, year.edition, "assessment"),
        errors=ErrorSummary((ErrorLine(said, f"confirm-{ready[0].assertion}"),)) if said and ready else ErrorSummary(),
        lede=_lede(year, groups, len(ready)),
        notes=_notes(year, unconfirmed, is_any_ready=bool(ready)),
        groups=groups,
        action=reverse("confirm_ready", args=place) if ready and year.may_answer else "",
        button=f"Confirm the ticked {year.vocabulary.groups}",
        empty=_empty(noun, ready=bool(ready), is_all_confirmed=not unconfirmed),
        next=Link("See what you can publish", reverse("publish", args=place)) if not unconfirmed else None,
        back=back_to_overview(year),
    )


def _groups(
    year: Year,
    ready: tuple[AssertionResult, ...],
    answers: Mapping[str, AnswerRecord],
    again: Collection[str],
    *,
    unticked: bool,
) -> Iterator[ConfirmGroup]:
    for standard in year.edition.standards:
        mine = [one for one in ready if one.assertion in standard.assertions]
        if mine:
            rows = tuple(_assertion(year, one, answers, again, unticked=unticked) for one in mine)
            yield ConfirmGroup(f"s{standard.number}", f"{standard.number}. {standard.title}", rows)


def _lede(year: Year, groups: tuple[ConfirmGroup, ...], number: int) -> str:
    """Say what stands on the page, and why some of it is not ticked; empty where nothing stands there."""
    if not number:
        return ""
    words = (
        f"Everything your organisation answered for {'it' if number == 1 else 'them'} stands below. "
        "Untick what you cannot stand by."
    )
    if any(row.is_clipped for group in groups for row in group.assertions):
        one = f"A {year.vocabulary.group} with an answer too long for this page"
        words += f" {one} is not ticked yet: read it, then tick it."
    return words


def _notes(year: Year, unconfirmed: list[AssertionResult], *, is_any_ready: bool) -> tuple[str, ...]:
    notes = []
    waiting = [one.assertion for one in unconfirmed if not one.ready]
    if waiting:
        notes.append(f"Not ready yet, so not on this page: {', '.join(waiting)}. Some of their questions are not done.")
    if is_any_ready and not year.may_answer:
        notes.append("This edition does not take confirmations now.")
    return tuple(notes)


def _empty(noun: str, *, ready: bool, is_all_confirmed: bool) -> str:
    if ready:
        return ""
    return f"Every {noun} is confirmed." if is_all_confirmed else f"No {noun} waits to be confirmed now."


def _assertion(
    year: Year, result: AssertionResult, answers: Mapping[str, AnswerRecord], again: Collection[str], *, unticked: bool
) -> ReadyAssertion:
    lines = lines_of(year, result, answers)
    optional = {one.item.reference for one in result.items if not one.item.is_mandatory}
    silent = [line for line in lines if line.reference in optional and not line.who]
    shown = tuple(_short(year, line) for line in lines if line not in silent)
    is_clipped = any(one.is_clipped for one in shown)
    changed = result.assertion in again
    note = "Changed while you were reading. Read it again." if changed else ""
    if is_clipped and not changed:
        long = [one.reference for one in shown if one.is_clipped]
        verb = "is" if len(long) == 1 else "are"
        note = f"Not ticked yet: {listed(long)} {verb} too long for this page. Read all of it, then tick."
    return ReadyAssertion(
        result.assertion,
        year.edition.assertions[result.assertion].statement,
        f"{result.assertion}={carried(result, answers)}",
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


def _short(year: Year, line: ConfirmLine) -> ShortAnswer:
    text = " ".join(line.paragraphs)
    is_clipped = len(text) > _SHORT
    if is_clipped:
        text = text[:_SHORT].rsplit(" ", 1)[0] + " …"
    title = year.asked(line.reference).title
    return ShortAnswer(line.reference, title, line.url, line.answer, text, line.documents, line.who, is_clipped)
