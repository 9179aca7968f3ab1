"""What stands around an outcome: its owner, who holds its indicators, its changes."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from dspt.assessments.queries import EvidenceStand, JudgementStand
from dspt.standard.edition import Edition, Outcome
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.toolkit.frame import OrganisationFrame
from dspt.web.toolkit.words import count, instant

from ..forms import IndicatorOwnerForm, OwnerForm
from ..words import LEVELS
from .evidence import supports_in_words
from .guidance import Pair


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
        documents=tuple(_stood(outcome, one) for one in stood.evidence),
        is_now=is_now,
    )


def _stood(outcome: Outcome, one: EvidenceStand) -> str:
    return f"{one.title} ({supports_in_words(outcome, one.supports)})" if one.supports else one.title


def _url(name: str, frame: OrganisationFrame, edition: Edition, outcome: Outcome) -> str:
    return reverse(name, kwargs={"code": frame.code, "edition": edition.key, "reference": outcome.reference})
