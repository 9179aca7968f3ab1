"""Two people wrote one answer, or judged one outcome: whoever came second has seen both and decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.notices.actions import owe_notice
from dspt.organisations.queries import people
from dspt.standard.answers import Typed

from ..models import Judgement
from ..queries.assertion_view import answer_in
from ..rules.letters import version_replaced
from ..rules.year import AssessmentKey
from .assertion_view import SavedAnswer, save_answer
from .outcome_view import SavedJudgement, save_judgement


def settle_conflict(
    *,
    by: Actor,
    assessment: AssessmentKey,
    item: str,
    value: Typed,
    documents: Iterable[UUID] = (),
    seen_version: int,
    url: str,
    at: datetime,
) -> SavedAnswer:
    """Save the answer chosen after both texts were seen, and tell the other person by a notice.

    ``seen_version`` is that of the other's answer, so that a third writer is not overwritten either; ``url`` leads to
    the question. Refuses as ``save_answer`` does. Nobody is told of what they wrote themselves, or who has left.
    """
    with transaction.atomic():
        other = answer_in(assessment.organisation, assessment.edition, item)
        saved = save_answer(
            by=by,
            assessment=assessment,
            item=item,
            value=value,
            documents=documents,
            seen_version=seen_version,
            at=at,
        )
        told = ""
        if saved.changed and other is not None:
            told = _tell(by, assessment, item, other.saved_by_id, "answer_replaced", url, at)
    return replace(saved, told=told)


def settle_judgement(
    *,
    by: Actor,
    assessment: AssessmentKey,
    outcome: str,
    ticks: Iterable[str],
    set_aside: Mapping[str, str],
    declared: str,
    reason: str,
    statement: str,
    policy: Mapping[str, str],
    seen_version: int,
    url: str,
    at: datetime,
) -> SavedJudgement:
    """Save the judgement chosen after both were seen, and tell the other person by a notice.

    Refuses as ``save_judgement`` does.
    """
    with transaction.atomic():
        stood = Judgement.objects.filter(
            assessment__organisation_id=assessment.organisation,
            assessment__edition=assessment.edition,
            outcome=outcome,
            version__gt=0,
        )
        other = stood.values_list("saved_by_id", flat=True).first()
        saved = save_judgement(
            by=by,
            assessment=assessment,
            outcome=outcome,
            ticks=ticks,
            set_aside=set_aside,
            declared=declared,
            reason=reason,
            statement=statement,
            policy=policy,
            seen_version=seen_version,
            at=at,
        )
        if saved.changed:
            _tell(by, assessment, outcome, other, "judgement_replaced", url, at)
    return saved


def _tell(
    by: Actor, assessment: AssessmentKey, reference: str, other: UUID | None, kind: str, url: str, at: datetime
) -> str:
    """Owe a notice to whoever wrote what was replaced, where that is somebody else who still has access; name them."""
    if other in (None, by.id):
        return ""
    reader = next((one for one in people(assessment.organisation) if one.person == other), None)
    if reader is None:
        return ""
    subject, body = version_replaced(
        name=by.name, reference=reference, edition=assessment.edition, organisation=assessment.code, url=url
    )
    owe_notice(kind=kind, to=reader.email, subject=subject, body=body, at=at, organisation=assessment.code)
    return reader.name
