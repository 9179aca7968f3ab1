"""Which removed documents are kept until when, what holds there are, and where something may be due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from dspt.assessments.models import AnswerDocument, Assessment, JudgementDocument
from dspt.documents.models import Document, Version
from dspt.foundation.clock import london_date
from dspt.publication.queries import frozen_documents, publication_history

from .. import rules
from ..models import Announcement, Hold

AT_MOST = 500
"""So many documents of one organisation are looked at in one go, those removed longest first."""


@dataclass(frozen=True, slots=True)
class HoldRecord:
    """A hold, standing or ended. ``is_national``: the national team placed it, and it alone ends it."""

    id: UUID
    is_national: bool
    reason: str
    placed_at: datetime
    placed_by: str
    ended_at: datetime | None
    ended_by: str
    ended_because: str


@dataclass(frozen=True, slots=True)
class RemovedDocument:
    """A removed document. ``is_used``: an answer or outcome rests on it, of whatever year."""

    id: UUID
    title: str
    removed_on: date
    frozen_on: date | None
    due_on: date
    is_used: bool
    announced_for: date | None
    announced_on: date | None

    def is_to_announce(self, *, is_held: bool, today: date) -> bool:
        return rules.is_to_announce(
            self.due_on, announced_for=self.announced_for, is_held=is_held, is_used=self.is_used, today=today
        )

    def is_due(self, *, is_held: bool, today: date) -> bool:
        return rules.is_due(
            self.due_on,
            announced_on=self.announced_on,
            announced_for=self.announced_for,
            is_held=is_held,
            is_used=self.is_used,
            today=today,
        )


def holds_of(organisation: UUID) -> tuple[HoldRecord, ...]:
    """List an organisation's holds, those that stand first, then the newest. One statement."""
    rows = (
        Hold.objects.filter(organisation_id=organisation)
        .order_by("-placed_at")
        .values_list(
            "id", "is_national", "reason", "placed_at", "placed_by_name", "ended_at", "ended_by_name", "ended_because"
        )
    )
    return tuple(sorted((HoldRecord(*row) for row in rows), key=lambda one: one.ended_at is not None))


@dataclass(frozen=True, slots=True)
class NationalHold:
    """A hold of the national team that stands."""

    code: str
    organisation: str
    reason: str
    placed_at: datetime
    placed_by: str


def national_holds() -> tuple[NationalHold, ...]:
    """List the national team's holds that stand, the longest standing first, 500 at most. One statement."""
    rows = Hold.objects.filter(is_national=True, ended_at__isnull=True).order_by("placed_at", "id")
    named = rows.values_list("organisation__code", "organisation__name", "reason", "placed_at", "placed_by_name")
    return tuple(NationalHold(*row) for row in named[:AT_MOST])


def is_held(organisation: UUID) -> bool:
    """Tell whether a hold stands. One statement."""
    return Hold.objects.filter(organisation_id=organisation, ended_at__isnull=True).exists()


def removed_and_kept(organisation: UUID, *, years: int, only: UUID | None = None) -> tuple[RemovedDocument, ...]:
    """List removed documents with the day from which each may be deleted, the soonest first.

    Two statements; where versions of them were frozen, one more and one for each publication.
    """
    rows = Document.objects.filter(organisation_id=organisation, removed_at__isnull=False)
    if only is not None:
        rows = rows.filter(pk=only)
    found = list(
        rows.annotate(
            answered=Exists(AnswerDocument.objects.filter(document=OuterRef("pk"))),
            judged=Exists(JudgementDocument.objects.filter(document=OuterRef("pk"))),
            was_frozen=Exists(Version.objects.filter(document=OuterRef("pk"), frozen_at__isnull=False)),
        )
        .order_by("removed_at", "id")
        .values_list("id", "title", "removed_at", "answered", "judged", "was_frozen")[:AT_MOST]
    )
    told = {row.subject_id: row for row in Announcement.objects.filter(organisation_id=organisation)[: 2 * AT_MOST]}
    frozen = _frozen_on(organisation, [row[0] for row in found if row[5]])
    kept = []
    for id, title, removed_at, answered, judged, _ in found:
        assert removed_at is not None
        removed_on, announced = london_date(removed_at), told.get(id)
        kept.append(
            RemovedDocument(
                id=id,
                title=title,
                removed_on=removed_on,
                frozen_on=frozen.get(id),
                due_on=rules.first_day_to_delete(removed_on, frozen.get(id), years),
                is_used=answered or judged,
                announced_for=announced.due_on if announced else None,
                announced_on=announced.announced_on if announced else None,
            )
        )
    return tuple(sorted(kept, key=lambda one: (one.due_on, one.title)))


def organisations_to_look_at(before: datetime) -> tuple[tuple[UUID, str], ...]:
    """Find organisations without a hold that have something old: id and code, by code. Two statements.

    Old: documents removed, or assessments last changed, before an instant.
    """
    standing = Hold.objects.filter(organisation=OuterRef("organisation"), ended_at__isnull=True)
    named = "organisation_id", "organisation__code"
    removed = Document.objects.filter(~Exists(standing), removed_at__lt=before).values_list(*named).distinct()
    unchanged = Assessment.objects.filter(~Exists(standing), changed_at__lt=before).values_list(*named).distinct()
    return tuple(sorted({*removed, *unchanged}, key=lambda one: one[1]))


def _frozen_on(organisation: UUID, documents: Iterable[UUID]) -> dict[UUID, date]:
    """Find when each document was last frozen by a publication."""
    wanted = set(documents)
    found: dict[UUID, date] = {}
    if not wanted:
        return found
    for publication in publication_history(organisation):  # the newest first: the first that names it is the last
        if not wanted - set(found):
            break
        frozen = frozen_documents(organisation, publication.id)
        assert frozen is not None
        for one in frozen[1]:
            if one.id in wanted:
                found.setdefault(one.id, london_date(publication.published_at))
    return found
