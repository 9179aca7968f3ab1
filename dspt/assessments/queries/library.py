"""What rests on the documents of an organisation's library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, F, QuerySet, Value

from ..models import AnswerDocument, JudgementDocument


class Use(NamedTuple):
    """One place where a document stands as evidence: an item, or an outcome, of an edition."""

    edition: str
    reference: str
    is_outcome: bool = False


def document_uses(organisation: UUID, documents: Iterable[UUID] | None = None) -> dict[UUID, tuple[Use, ...]]:
    """Say which answers and outcomes rest on the organisation's documents, newest edition first. One statement."""
    which: dict[str, Any] = {"organisation_id": organisation}
    if documents is not None:
        which["document_id__in"] = list(documents)
    answers = AnswerDocument.objects.filter(**which).values_list(
        "document_id", F("answer__assessment__edition"), F("answer__item"), Value(False, BooleanField())
    )
    judgements = JudgementDocument.objects.filter(**which).values_list(
        "document_id", F("judgement__assessment__edition"), F("judgement__outcome"), Value(True, BooleanField())
    )
    found: dict[UUID, list[Use]] = {}
    union: QuerySet[Any, Any] = answers.union(judgements, all=True)
    for document, edition, reference, is_outcome in union:
        found.setdefault(document, []).append(Use(edition, reference, bool(is_outcome)))
    return {document: tuple(sorted(uses, key=_newest_first)) for document, uses in found.items()}


def _newest_first(use: Use) -> tuple[int, str, list[tuple[bool, int, str]]]:
    parts = [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in use.reference.split(".")]
    return -int(use.edition[:4]) if use.edition[:4].isdigit() else 0, use.edition, parts
