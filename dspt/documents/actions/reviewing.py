"""Reminding people of documents that are to be looked at again."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice
from dspt.organisations.queries import MemberRecord, people
from dspt.organisations.queries import organisation as organisation_record
from dspt.organisations.rules import Role

from ..models import Document
from ..queries import reviews_owed
from ..rules import letters, reviews


def remind_of_reviews(*, by: Actor, organisation: UUID, address: str, at: datetime) -> int:
    """Owe the reminders of an organisation that are due on this day, each once; give the number of documents.

    A letter goes to a document's owner, or where there is none, or none with access any more, to the administrators;
    of several documents there is one letter to each person. ``address``: of the library. Journalled as one entry with
    the documents it was about. Safe to run again, and by two workers at once.
    """
    on = london_date(at)
    told: list[tuple[str, date, int, UUID | None, UUID]] = []
    with transaction.atomic():
        for document, title, review_on, owner in reviews_owed(organisation, on):
            stage = reviews.stage_of(review_on, on)
            if stage is None:
                continue
            not_yet = Q(reminded_for__isnull=True) | ~Q(reminded_for=F("review_on")) | Q(reminded_days__gt=stage)
            mine = Document.objects.filter(not_yet, pk=document, review_on=review_on, removed_at__isnull=True)
            if mine.update(reminded_for=review_on, reminded_days=stage):
                told.append((title, review_on, stage, owner, document))
        if not told:
            return 0
        body = organisation_record(organisation)
        assert body is not None
        for person, lines in _letters(people(organisation), told).items():
            subject, text = letters.review_letter(person.name, body.name, lines, address)
            owe_notice(
                kind="documents.review", to=person.email, subject=subject, body=text, at=at, organisation=body.code
            )
        record(
            by=by,
            event="documents.review.reminded",
            subject=f"{len(told)} document{'s' if len(told) > 1 else ''}",
            at=at,
            organisation=body.code,
            after={
                "documents": [
                    {"id": str(document), "title": title, "review_on": review_on.isoformat(), "days_before": stage}
                    for title, review_on, stage, _, document in told
                ]
            },
        )
    return len(told)


def _letters(
    members: tuple[MemberRecord, ...], told: list[tuple[str, date, int, UUID | None, UUID]]
) -> dict[MemberRecord, list[tuple[str, str, bool]]]:
    by_person = {one.person: one for one in members}
    administrators = [one for one in members if one.role == Role.ADMINISTRATOR]
    found: defaultdict[MemberRecord, list[tuple[str, str, bool]]] = defaultdict(list)
    for title, review_on, stage, owner, _ in sorted(told, key=lambda one: (one[1], one[0])):
        readers = [by_person[owner]] if owner in by_person else administrators
        for reader in readers:
            found[reader].append((title, f"{review_on.day} {review_on:%B %Y}", stage == reviews.PAST))
    return dict(found)
