"""The documents under an outcome: what each supports, what is worth a look about it, and adding others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.urls import reverse

from dspt.assessments.queries import Evidence, OutcomeSheet
from dspt.assessments.rules.outcome_view import POLICY_PART
from dspt.documents.queries import DocumentRecord
from dspt.documents.rules import INFECTED
from dspt.documents.rules.reviews import Review, is_old, review_of
from dspt.standard.edition import Edition, Outcome
from dspt.web.kit.components import Mark
from dspt.web.kit.fields import Choice, ErrorLine, ErrorSummary, Field
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.toolkit.assertions.answers import scan_mark
from dspt.web.toolkit.frame import OrganisationFrame
from dspt.web.toolkit.links import address
from dspt.web.toolkit.picking import Picking
from dspt.web.toolkit.words import count, day

from ..forms import NewEvidenceForm
from ..words import LEVELS
from .guidance import Pair

KINDS = {"file": "File", "link": "Link", "place": "Place"}
WHOLE = "The outcome as a whole"


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """One document. ``marks`` and ``notes`` say what is worth a look; ``is_flagged``: somebody has to do something."""

    id: UUID
    title: str
    url: str
    kind: str
    marks: tuple[Mark, ...]
    warning: str
    supports: str
    dated: str
    notes: tuple[str, ...]
    is_flagged: bool
    relate_url: str


@dataclass(frozen=True, slots=True)
class PartShown:
    id: str
    value: str
    code: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PartGroup:
    """What a document may support: the indicators of one level, or the policy question."""

    title: str
    parts: tuple[PartShown, ...]


@dataclass(frozen=True, slots=True)
class EvidencePage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    caption: str
    attached: tuple[EvidenceShown, ...]
    ideas: tuple[Pair, ...]
    may_edit: bool
    find: Field | None
    note: str
    library: Field | None
    """Documents that could be put under the outcome; None where none is found."""
    has_library: bool
    fields: tuple[Field, ...]
    parts_of_picked: tuple[PartGroup, ...]
    parts_of_new: tuple[PartGroup, ...]
    parts_open: bool
    """Some were chosen in what was sent and not accepted."""
    url: str


@dataclass(frozen=True, slots=True)
class SupportsPage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    where: str
    document: str
    groups: tuple[PartGroup, ...]
    seen: tuple[str, ...]
    url: str
    """Of the outcome's evidence."""


def evidence_shown(code: str, edition: str, outcome: Outcome, one: Evidence, on: date) -> EvidenceShown:
    """Put a document under an outcome into words, as it stands on a UK day."""
    scan = scan_mark(one.scan)
    marks = [Mark("Cannot be opened", "bad")] if one.is_altered else [scan] if scan and scan.kind != "ok" else []
    review, notes = review_of(one.review_on, on), []
    if review is Review.PAST:
        notes.append(f"Review was due {day(one.review_on)}")
    elif review is Review.DUE:
        notes.append(f"Review due {day(one.review_on)}")
    if is_old(one.dated_on, on):
        notes.append("Older than a year")
    refused = one.scan == INFECTED
    return EvidenceShown(
        id=one.id,
        title=one.title,
        url=address("document_page", code, one.id),
        kind="" if one.kind == "file" else KINDS[one.kind],
        marks=tuple(marks),
        warning="The virus check found something harmful. Replace it with a clean file." if refused else "",
        supports=supports_in_words(outcome, one.supports),
        dated=day(one.dated_on) or "No date",
        notes=tuple(notes),
        is_flagged=one.is_altered or refused or review is Review.PAST or is_old(one.dated_on, on),
        relate_url=reverse("outcome_supports", args=(code, edition, outcome.reference, one.id)),
    )


def supports_in_words(outcome: Outcome, supports: Collection[str]) -> str:
    """Name the parts of an outcome in its order: ``PA#1, A#1, policy question``; none: the outcome as a whole."""
    words = [one.code for one in outcome.indicators if one.reference in supports]
    if POLICY_PART in supports:
        words.append("policy question" if words else "Policy question")
    return ", ".join(words) or WHOLE


def part_groups(outcome: Outcome, chosen: Collection[str], prefix: str) -> tuple[PartGroup, ...]:
    """Offer what a document may support; ``prefix`` keeps two lists on one page apart."""
    groups = [
        PartGroup(
            LEVELS[level],
            tuple(
                _part(prefix, one.reference, one.code, one.text, chosen)
                for one in outcome.indicators
                if one.level is level
            ),
        )
        for level in outcome.levels
    ]
    if outcome.policy:
        policy = _part(prefix, POLICY_PART, "", outcome.policy.title, chosen)
        groups.append(PartGroup("Policy question", (policy,)))
    return tuple(groups)


def evidence_page(
    *,
    frame: OrganisationFrame,
    edition: Edition,
    outcome: Outcome,
    sheet: OutcomeSheet,
    pick: Picking,
    form: NewEvidenceForm,
    line: str,
    chosen: Collection[str],
    may_edit: bool,
    today: date,
) -> EvidencePage:
    """Put the evidence of an outcome together with what the library still has, of which ``pick`` is shown.

    ``line`` says why something could not be done; ``chosen`` are the parts sent with what was not accepted.
    """
    fields = fields_of(
        form,
        title={"size": "s"},
        file={"size": "s"},
        link={"size": "s"},
        place={"size": "s", "rows": 2},
        dated_on={"size": "s"},
    )
    errors = errors_of(form, fields=fields)
    chooser = Field(
        "document",
        "From the document library",
        "radios",
        choices=tuple(Choice(str(one.id), one.title, hint=_known_of(one)) for one in pick.documents),
        size="s",
    )
    can_pick = bool(pick.documents)
    if line:
        chooser = replace(chooser, error=line) if can_pick else chooser
        errors = ErrorSummary((ErrorLine(line, chooser.target if can_pick else ""),))
    return EvidencePage(
        title=f"Evidence for {outcome.reference} {outcome.title}",
        frame=frame,
        errors=errors,
        caption=count(len(sheet.judged.documents), "document"),
        attached=tuple(evidence_shown(frame.code, edition.key, outcome, one, today) for one in sheet.judged.documents),
        ideas=tuple(Pair(idea.what, idea.holder) for idea in outcome.help.evidence),
        may_edit=may_edit and today <= sheet.year.calendar.closes_on,
        find=pick.find,
        note=pick.note if pick.is_any else "",
        library=chooser if can_pick else None,
        has_library=pick.is_any,
        fields=tuple(fields[name] for name in ("title", "file", "link", "place", "dated_on")),
        parts_of_picked=part_groups(outcome, () if form.is_bound else chosen, "picked"),
        parts_of_new=part_groups(outcome, chosen if form.is_bound else (), "new"),
        parts_open=bool(chosen),
        url=_outcome_url(frame, edition, outcome),
    )


def supports_page(
    *,
    frame: OrganisationFrame,
    edition: Edition,
    outcome: Outcome,
    document: Evidence,
    chosen: Collection[str],
    line: str,
) -> SupportsPage:
    """Ask which parts of an outcome a document supports; ``line`` says why what was sent was not accepted."""
    groups = part_groups(outcome, chosen, "supports")
    first = groups[0].parts[0].id
    return SupportsPage(
        title=f"What does “{document.title}” support?",
        frame=frame,
        errors=ErrorSummary((ErrorLine(line, first),)) if line else ErrorSummary(),
        where=f"{outcome.reference} {outcome.title}",
        document=document.title,
        groups=groups,
        seen=document.supports,
        url=reverse("outcome_evidence", args=(frame.code, edition.key, outcome.reference)),
    )


def _part(prefix: str, value: str, code: str, text: str, chosen: Collection[str]) -> PartShown:
    return PartShown(f"{prefix}-{code.replace('#', '') or value}", value, code, text, value in chosen)


def _known_of(one: DocumentRecord) -> str:
    dated = f"dated {day(one.dated_on)}" if one.dated_on else f"added {day(one.added_at.date())}"
    return f"{KINDS[one.kind]}, {dated}"


def _outcome_url(frame: OrganisationFrame, edition: Edition, outcome: Outcome) -> str:
    return reverse("outcome", kwargs={"code": frame.code, "edition": edition.key, "reference": outcome.reference})
