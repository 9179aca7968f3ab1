"""Deleting a document for good, once its time is over. ``keeping`` decides when, and journals it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from .. import gateways
from ..models import Document, Space, Version
from .adding import DocumentGone


def erase_document(*, organisation: UUID, document: UUID) -> tuple[str, ...]:
    """Delete a removed document's rows with all versions, and give the paths of its files.

    Inside the transaction of the caller, whose journal entry covers it; the files go afterwards, by ``erase_files``.
    Refuses with DocumentGone what is not there or not removed. An answer that rests on it makes the database refuse.
    """
    found = Document.objects.select_for_update(of=("self",)).filter(
        organisation_id=organisation, pk=document, removed_at__isnull=False
    )
    if found.first() is None:
        raise DocumentGone
    kept = Version.objects.filter(document=document, file_path__gt="").values_list("file_path", "size_bytes")
    files = list(kept)
    Document.objects.filter(pk=document).update(current=None)
    Version.objects.filter(document=document).delete()
    Document.objects.filter(pk=document).delete()
    freed = sum(size for _, size in files)
    if freed:
        Space.objects.filter(organisation_id=organisation, used_bytes__gte=freed).update(
            used_bytes=F("used_bytes") - freed
        )
    return tuple(path for path, _ in files)


def erase_files(paths: Iterable[str]) -> None:
    """Delete files whose rows are gone. Refuses with StoreAway; what is left then, the nightly sweep deletes."""
    for path in paths:
        gateways.discard(path)
