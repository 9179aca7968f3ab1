"""How much an organisation has here, for the page from which it is taken out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, Sum

from dspt.assessments.models import Assessment
from dspt.documents.models import Version
from dspt.publication.models import Publication


@dataclass(frozen=True, slots=True)
class Contents:
    """``files`` and ``bytes``: of the versions whose file is still kept."""

    editions: tuple[str, ...]
    documents: int
    files: int
    bytes: int
    publications: int


def contents(organisation: UUID) -> Contents:
    """Count what there is. Three statements."""
    editions = Assessment.objects.filter(organisation_id=organisation).order_by("-edition")
    kept = Q(file_path__gt="")
    of_documents = Version.objects.filter(organisation_id=organisation).aggregate(
        documents=Count("document", distinct=True), files=Count("id", filter=kept), size=Sum("size_bytes", filter=kept)
    )
    return Contents(
        editions=tuple(editions.values_list("edition", flat=True)),
        documents=of_documents["documents"],
        files=of_documents["files"],
        bytes=of_documents["size"] or 0,
        publications=Publication.objects.filter(organisation_id=organisation).count(),
    )
