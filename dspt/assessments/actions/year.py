"""Beginning an organisation's year, keeping its stored progress true, and what people typed and have not saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from dspt.calendar.queries import calendar_for
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.organisations.queries import profile_facts
from dspt.standard.catalogue import edition as edition_of
from dspt.standard.catalogue import editions
from dspt.standard.edition import Edition, View
from dspt.standard.facts import AnswerFact
from dspt.standard.scoring import score_assertions, score_outcomes

from ..models import Answer, AnswerDocument, AnswerVersion, Assessment, Draft
from ..queries.assertion_year import assertion_facts
from ..queries.outcome_view import judgement_facts
from ..queries.year import AssessmentRecord, record_of
from ..rules.year import NOBODY, AssessmentKey, carried_over, check_open, progress_of, progress_of_outcomes
from .opening import AssessmentNotStarted, ProfileMissing

DRAFT_LIMIT = 2_621_440
"""Characters of a draft: as many as a form can send at once, so that none that was typed is cut."""


class AssessmentExists(Refusal):
    """This edition's assessment was begun before."""

    code = "exists"


def start_assessment(*, by: Actor, assessment: AssessmentKey, at: datetime) -> AssessmentRecord:
    """Begin an edition's assessment from the accepted profile.

    In the assertion view last year's answers come along wherever the question is the same (rules section 5): with
    their documents, owners and signatures, flagged to be looked at. Answers to changed questions stay behind and are
    shown beside the empty form. Refuses with ProfileMissing, AssessmentClosed and AssessmentExists.
    """
    with transaction.atomic():
        profile = profile_facts(assessment.organisation)
        if profile is None:
            raise ProfileMissing
        edition = edition_of(assessment.edition)
        calendar, _ = calendar_for(edition, sector=edition.types[profile.type].public_sector, code=assessment.code)
        check_open(calendar, london_date(at))
        row, made = Assessment.objects.get_or_create(
            organisation_id=assessment.organisation,
            edition=edition.key,
            defaults={
                "view": edition.categories[profile.category].view.value,
                "category": profile.category,
                "started_at": at,
                "started_by_name": by.name,
                "changed_at": at,
            },
        )
        if not made:
            raise AssessmentExists
        carried = 0
        if edition.categories[profile.category].view is View.ASSERTION:
            carried = _carry_over(row, edition, profile.category)
        begun = _rescored(row, at)
        record(
            by=by,
            event="assessments.assessment.started",
            subject=edition.key,
            at=at,
            organisation=assessment.code,
            after={"category": profile.category, "carried_over": carried},
        )
    return begun


def rescore_assessment(*, by: Actor, assessment: AssessmentKey, at: datetime) -> AssessmentRecord:
    """Score an assessment anew and store its counts: after the profile was accepted anew, or a certificate ran out.

    Changes no answer. Journalled only where the counts moved. Refuses with AssessmentNotStarted and ProfileMissing.
    """
    with transaction.atomic():
        row = (
            Assessment.objects.select_for_update()
            .filter(organisation_id=assessment.organisation, edition=assessment.edition)
            .first()
        )
        if row is None:
            raise AssessmentNotStarted
        before = record_of(row)
        after = _rescored(row, at)
        if (after.progress, after.category) != (before.progress, before.category):
            record(
                by=by,
                event="assessments.assessment.rescored",
                subject=assessment.edition,
                at=at,
                organisation=assessment.code,
                before=_told(before),
                after=_told(after),
            )
    return after


def note_workbook(*, by: Actor, assessment: AssessmentKey, at: datetime) -> None:
    """Note that somebody took all of an assessment out as a workbook. The door has read it, so it is there."""
    with transaction.atomic():
        record(
            by=by,
            event="assessments.workbook.taken_out",
            subject=assessment.edition,
            at=at,
            organisation=assessment.code,
        )


def keep_draft(*, by: Actor, assessment: AssessmentKey, subject: str, fields: Mapping[str, str], at: datetime) -> bool:
    """Keep what a person typed and did not save, in place of what was kept before; tell whether there is a year for it.

    ``subject`` is an item or an outcome. Not journalled: nothing was decided. Text beyond ``DRAFT_LIMIT`` is cut.
    Two statements.
    """
    left, kept = DRAFT_LIMIT, {}
    for name, text in fields.items():
        kept[name] = text[:left].replace("\x00", "")  # which one of the databases refuses
        left -= len(kept[name])
    key = (
        Assessment.objects.filter(organisation_id=assessment.organisation, edition=assessment.edition)
        .values_list("id", flat=True)
        .first()
    )
    if key is None or by.id is None:
        return False
    Draft.objects.bulk_create(
        [
            Draft(
                organisation_id=assessment.organisation,
                assessment_id=key,
                person_id=by.id,
                subject=subject,
                fields=kept,
                kept_at=at,
            )
        ],
        update_conflicts=True,
        unique_fields=["assessment", "person_id", "subject"],
        update_fields=["fields", "kept_at"],
    )
    return True


def discard_draft(*, by: Actor, assessment: AssessmentKey, subject: str) -> None:
    """Throw away what a person typed and did not save. Not journalled. One statement."""
    Draft.objects.filter(
        assessment__organisation_id=assessment.organisation,
        assessment__edition=assessment.edition,
        person_id=by.id or NOBODY,
        subject=subject,
    ).delete()


def _carry_over(row: Assessment, edition: Edition, category: str) -> int:
    """Copy last year's answers that still fit; at most five statements, whatever their number."""
    earlier = {
        "assessment__organisation_id": row.organisation_id,
        "assessment__edition": edition.previous,
        "is_answered": True,
    }
    old = {answer.item: answer for answer in Answer.objects.filter(**earlier).select_related("assessment")}
    links: dict[Any, list[dict[str, object]]] = {}
    for key, document, kind, title, number in AnswerDocument.objects.filter(
        answer__in=[was.pk for was in old.values()], document__removed_at__isnull=True
    ).values_list(
        "answer_id", "document_id", "document__current__kind", "document__title", "document__current__number"
    ):
        links.setdefault(key, []).append({"id": str(document), "kind": kind, "title": title, "version": number})
    facts = [_fact(was, len(links.get(was.pk, []))) for was in old.values()]
    answers, documents, versions = [], [], []
    before = next((one for one in editions() if one.key == edition.previous), None)
    was_in = next((was.assessment.category for was in old.values()), "")
    for item in sorted(carried_over(edition, before, category, was_in, facts)):
        was = old[item]
        stands: dict[str, Any] = {
            "organisation_id": row.organisation_id,
            "yes_no": was.yes_no,
            "text": was.text,
            "on": was.on,
            "number": was.number,
            "comment": was.comment,
            "not_applicable": was.not_applicable,
            "version": 1,
            "saved_at": was.saved_at,
            "saved_by_id": was.saved_by_id,
            "saved_by_name": was.saved_by_name,
        }
        answer = Answer(
            id=new_id(),
            assessment_id=row.pk,
            item=item,
            is_answered=True,
            to_check=True,
            carried_from=edition.previous,
            owner_id=was.owner_id,
            owner_name=was.owner_name,
            **stands,
        )
        answers.append(answer)
        held = links.get(was.pk, [])
        documents += [
            AnswerDocument(organisation_id=row.organisation_id, answer_id=answer.pk, document_id=str(one["id"]))
            for one in held
        ]
        versions.append(AnswerVersion(answer_id=answer.pk, documents=held, **stands))
    Answer.objects.bulk_create(answers)
    AnswerDocument.objects.bulk_create(documents)
    AnswerVersion.objects.bulk_create(versions)
    return len(answers)


def _fact(answer: Answer, documents: int) -> AnswerFact:
    return AnswerFact(
        answer.item,
        answer.yes_no,
        answer.text,
        answer.on,
        answer.number,
        documents,
        answer.comment,
        answer.not_applicable,
    )


def _rescored(row: Assessment, at: datetime) -> AssessmentRecord:
    """Score an assessment and store the counts, category and view with it; three or four statements."""
    profile = profile_facts(row.organisation_id)
    if profile is None:
        raise ProfileMissing
    edition, on = edition_of(row.edition), london_date(at)
    row.category = profile.category
    row.view = edition.categories[profile.category].view.value
    if edition.categories[profile.category].view is View.ASSERTION:
        facts, confirmed = assertion_facts(row.organisation_id, row.edition)
        counts = progress_of(score_assertions(edition, profile, facts, confirmed, on))
    else:
        counts = progress_of_outcomes(score_outcomes(edition, profile, judgement_facts(row.pk), on))
    for name, count in asdict(counts).items():
        setattr(row, name, count)
    row.save(update_fields=["category", "view", *asdict(counts)])
    return record_of(row)


def _told(state: AssessmentRecord) -> dict[str, object]:
    return {"category": state.category, **asdict(state.progress)}
