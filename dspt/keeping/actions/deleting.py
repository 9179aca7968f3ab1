"""Deleting assessments and removed documents once their time is over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.assessments.actions import AssessmentGone, erase_assessment, hold_assessment
from dspt.documents.actions import StoreAway, erase_document, erase_files
from dspt.documents.models import Version
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.journal.actions import record
from dspt.organisations.models import Organisation

from ..models import Announcement
from ..queries import RemovedDocument, is_held, removed_and_kept, year_entries, year_rows, years_kept
from ..rules import weighed

MOST_AT_ONCE = 200
"""So many documents of one organisation are deleted in one night."""


def delete_due_assessments(*, by: Actor, organisation: UUID, years: int, at: datetime) -> int:
    """Delete the assessments of an organisation whose time is over, and give how many.

    Each in a transaction and an entry of its own, with counts of the rows, and size and SHA-256 of every file that an
    archive taken out then would hold of it; whether it is due, and no hold stands, is asked again inside. What was
    published stays, in the ledger and on the register; so do its documents, for their own time.
    """
    today = london_date(at)
    due = [one.id for one in years_kept(organisation, years=years) if one.is_due(is_held=False, today=today)]
    return sum(_delete_year(by, organisation, each, years, at) for each in due)


def delete_due_documents(*, by: Actor, organisation: UUID, years: int, at: datetime) -> int:
    """Delete the removed documents of an organisation whose time is over, 200 at most; give how many.

    Each in a transaction and an entry of its own, with title, versions and digests; whether it is due, and no hold
    stands, is asked again inside. Files go after their rows: should that break off, the nightly sweep takes them.
    """
    today = london_date(at)
    listed = removed_and_kept(organisation, years=years)
    due = [one.id for one in listed if one.is_due(is_held=False, today=today)][:MOST_AT_ONCE]
    return sum(_delete(by, organisation, each, years, at) for each in due)


def _delete_year(by: Actor, organisation: UUID, assessment: UUID, years: int, at: datetime) -> bool:
    with transaction.atomic():
        body = Organisation.objects.select_for_update().get(pk=organisation)
        try:
            hold_assessment(organisation=organisation, assessment=assessment)
        except AssessmentGone:
            return False  # another worker was faster
        [kept] = years_kept(organisation, years=years, only=assessment)
        if not kept.is_due(is_held=is_held(organisation), today=london_date(at)):
            return False
        [year] = year_rows(organisation, only=assessment)
        parts, sha256 = weighed(year_entries(year))
        counts = erase_assessment(organisation=organisation, assessment=assessment, sha256=sha256, at=at)
        Announcement.objects.filter(subject_id=assessment).delete()
        record(
            by=by,
            event="keeping.assessment.deleted",
            subject=f"assessment {kept.edition}",
            at=at,
            organisation=body.code,
            before={
                "edition": kept.edition,
                "changed_on": kept.changed_on.isoformat(),
                "published_on": kept.published_on.isoformat() if kept.published_on else "",
                "sha256": sha256,
                "counts": counts,
                "parts": [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in parts],
            },
        )
    return True


def _delete(by: Actor, organisation: UUID, document: UUID, years: int, at: datetime) -> bool:
    with transaction.atomic():
        body = Organisation.objects.select_for_update().get(pk=organisation)
        held = is_held(organisation)
        found = removed_and_kept(organisation, years=years, only=document)
        if not found or not found[0].is_due(is_held=held, today=london_date(at)):
            return False
        _record(by, body.code, found[0], at)
        paths = erase_document(organisation=organisation, document=document)
        Announcement.objects.filter(subject_id=document).delete()
    try:
        erase_files(paths)
    except StoreAway:
        return True  # the sweep deletes what no version refers to
    return True


def _record(by: Actor, code: str, one: RemovedDocument, at: datetime) -> None:
    versions = Version.objects.filter(document=one.id).order_by("number").values_list("number", "kind", "sha256")
    record(
        by=by,
        event="keeping.document.deleted",
        subject=f"document {one.id}",
        at=at,
        organisation=code,
        before={
            "title": one.title,
            "removed_on": one.removed_on.isoformat(),
            "versions": [{"number": number, "kind": kind, "sha256": sha256} for number, kind, sha256 in versions],
        },
    )
