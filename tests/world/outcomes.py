"""A trust's year in the outcome view, made row by row for tests that need no accounts or pages."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from dspt.assessments.models import Assessment, Judgement
from dspt.documents.models import Document
from dspt.organisations.models import Organisation, Profile

from .documents import a_place

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
EDITION = "2024-25"


def a_trust(code: str = "RZN01", *, critical: bool = False) -> Organisation:
    """Register an NHS trust whose profile is accepted: category 1."""
    trust = Organisation.objects.create(
        code=code, name="Northmoor Hospitals NHS Trust", registered_at=AT, is_critical_infrastructure=critical
    )
    Profile.objects.create(
        organisation=trust,
        version=1,
        edition=EDITION,
        type="nhs_trust",
        settled_type="nhs_trust",
        category="1",
        accepted_at=AT,
        changed_at=AT,
    )
    return trust


def a_year(trust: Organisation, edition: str = EDITION) -> Assessment:
    """Start the trust's assessment of an edition."""
    return Assessment.objects.create(
        organisation=trust,
        edition=edition,
        view="outcome",
        category="1",
        started_at=AT,
        started_by_name="Ruth Cole",
        changed_at=AT,
        required_total=47,
    )


def a_judgement(year: Assessment, outcome: str, declared: str = "", **fields: object) -> Judgement:
    """Put a judgement into the year as if it had been saved once."""
    return Judgement.objects.create(
        organisation_id=year.organisation_id,
        assessment=year,
        outcome=outcome,
        declared=declared,
        saved_at=AT,
        saved_by_name="Tom Okafor",
        **fields,
    )


def a_document(organisation: UUID, title: str = "Access list review") -> Document:
    """Keep a document as the place where it lies."""
    return a_place(organisation, title, "Safe in the SIRO's office", at=AT)
