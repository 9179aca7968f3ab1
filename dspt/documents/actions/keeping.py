"""What becomes of a document: its name, owner and review date, removing it and putting it back, freezing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.organisations.queries import people

from .. import rules
from ..models import Document, Version
from .adding import DocumentChanged, DocumentGone


class OwnerNotMember(Refusal):
    """The owner is none of the organisation's people."""

    code = "owner_not_member"


def describe_document(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    document: UUID,
    seen_version: int,
    title: str,
    owner: UUID | None,
    review_on: date | None,
    dated_on: date | None,
    at: datetime,
) -> None:
    """Say what a document is called, whose it is, when it is to be looked at again, and what date its version bears.

    Refuses with DocumentGone, DocumentRefused (``title_missing``, ``title_too_long``), OwnerNotMember, and with
    DocumentChanged where another version stands than the one the date was typed for.
    """
    with transaction.atomic():
        row = (
            Document.objects.select_for_update(of=("self",), no_key=True)
            .select_related("current")
            .filter(organisation_id=organisation, id=document, removed_at__isnull=True)
            .first()
        )
        if row is None or row.current is None:
            raise DocumentGone
        if row.current.number != seen_version:
            raise DocumentChanged(version=row.current.number, by=row.current.added_by_name)
        named = rules.checked_title(title, "")
        if not named:
            raise rules.DocumentRefused("title_missing")
        owner_name = row.owner_name if owner == row.owner_id else _member(organisation, owner)
        before = _told(row.title, row.owner_name, row.review_on, row.current.dated_on)
        after = _told(named, owner_name, review_on, dated_on)
        if after == before and owner == row.owner_id:
            return
        current = row.current
        Document.objects.filter(pk=row.pk).update(
            title=named,
            search_key=rules.search_key(
                named, owner_name if owner else "", current.file_name, current.url, current.place
            ),
            owner_id=owner,
            owner_name=owner_name,
            review_on=review_on,
        )
        if dated_on != current.dated_on:
            Version.objects.filter(pk=current.pk).update(dated_on=dated_on)
        record(
            by=by,
            event="documents.document.described",
            subject=f"document {row.id}",
            at=at,
            organisation=code,
            before=before,
            after=after,
        )


def remove_document(*, by: Actor, organisation: UUID, code: str, document: UUID, at: datetime) -> str:
    """Take a document out of the library, and give its title; it can be put back.

    Does not know what rests on it: doors call ``assessments.actions.remove_unused_document``, which asks first.
    Refuses with DocumentGone.
    """
    with transaction.atomic():
        living = Document.objects.filter(organisation_id=organisation, id=document, removed_at__isnull=True)
        found = living.values_list("title", "owner_name", "current__number", "current__sha256").first()
        if found is None or not living.update(removed_at=at, removed_by_name=by.name):
            raise DocumentGone
        title, owner, version, sha256 = found
        record(
            by=by,
            event="documents.document.removed",
            subject=f"document {document}",
            at=at,
            organisation=code,
            before={"title": title, "owner": owner, "version": version, "sha256": sha256},
        )
    return str(title)


def put_back_document(*, by: Actor, organisation: UUID, code: str, document: UUID, at: datetime) -> str:
    """Take a removed document into the library again, and give its title.

    Refuses with DocumentGone what is not removed, not there, or has had its file discarded.
    """
    with transaction.atomic():
        removed = Document.objects.filter(organisation_id=organisation, id=document, removed_at__isnull=False)
        found = removed.filter(current__discarded_at__isnull=True).values_list("title", "current__sha256").first()
        if found is None or not removed.update(removed_at=None, removed_by_name=""):
            raise DocumentGone
        title, sha256 = found
        record(
            by=by,
            event="documents.document.put_back",
            subject=f"document {document}",
            at=at,
            organisation=code,
            after={"title": title, "sha256": sha256},
        )
    return str(title)


def keep_frozen(*, organisation: UUID, versions: Iterable[tuple[UUID, int]], at: datetime) -> None:
    """Mark versions (document and number) as frozen: their files stay as long as the publication that froze them.

    Inside the transaction of the publication, whose journal entry covers it. One statement, or none.
    """
    numbered: defaultdict[int, list[UUID]] = defaultdict(list)
    for document, number in versions:
        numbered[number].append(document)
    if not numbered:
        return
    which = Q()
    for number, documents in numbered.items():
        which |= Q(number=number, document_id__in=documents)
    Version.objects.filter(which, organisation_id=organisation, frozen_at__isnull=True).update(frozen_at=at)


def _member(organisation: UUID, owner: UUID | None) -> str:
    if owner is None:
        return ""
    for one in people(organisation):
        if one.person == owner:
            return one.name
    raise OwnerNotMember


def _told(title: str, owner: str, review_on: date | None, dated_on: date | None) -> dict[str, str]:
    return {"title": title, "owner": owner, "review_on": _day(review_on), "dated_on": _day(dated_on)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
