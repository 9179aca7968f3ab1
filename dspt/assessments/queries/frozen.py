"""Everything of an assessment, as a publication freezes and scores it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from dspt.documents.models import Document
from dspt.documents.rules import INFECTED
from dspt.standard.edition import View
from dspt.standard.facts import AnswerFact

from ..models import Answer, AnswerDocument, Assessment, Confirmation
from ..rules.frozen import FrozenState, KeptAnswer, KeptConfirmation, KeptDocument, KeptJudgement
from .outcome_view import judgements_of


def whole_assessment(organisation: UUID, edition: str, *, hold: bool = False) -> FrozenState | None:
    """Read an organisation's assessment whole; None: not begun. Assertion view: four statements; outcome view: three.

    ``hold`` takes the assessment for the caller's transaction first, so that no save comes between the reads.
    """
    rows = Assessment.objects.select_for_update() if hold else Assessment.objects.all()
    row = rows.filter(organisation_id=organisation, edition=edition).first()
    if row is None:
        return None
    by_assertion = row.view == View.ASSERTION
    return FrozenState(
        edition=row.edition,
        view=row.view,
        category=row.category,
        revision=row.revision,
        answers=_answers(row.id) if by_assertion else {},
        confirmations=_confirmations(row.id) if by_assertion else {},
        judgements={} if by_assertion else _judgements(row.id),
    )


def _answers(assessment: UUID) -> dict[str, KeptAnswer]:
    documents = _documents(
        (link.answer_id, link.document)
        for link in AnswerDocument.objects.filter(
            answer__assessment_id=assessment, document__removed_at__isnull=True
        ).select_related("document__current")
    )
    return {
        row.item: KeptAnswer(
            fact=AnswerFact(
                item=row.item,
                yes_no=row.yes_no,
                text=row.text,
                on=row.on,
                number=row.number,
                documents=len(documents[row.id]),
                comment=row.comment,
                not_applicable=row.not_applicable,
                to_check=row.to_check,
                infected=sum(one.scan == INFECTED for one in documents[row.id]),
            ),
            documents=tuple(documents[row.id]),
            saved_at=row.saved_at,
            saved_by=row.saved_by_name,
            carried_from=row.carried_from,
            owner=row.owner_name,
        )
        for row in Answer.objects.filter(assessment_id=assessment, is_answered=True).order_by("item")
    }


def _confirmations(assessment: UUID) -> dict[str, KeptConfirmation]:
    return {
        row.assertion: KeptConfirmation(row.assertion, row.confirmed_at, row.confirmed_by_name)
        for row in Confirmation.objects.filter(assessment_id=assessment, withdrawn_at__isnull=True)
    }


def _judgements(assessment: UUID) -> dict[str, KeptJudgement]:
    return {
        outcome: KeptJudgement(
            fact=stands.fact,
            alternatives=stands.judging.set_aside,
            documents=tuple(
                KeptDocument(
                    str(one.id), one.kind, one.title, "", one.digest, one.dated_on, one.version, one.scan, one.supports
                )
                for one in stands.documents
            ),
            saved_at=stands.saved_at,
            saved_by=stands.saved_by_name,
            owner=stands.owner_name,
        )
        for outcome, stands in sorted(judgements_of(assessment).items())
        if stands.saved_at is not None
    }


def _documents(links: Iterable[tuple[UUID, Document]]) -> defaultdict[UUID, list[KeptDocument]]:
    found: defaultdict[UUID, list[KeptDocument]] = defaultdict(list)
    for holder, row in links:
        stands = row.current
        if stands is None:
            continue
        where = stands.file_name or stands.url or stands.place
        kept = KeptDocument(
            str(row.id),
            stands.kind,
            row.title,
            where,
            stands.sha256,
            stands.dated_on,
            stands.number,
            stands.scan,
        )
        found[holder].append(kept)
    for documents in found.values():
        documents.sort(key=lambda document: document.id)
    return found
