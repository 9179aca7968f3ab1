"""Announcing what will be deleted: one letter for all of it, thirty days before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.journal.actions import record
from dspt.notices.actions import owe_notices
from dspt.organisations.models import Organisation
from dspt.organisations.queries import administrators

from ..models import Announcement
from ..queries import KeptYear, RemovedDocument, is_held, removed_and_kept, years_kept
from ..rules import ANNOUNCED_BEFORE, letters


def announce_deletions(*, by: Actor, organisation: UUID, years: int, address: str, at: datetime) -> int:
    """Tell administrators which assessments and removed documents will be deleted in 30 days or later; give how many.

    One letter and one entry for all of them; each is announced once for its day. ``address``: of the page on what is
    kept. Under a hold nothing is announced.
    """
    today = london_date(at)
    with transaction.atomic():
        body = Organisation.objects.select_for_update().get(pk=organisation)
        if is_held(organisation):
            return 0
        old = [one for one in years_kept(organisation, years=years) if one.is_to_announce(is_held=False, today=today)]
        removed = [
            one for one in removed_and_kept(organisation, years=years) if one.is_to_announce(is_held=False, today=today)
        ]
        due: list[KeptYear | RemovedDocument] = [*old, *removed]
        if not due:
            return 0
        soonest = max(min(one.due_on for one in due), today + ANNOUNCED_BEFORE)
        Announcement.objects.filter(subject_id__in=[one.id for one in due]).delete()
        Announcement.objects.bulk_create(
            Announcement(subject_id=one.id, organisation=body, due_on=one.due_on, announced_on=today) for one in due
        )
        subject, text = letters.deletion_letter(
            organisation=body.name,
            assessments=[one.edition for one in old],
            documents=[one.title for one in removed],
            on=soonest,
            years=years,
            address=address,
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
            subject=letters.counted([one.edition for one in old], len(removed)),
            at=at,
            organisation=body.code,
            after={"assessments": [_told(one) for one in old], "documents": [_told(one) for one in removed]},
        )
    return len(due)


def _told(one: KeptYear | RemovedDocument) -> dict[str, str]:
    return {"id": str(one.id), "title": one.title, "due_on": one.due_on.isoformat()}
