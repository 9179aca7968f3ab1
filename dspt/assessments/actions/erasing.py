"""Deleting an assessment for good, once its time is over. ``keeping`` decides when, and journals it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from dspt.foundation.refusals import Refusal

from ..models import (
    Answer,
    AnswerDocument,
    AnswerVersion,
    Assessment,
    Assignment,
    Comment,
    Confirmation,
    Deletion,
    Draft,
    EvidencePart,
    Judgement,
    JudgementDocument,
    JudgementVersion,
    PolicyAnswer,
    Tick,
    Unsealing,
)

_UNDER: dict[str, tuple[type[Model], ...]] = {
    "answer__assessment": (AnswerVersion, AnswerDocument),
    "evidence__judgement__assessment": (EvidencePart,),
    "judgement__assessment": (JudgementVersion, JudgementDocument, PolicyAnswer, Tick),
    "assessment": (Answer, Judgement, Confirmation, Comment, Assignment, Draft),
}
"""What hangs on an assessment, by the way up to it, in the order in which it can go."""


class AssessmentGone(Refusal):
    """The organisation has no such assessment."""

    code = "assessment_gone"


def hold_assessment(*, organisation: UUID, assessment: UUID) -> None:
    """Take an assessment for the rest of the transaction, so that what is read of it now is what is deleted.

    Refuses with AssessmentGone.
    """
    if not Assessment.objects.select_for_update().filter(organisation_id=organisation, pk=assessment).exists():
        raise AssessmentGone


def erase_assessment(*, organisation: UUID, assessment: UUID, sha256: str, at: datetime) -> dict[str, int]:
    """Delete an assessment with all that was ever said in it, and give how many rows of each kind went.

    ``sha256`` stays as the digest of what is gone. Inside the transaction of the caller, whose journal entry covers it,
    after ``hold_assessment``. The database lets the whole of it go or nothing (decision 0023). Documents stay. Refuses
    with AssessmentGone.
    """
    rows = Assessment.objects.filter(organisation_id=organisation, pk=assessment)
    edition = rows.values_list("edition", flat=True).first()
    if edition is None:
        raise AssessmentGone
    Unsealing.objects.create(deletion_id=assessment)
    gone: Counter[str] = Counter()
    for path, models in _UNDER.items():
        for model in models:
            gone[str(model._meta.verbose_name_plural)] = model._default_manager.filter(**{path: assessment}).delete()[0]
    rows.delete()
    Deletion.objects.create(
        assessment=assessment, organisation_id=organisation, edition=edition, deleted_at=at, sha256=sha256
    )
    return dict(+gone)
