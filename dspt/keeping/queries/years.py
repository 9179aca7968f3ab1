"""Which assessments are kept until when, and which are gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from dspt.assessments.models import Assessment, Deletion
from dspt.calendar.queries import grants_of_all
from dspt.calendar.rules import Grant, extended
from dspt.foundation.clock import london_date
from dspt.organisations.models import Profile
from dspt.publication.models import Publication
from dspt.standard.catalogue import editions

from .. import rules
from ..models import Announcement


@dataclass(frozen=True, slots=True)
class KeptYear:
    """An assessment with the day from which it may be deleted, ``due_on``."""

    id: UUID
    edition: str
    changed_on: date
    published_on: date | None
    closes_on: date | None
    due_on: date
    announced_for: date | None
    announced_on: date | None

    @property
    def title(self) -> str:
        return f"Assessment {self.edition}"

    def is_to_announce(self, *, is_held: bool, today: date) -> bool:
        return rules.is_to_announce(
            self.due_on, announced_for=self.announced_for, is_held=is_held, is_used=False, today=today
        )

    def is_due(self, *, is_held: bool, today: date) -> bool:
        return rules.is_due(
            self.due_on,
            announced_on=self.announced_on,
            announced_for=self.announced_for,
            is_held=is_held,
            is_used=False,
            today=today,
        )


@dataclass(frozen=True, slots=True)
class DeletedYear:
    """An assessment that is gone. ``sha256`` covers the digests of its parts, which the journal names."""

    edition: str
    deleted_at: datetime
    sha256: str


def years_kept(organisation: UUID, *, years: int, only: UUID | None = None) -> tuple[KeptYear, ...]:
    """List an organisation's assessments with the day from which each may be deleted, the soonest first.

    Three statements; one where there is no assessment.
    """
    rows = Assessment.objects.filter(organisation_id=organisation)
    if only is not None:
        rows = rows.filter(pk=only)
    published = Publication.objects.filter(organisation=OuterRef("organisation"), edition=OuterRef("edition"))
    found = list(
        rows.annotate(
            published_at=Subquery(published.order_by("-published_at").values("published_at")[:1]),
            type=Subquery(Profile.objects.filter(organisation=OuterRef("organisation")).values("settled_type")[:1]),
        ).values_list("id", "edition", "changed_at", "published_at", "type", "organisation__code")
    )
    if not found:
        return ()
    told = {row.subject_id: row for row in Announcement.objects.filter(organisation_id=organisation)}
    grants = grants_of_all()
    kept = []
    for id, edition, changed_at, published_at, type, code in found:
        changed_on, published_on = london_date(changed_at), london_date(published_at) if published_at else None
        closes_on, announced = _closes_on(edition, grants.get(edition, ()), type or "", code), told.get(id)
        kept.append(
            KeptYear(
                id=id,
                edition=edition,
                changed_on=changed_on,
                published_on=published_on,
                closes_on=closes_on,
                due_on=rules.first_day_to_delete_year(changed_on, published_on, closes_on, years),
                announced_for=announced.due_on if announced else None,
                announced_on=announced.announced_on if announced else None,
            )
        )
    return tuple(sorted(kept, key=lambda one: (one.due_on, one.edition)))


def deleted_years(organisation: UUID) -> tuple[DeletedYear, ...]:
    """List an organisation's assessments that were deleted, the last deleted first. One statement."""
    rows = Deletion.objects.filter(organisation_id=organisation).order_by("-deleted_at", "-edition")
    return tuple(DeletedYear(*row) for row in rows.values_list("edition", "deleted_at", "sha256"))


def _closes_on(key: str, grants: tuple[Grant, ...], type: str, code: str) -> date | None:
    """Give the day on which an edition closes for a body; None: the catalogue has no such edition."""
    edition = next((one for one in editions() if one.key == key), None)
    if edition is None:
        return None
    kind = edition.types.get(type)
    calendar, _ = extended(edition.calendar, grants, sector=kind.public_sector if kind else "", code=code)
    return calendar.closes_on
