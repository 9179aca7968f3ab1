"""One outcome: ticks, level, policy question, statement, evidence; beside it who, until when, and the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from dspt.assessments.actions import Problem
from dspt.assessments.queries import Judged, JudgementStand, OutcomeSheet
from dspt.standard.edition import Edition, Outcome
from dspt.standard.outcome_levels import supported_level
from dspt.web.kit.components import Comment, LevelMeter, Link, Row
from dspt.web.kit.fields import Choice, ErrorLine, ErrorSummary, Field
from dspt.web.toolkit.asking import SAY, comment_field, thread_of
from dspt.web.toolkit.frame import OrganisationFrame
from dspt.web.toolkit.words import day, instant, listed

from ..forms import ASIDE, Typed
from ..words import STANDING, level
from .evidence import EvidenceShown, evidence_shown
from .filters import amended_since
from .guidance import Guidance, guidance
from .outcome_form import (
    LevelColumn,
    PolicyShown,
    columns_shown,
    fields_shown,
    holder_in_words,
    messages_by_field,
    policy_shown,
    why_supported,
)

EVIDENCE_WAYS = (
    Choice("have", "Add from the document library"),
    Choice("file", "Upload"),
    Choice("link", "Link or place"),
    Choice("under", "Change or remove"),
)
"""Parts of the page of the evidence, by their ids."""
FORM = "judgement"
"""The id of the outcome's form, which a comment is sent with so that nothing typed there is lost."""
KEPT = "Nothing you typed is lost. It is not saved yet."


@dataclass(frozen=True, slots=True)
class OutcomePage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    where: str
    statement_of_outcome: str
    stands: str
    position: str
    meter: LevelMeter
    lacks: tuple[str, ...]
    may_edit: bool
    read_only_because: str
    left_over: str
    """What the form holds that was never saved, and since when; empty: it holds what is saved."""
    seen: int
    columns: tuple[LevelColumn, ...]
    supports: str
    why_supports: str
    declared: Field
    reason: Field
    policy: PolicyShown | None
    statement: Field
    evidence_step: int
    evidence: tuple[EvidenceShown, ...]
    evidence_ways: tuple[Choice, ...]
    """Where the buttons beneath lead, what was typed being kept."""
    aside: tuple[Row, ...]
    comments: tuple[Comment, ...]
    comment: Field | None
    """Where a comment is typed; None: nothing can be said here now."""
    comment_url: str
    delegated: tuple[str, ...]
    delegate: Link | None
    guidance: Guidance
    amended: str
    """What was changed in it after the outcome was last saved."""
    url: str
    draft_url: str
    overview_url: str
    next_label: str
    wide: bool = True


def outcome_page(
    *,
    frame: OrganisationFrame,
    edition: Edition,
    sheet: OutcomeSheet,
    typed: Typed,
    may_edit: bool,
    today: date,
    problems: tuple[Problem, ...] = (),
    was_closed: bool = False,
    left_over: str = "",
    interim: tuple[datetime, JudgementStand | None] | None = None,
    comment: str = "",
    comment_error: str = "",
) -> OutcomePage:
    """Put the page together; the form holds ``typed``, everything else what is saved."""
    outcome = edition.outcomes[sheet.judged.outcome]
    where = {"code": frame.code, "edition": edition.key, "reference": outcome.reference}
    by_field = messages_by_field(problems, outcome)
    closed = today > sheet.year.calendar.closes_on
    supported = supported_level(outcome, typed.ticks, typed.set_aside)
    principle = edition.principles[outcome.principle]
    objective = next(one for one in edition.objectives if one.reference == outcome.objective)
    saved = sheet.judged
    shown = fields_shown(outcome, typed, by_field)
    columns = columns_shown(outcome, typed, supported, by_field, sheet.held, saved.documents)
    policy = policy_shown(edition, outcome, typed, by_field)
    return OutcomePage(
        title=f"{outcome.reference} {outcome.title}",
        frame=frame,
        errors=_summary(by_field, columns, shown, policy, was_closed, comment_error),
        where=f"{objective.reference}. {objective.title}. {principle.reference} {principle.title}",
        statement_of_outcome=outcome.statement,
        stands=f"Declared: {level(saved.declared) if saved.declared else 'no level yet'}. "
        f"Expected: {level(sheet.result.expected)}.",
        position=STANDING[sheet.result.standing],
        meter=LevelMeter(
            saved.declared.value if saved.declared else "", sheet.result.expected.value, outcome.has_partial
        ),
        lacks=_lacks(sheet, outcome),
        may_edit=may_edit and not closed,
        read_only_because=_read_only(closed, may_edit, sheet),
        left_over=left_over,
        seen=typed.seen,
        columns=columns,
        supports=f"Your ticks support: {level(supported)}." if supported else "Your ticks support nothing yet.",
        why_supports=why_supported(outcome, typed, supported),
        declared=shown["declared"],
        reason=shown["reason"],
        policy=policy,
        statement=shown["statement"],
        evidence_step=5 if outcome.policy else 4,
        evidence=tuple(evidence_shown(frame.code, edition.key, outcome, one, today) for one in saved.documents),
        evidence_ways=EVIDENCE_WAYS if saved.documents else EVIDENCE_WAYS[:-1],
        aside=_aside(edition, outcome, sheet, where, interim, may_edit and not closed),
        comments=thread_of(sheet.comments),
        comment=comment_field(SAY, comment, comment_error, FORM) if (may_edit and not closed) or comment else None,
        comment_url=reverse("outcome_comment", kwargs=where),
        delegated=_delegated(outcome, sheet),
        delegate=Link("Delegate an indicator", reverse("outcome_indicators", kwargs=where))
        if may_edit and not closed
        else None,
        guidance=guidance(edition, outcome),
        amended=_amended(edition, saved),
        url=reverse("outcome", kwargs=where),
        draft_url=reverse("outcome_draft", kwargs=where),
        overview_url=reverse("outcomes", kwargs={"code": frame.code, "edition": edition.key}),
        next_label="Save and next outcome" if next_reference(edition, outcome.reference) else "Save and finish",
    )


def next_reference(edition: Edition, reference: str) -> str:
    """Name the outcome after this one in the order of the framework; empty after the last."""
    order = tuple(edition.outcomes)
    place = order.index(reference) + 1
    return order[place] if place < len(order) else ""


def _summary(
    words: Mapping[str, str],
    columns: tuple[LevelColumn, ...],
    shown: Mapping[str, Field],
    policy: PolicyShown | None,
    was_closed: bool,
    comment_error: str,
) -> ErrorSummary:
    targets = {name: made.target for name, made in shown.items()}
    for column in columns:
        targets |= {f"{ASIDE}{one.value}": one.aside.key if one.aside else one.id for one in column.indicators}
    for made in policy.fields if policy else ():
        targets[made.name] = made.target
        targets |= {inner.name: inner.target for choice in made.choices for inner in choice.reveals}
    lines = [ErrorLine(text, targets.get(at, "")) for at, text in words.items()]
    if was_closed:
        lines.append(ErrorLine("The edition closed before this could be saved. Copy what you need from the form"))
    if comment_error:
        lines.append(ErrorLine(comment_error, SAY))
    unsaved = bool(words) or was_closed
    return ErrorSummary(tuple(lines), KEPT if unsaved else "Nothing you typed is lost." if lines else "")


def _delegated(outcome: Outcome, sheet: OutcomeSheet) -> tuple[str, ...]:
    """Say which indicators somebody else holds, in their order."""
    held = ((one.code, holder_in_words(sheet.held.get(one.reference))) for one in outcome.indicators)
    return tuple(f"{code} to {words}" for code, words in held if words)


def _lacks(sheet: OutcomeSheet, outcome: Outcome) -> tuple[str, ...]:
    """Say what stands between this outcome and being counted as met, its level aside."""
    labels = {one.key: one.label for one in outcome.policy.fields} if outcome.policy else {}
    words = {
        "reason_missing": "The level differs from the ticks and the reason is missing.",
        "statement_missing": "The supporting statement is missing. The interim does without it, publishing does not.",
        "policy_bars": "The answer to the policy question stands in the way of Standards Met.",
    }
    if sheet.judged.version == 0:
        return ()
    open_fields = [labels[one.detail] for one in sheet.result.reasons if one.code == "policy_missing"]
    lacks = [words[one.code] for one in sheet.result.reasons if one.code in words]
    if open_fields:
        lacks.append(f"The policy question is not answered yet: {listed([f'“{one}”' for one in open_fields])}.")
    return tuple(lacks)


def _amended(edition: Edition, saved: Judged) -> str:
    found = amended_since(edition, saved)
    return f"Guidance changed on {day(found.on)}, after this was last saved. {found.what}" if found else ""


def _read_only(closed: bool, may_edit: bool, sheet: OutcomeSheet) -> str:
    if closed:
        return f"This edition closed on {day(sheet.year.calendar.closes_on)}, so nothing can be changed."
    if not may_edit:
        return "You can read this outcome. An administrator or a member of your organisation can change it."
    return ""


def _aside(
    edition: Edition,
    outcome: Outcome,
    sheet: OutcomeSheet,
    where: dict[str, str],
    interim: tuple[datetime, JudgementStand | None] | None,
    may_edit: bool,
) -> tuple[Row, ...]:
    judged = sheet.judged
    owner = Link("Change", reverse("outcome_owner", kwargs=where), "owner and due date") if may_edit else None
    rows = [
        Row("Owner", judged.owner_name or "No owner", owner),
        Row("Due", day(judged.due_on) or "No date"),
        Row("Audit", "Mandated this year" if outcome.in_audit else "Not mandated this year"),
    ]
    if interim is not None:
        at, stand = interim
        rows.append(
            Row("Interim", f"{level(stand.judging.declared if stand else None).capitalize()}, {day(at.date())}")
        )
    mine = edition.categories[sheet.year.profile.category]
    for other in edition.categories.values():
        if other.profile and other.profile != mine.profile:
            rows.append(Row(other.label, f"Would expect {level(outcome.expected[other.profile])}"))
    saved = f"{instant(judged.saved_at)}, {judged.saved_by_name}" if judged.saved_at else "Not yet"
    changes = Link("All changes", reverse("outcome_changes", kwargs=where), "of this outcome")
    rows.append(Row("Saved", saved, changes if judged.version else None))
    return tuple(rows)
