"""An organisation's years: whether one was begun, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dspt.standard.edition import View

from ..models import Assessment
from ..rules.year import Progress


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """One organisation's work in one edition. ``revision`` counts every saved change."""

    id: UUID
    organisation: UUID
    edition: str
    view: View
    category: str
    started_at: datetime
    started_by_name: str
    changed_at: datetime
    revision: int
    progress: Progress


def assessment(organisation: UUID, edition: str) -> AssessmentRecord | None:
    """Find an organisation's assessment of an edition; None: not begun. One statement."""
    return next(iter(_records(organisation=organisation, edition=edition)), None)


def assessments_of(organisation: UUID) -> tuple[AssessmentRecord, ...]:
    """List an organisation's assessments, newest edition first. One statement."""
    return _records(organisation=organisation)


def _records(**which: object) -> tuple[AssessmentRecord, ...]:
    rows = Assessment.objects.filter(**which).order_by("-edition")
    return tuple(record_of(row) for row in rows)


def record_of(row: Assessment) -> AssessmentRecord:
    """Give the frozen record of a row, for doors and higher rooms."""
    return AssessmentRecord(
        id=row.id,
        organisation=row.organisation_id,
        edition=row.edition,
        view=View(row.view),
        category=row.category,
        started_at=row.started_at,
        started_by_name=row.started_by_name,
        changed_at=row.changed_at,
        revision=row.revision,
        progress=Progress(
            required_total=row.required_total,
            required_done=row.required_done,
            required_exempt=row.required_exempt,
            required_to_check=row.required_to_check,
            to_confirm=row.to_confirm,
            confirmed=row.confirmed,
            status_on_offer=row.status_on_offer,
        ),
    )
