"""Announcing that removed documents will be deleted, and deleting them once their time is over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.documents.actions import StoreAway, erase_document, erase_files
from dspt.documents.models import Version
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.journal.actions import record
from dspt.notices.actions import owe_notices
from dspt.organisations.models import Organisation
from dspt.organisations.queries import administrators

from ..models import Announcement
from ..queries import RemovedDocument, is_held, removed_and_kept
from ..rules import ANNOUNCED_BEFORE, letters

MOST_AT_ONCE = 200
"""So many documents of one organisation are deleted in one night."""


def announce_deletions(*, by: Actor, organisation: UUID, years: int, address: str, at: datetime) -> int:
    """Tell administrators which removed documents will be deleted in 30 days or later; give how many.

    One letter and one entry for all of them; each is announced once for its day. ``address``: of the page on what is
    kept. Under a hold nothing is announced.
    """
    today = london_date(at)
    with transaction.atomic():
        body = Organisation.objects.select_for_update().get(pk=organisation)
        if is_held(organisation):
            return 0
        due = [
            one for one in removed_and_kept(organisation, years=years) if one.is_to_announce(is_held=False, today=today)
        ]
        if not due:
            return 0
        soonest = max(min(one.due_on for one in due), today + ANNOUNCED_BEFORE)
        Announcement.objects.filter(document_id__in=[one.id for one in due]).delete()
        Announcement.objects.bulk_create(
            Announcement(document_id=one.id, organisation=body, due_on=one.due_on, announced_on=today) for one in due
        )
        subject, text = letters.deletion_letter(
            organisation=body.name, titles=[one.title for one in due], on=soonest, years=years, address=address
        )
        owe_notices(
            kind="keeping.deletion",
            to=[one.email for one in administrators(body.code)],
            subject=subject,
            body=text,
            at=at,
            organisation=body.code,
        )
        record(
            by=by,
            event="keeping.deletion.announced",
            subject=f"{len(due)} removed document{'s' if len(due) > 1 else ''}",
            at=at,
            organisation=body.code,
            after={
                "documents": [{"id": str(one.id), "title": one.title, "due_on": one.due_on.isoformat()} for one in due]
            },
        )
    return len(due)


def delete_due_documents(*, by: Actor, organisation: UUID, years: int, at: datetime) -> int:
    """Delete the removed documents of an organisation whose time is over, 200 at most; give how many.

    Each in a transaction and an entry of its own, with title, versions and digests; whether it is due, and no hold
    stands, is asked again inside. Files go after their rows: should that break off, the nightly sweep takes them.
    """
    today = london_date(at)
    listed = removed_and_kept(organisation, years=years)
    due = [one.id for one in listed if one.is_due(is_held=False, today=today)][:MOST_AT_ONCE]
    return sum(_delete(by, organisation, each, years, at) for each in due)


def _delete(by: Actor, organisation: UUID, document: UUID, years: int, at: datetime) -> bool:
    with transaction.atomic():
        body = Organisation.objects.select_for_update().get(pk=organisation)
        held = is_held(organisation)
        found = removed_and_kept(organisation, years=years, only=document)
        if not found or not found[0].is_due(is_held=held, today=london_date(at)):
            return False
        _record(by, body.code, found[0], at)
        paths = erase_document(organisation=organisation, document=document)
        Announcement.objects.filter(document_id=document).delete()
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
