"""What stands around an outcome: its owner, its evidence, its changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.urls import reverse

from dspt.assessments.queries import JudgementStand, OutcomeSheet
from dspt.documents.queries import DocumentRecord
from dspt.standard.edition import Edition, Outcome
from dspt.web.kit.fields import Choice, ErrorLine, ErrorSummary, Field
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.toolkit.frame import OrganisationFrame
from dspt.web.toolkit.links import address
from dspt.web.toolkit.picking import picking
from dspt.web.toolkit.words import count, day, instant

from ..forms import IndicatorOwnerForm, NewEvidenceForm, OwnerForm
from ..words import LEVELS
from .guidance import Pair

KINDS = {"file": "File", "link": "Link", "place": "Place"}


@dataclass(frozen=True, slots=True)
class OwnerPage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    usual: str
    lede: str
    fields: tuple[Field, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Attached:
    id: UUID
    title: str
    url: str
    kind: str
    dated: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    caption: str
    attached: tuple[Attached, ...]
    ideas: tuple[Pair, ...]
    may_edit: bool
    find: Field | None
    note: str
    library: Field | None
    """Documents that could be put under the outcome; None where none is found."""
    has_library: bool
    fields: tuple[Field, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    heading: str
    level: str
    ticks: str
    lines: tuple[Pair, ...]
    """What was done another way, reason, policy answers."""
    statement: str
    documents: tuple[str, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class ChangesPage:
    title: str
    frame: OrganisationFrame
    lede: str
    changes: tuple[Change, ...]
    url: str


def owner_page(*, frame: OrganisationFrame, edition: Edition, outcome: Outcome, form: OwnerForm) -> OwnerPage:
    """Put the form for owner and due day together."""
    fields = fields_of(form, owner={"size": "s"}, due_on={"size": "s"})
    usual = f"Usually: {outcome.help.usual_owner}." if outcome.help.usual_owner else ""
    return OwnerPage(
        title=f"Who owns {outcome.reference} {outcome.title}?",
        frame=frame,
        errors=errors_of(form, fields=fields),
        usual=usual,
        lede="The owner is the person to ask. Anybody who may answer can still change the outcome.",
        fields=tuple(fields.values()),
        url=_url("outcome", frame, edition, outcome),
    )


def indicators_page(
    *, frame: OrganisationFrame, edition: Edition, outcome: Outcome, form: IndicatorOwnerForm
) -> OwnerPage:
    """Put the form together that hands an indicator to somebody."""
    fields = fields_of(
        form, indicator={"kind": "select", "size": "s"}, owner={"kind": "select", "size": "s"}, due_on={"size": "s"}
    )
    return OwnerPage(
        title=f"Delegate an indicator of {outcome.reference}",
        frame=frame,
        errors=errors_of(form, fields=fields),
        usual="Choose “No owner” to take it back.",
        lede="Somebody else looks after this one statement. They see it under the outcome, with its date.",
        fields=tuple(fields.values()),
        url=_url("outcome", frame, edition, outcome),
    )


def evidence_page(
    *,
    frame: OrganisationFrame,
    edition: Edition,
    outcome: Outcome,
    sheet: OutcomeSheet,
    library: Iterable[DocumentRecord],
    find: str,
    form: NewEvidenceForm,
    line: str,
    may_edit: bool,
    today: date,
) -> EvidencePage:
    """Put the evidence of an outcome together with what the library still has."""
    under = {one.id for one in sheet.judged.documents}
    left = [one for one in library if one.id not in under]
    pick = picking(left, find)
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
        caption=count(len(under), "document"),
        attached=tuple(
            Attached(
                one.id,
                one.title,
                address("document", frame.code, one.id),
                KINDS[one.kind],
                day(one.dated_on) or "No date",
            )
            for one in sheet.judged.documents
        ),
        ideas=tuple(Pair(idea.what, idea.holder) for idea in outcome.help.evidence),
        may_edit=may_edit and today <= sheet.year.calendar.closes_on,
        find=pick.find,
        note=pick.note if left else "",
        library=chooser if can_pick else None,
        has_library=bool(left),
        fields=tuple(fields[name] for name in ("title", "file", "link", "place", "dated_on")),
        url=_url("outcome", frame, edition, outcome),
    )


def _known_of(one: DocumentRecord) -> str:
    dated = f"dated {day(one.dated_on)}" if one.dated_on else f"added {day(one.added_at.date())}"
    return f"{KINDS[one.kind]}, {dated}"


def changes_page(
    *, frame: OrganisationFrame, edition: Edition, outcome: Outcome, history: tuple[JudgementStand, ...]
) -> ChangesPage:
    """List the versions of a judgement in words, newest first."""
    return ChangesPage(
        title=f"Changes of {outcome.reference} {outcome.title}",
        frame=frame,
        lede=f"{count(len(history), 'version')}, newest first. Every version is kept."
        if history
        else "Nothing was saved yet.",
        changes=tuple(_change(outcome, one, place == 0) for place, one in enumerate(history)),
        url=_url("outcome", frame, edition, outcome),
    )


def _change(outcome: Outcome, stood: JudgementStand, is_now: bool) -> Change:
    judging = stood.judging
    codes = {one.reference: one.code for one in outcome.indicators}
    asked = {one.key: one for one in outcome.policy.fields} if outcome.policy else {}
    lines = [Pair(f"{codes.get(one, one)} done another way", text) for one, text in judging.set_aside.items()]
    if judging.reason:
        lines.append(Pair("Why it differs from the ticks", judging.reason))
    for key, value in judging.policy.items():
        field = asked.get(key)
        lines.append(Pair(field.label if field else key, dict(field.choices).get(value, value) if field else value))
    ticked = [code for reference, code in codes.items() if reference in judging.ticked]
    return Change(
        heading=f"Version {stood.version}: {instant(stood.saved_at)}, {stood.saved_by_name}",
        level=LEVELS[judging.declared] if judging.declared else "No level",
        ticks=", ".join(ticked) or "None",
        lines=tuple(lines),
        statement=judging.statement,
        documents=stood.documents,
        is_now=is_now,
    )


def _url(name: str, frame: OrganisationFrame, edition: Edition, outcome: Outcome) -> str:
    return reverse(name, kwargs={"code": frame.code, "edition": edition.key, "reference": outcome.reference})
