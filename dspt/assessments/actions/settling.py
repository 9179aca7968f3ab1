"""Two people wrote one answer: whoever came second has seen both and decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.notices.actions import owe_notice
from dspt.organisations.queries import people
from dspt.standard.answers import Typed

from ..queries.assertion_view import answer_in
from ..rules.letters import answer_replaced
from ..rules.year import AssessmentKey
from .assertion_view import SavedAnswer, save_answer


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
        if saved.changed and other is not None and other.saved_by_id not in (None, by.id):
            reader = next((one for one in people(assessment.organisation) if one.person == other.saved_by_id), None)
            if reader is not None:
                subject, body = answer_replaced(
                    name=by.name, item=item, edition=assessment.edition, organisation=assessment.code, url=url
                )
                owe_notice(
                    kind="answer_replaced",
                    to=reader.email,
                    subject=subject,
                    body=body,
                    at=at,
                    organisation=assessment.code,
                )
    return saved
