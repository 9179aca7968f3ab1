"""Who owns an outcome, until when, and the documents that stand under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from dspt.documents.actions import add_file, add_link, add_place
from dspt.documents.queries import documents_named
from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.organisations.queries import people

from ..models import EvidencePart, Judgement, JudgementDocument
from ..queries.outcome_view import Evidence, Judged
from ..rules.outcome_view import parts_of
from ..rules.year import AssessmentKey
from .outcome_opening import OutcomeNotThere, Taken, keep_version, take, write, write_progress


class OutcomeNotAssignable(Refusal):
    """``owner_not_member``, ``due_on_past``, ``due_on_after_close`` (closes_on)."""

    code = "owner_not_member"


class SupportsChanged(Refusal):
    """Somebody else said meanwhile what the document supports (``current``: its parts)."""

    code = "supports_changed"

    def __init__(self, current: tuple[str, ...]) -> None:
        self.current = current
        super().__init__(current=current)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document as somebody adds it: a file with its name, or a link, or the place where it is kept."""

    title: str = ""
    dated_on: date | None = None
    file: BinaryIO | None = None
    file_name: str = ""
    link: str = ""
    place: str = ""


def assign_outcome(
    *,
    by: Actor,
    assessment: AssessmentKey,
    outcome: str,
    owner: UUID | None,
    due_on: date | None,
    at: datetime,
) -> Judged:
    """Give an outcome an owner and a due day, or take them away; the judgement itself is untouched (rules section 5).

    Refuses with OutcomeNotThere, AssessmentClosed and OutcomeNotAssignable: the owner is not one of the organisation's
    people, the day is past (unless it stood there already) or after the edition closes.
    """
    with transaction.atomic():
        year = take(assessment, outcome, at, by=by)
        current = year.held.get(outcome, Judged(outcome))
        name = ""
        if owner is not None:
            name = next((one.name for one in people(assessment.organisation) if one.person == owner), "")
            if not name:
                raise OutcomeNotAssignable("owner_not_member")
        if due_on is not None and due_on != current.due_on:
            if due_on < year.on:
                raise OutcomeNotAssignable("due_on_past")
            closes_on = year.closes_on
            if due_on > closes_on:
                raise OutcomeNotAssignable("due_on_after_close", closes_on=closes_on)
        given = {"owner_id": owner, "owner_name": name, "due_on": due_on}
        if current.id is None:
            Judgement.objects.create(
                organisation_id=assessment.organisation,
                assessment_id=year.row.pk,
                outcome=outcome,
                version=0,
                saved_at=at,
                saved_by_id=by.id,
                saved_by_name=by.name,
                **given,
            )
        else:
            Judgement.objects.filter(pk=current.id).update(**given)
        record(
            by=by,
            event="assessments.judgement.assigned",
            subject=f"{assessment.edition} {outcome}",
            at=at,
            organisation=assessment.code,
            before={"owner": current.owner_name, "due_on": str(current.due_on or "")},
            after={"owner": name, "due_on": str(due_on or "")},
        )
    return replace(current, owner_id=owner, owner_name=name, due_on=due_on)


def attach_to_outcome(
    *,
    by: Actor,
    assessment: AssessmentKey,
    outcome: str,
    document: UUID,
    supports: Iterable[str] = (),
    at: datetime,
) -> Judged:
    """Put one of the organisation's documents under an outcome as evidence; one that is there already stays as it is.

    ``supports`` names the indicators it is for, or the policy question (``POLICY_PART``); none: the outcome as a whole.
    The judgement gets a new version, which saves of its ticks and texts pass over: evidence and judgement do not
    collide. Refuses with OutcomeNotThere (``document_gone``, ``part_unknown`` too) and AssessmentClosed.
    """
    with transaction.atomic():
        year = take(assessment, outcome, at, by=by)
        parts = _parts(year, supports)
        current = year.held.get(outcome, Judged(outcome))
        found = documents_named(assessment.organisation, [document]).get(document)
        if found is None:
            raise OutcomeNotThere("document_gone")
        if document in {one.id for one in current.documents}:
            return current
        added = Evidence(found.id, found.kind, found.title, found.sha256, found.dated_on, found.version, supports=parts)
        saved = write(year, replace(current, documents=(*current.documents, added)), by, at)
        link = JudgementDocument.objects.create(
            organisation_id=assessment.organisation, judgement_id=saved.key, document_id=document
        )
        _write_parts(link, parts)
        _keep_evidence(year, saved, "assessments.evidence.attached", added, by, at)
    return saved


def add_to_outcome(
    *,
    by: Actor,
    assessment: AssessmentKey,
    outcome: str,
    new: NewDocument,
    supports: Iterable[str] = (),
    at: datetime,
) -> Judged:
    """Put a document that is not in the library yet into it and under an outcome, both or neither.

    Refuses as ``attach_to_outcome`` does, and as the documents room does: FileRefused, DocumentRefused.
    """
    about: dict[str, Any] = {"by": by, "organisation": assessment.organisation, "code": assessment.code, "at": at}
    told: dict[str, Any] = {"title": new.title, "dated_on": new.dated_on}
    with transaction.atomic():
        parts = _parts(take(assessment, outcome, at, by=by), supports)  # no file is kept for what takes none
        if new.file is not None:
            added = add_file(file=new.file, name=new.file_name, **told, **about)
        elif new.link:
            added = add_link(url=new.link, **told, **about)
        else:
            added = add_place(place=new.place, **told, **about)
        return attach_to_outcome(
            by=by, assessment=assessment, outcome=outcome, document=added.id, supports=parts, at=at
        )


def relate_evidence(
    *,
    by: Actor,
    assessment: AssessmentKey,
    outcome: str,
    document: UUID,
    supports: Iterable[str],
    seen: Iterable[str],
    at: datetime,
) -> Judged:
    """Say which parts of an outcome a document under it supports; none: the outcome as a whole.

    ``seen`` are the parts the person had before them. The judgement gets a new version, as when evidence is put under
    it; where nothing changes nothing is written. Refuses with SupportsChanged, and as ``attach_to_outcome`` does.
    """
    with transaction.atomic():
        year = take(assessment, outcome, at, by=by)
        current = year.held.get(outcome, Judged(outcome))
        parts = _parts(year, supports)
        stood = next((one for one in current.documents if one.id == document), None)
        if stood is None:
            raise OutcomeNotThere("document_gone")
        if stood.supports == parts:
            return current
        if stood.supports != tuple(sorted(seen)):
            raise SupportsChanged(stood.supports)
        stands = replace(stood, supports=parts)
        documents = tuple(stands if one.id == document else one for one in current.documents)
        saved = write(year, replace(current, documents=documents), by, at)
        link = JudgementDocument.objects.get(judgement_id=saved.key, document_id=document)
        EvidencePart.objects.filter(evidence=link).exclude(part__in=parts).delete()
        _write_parts(link, [one for one in parts if one not in stood.supports])
        _keep_evidence(year, saved, "assessments.evidence.related", stands, by, at, stood.supports)
    return saved


def detach_from_outcome(*, by: Actor, assessment: AssessmentKey, outcome: str, document: UUID, at: datetime) -> Judged:
    """Take a document away from an outcome; it stays in the library and in the history of the judgement.

    Refuses with OutcomeNotThere (``document_gone``: it was not under the outcome) and AssessmentClosed.
    """
    with transaction.atomic():
        year = take(assessment, outcome, at, by=by)
        current = year.held.get(outcome, Judged(outcome))
        kept = tuple(one for one in current.documents if one.id != document)
        gone = next((one for one in current.documents if one.id == document), None)
        if gone is None:
            raise OutcomeNotThere("document_gone")
        saved = write(year, replace(current, documents=kept), by, at)
        JudgementDocument.objects.filter(judgement_id=saved.key, document_id=document).delete()
        _keep_evidence(year, saved, "assessments.evidence.detached", gone, by, at)
    return saved


def _parts(year: Taken, supports: Iterable[str]) -> tuple[str, ...]:
    parts = tuple(sorted(set(supports)))
    if not set(parts) <= set(parts_of(year.outcome)):
        raise OutcomeNotThere("part_unknown")
    return parts


def _write_parts(link: JudgementDocument, parts: Iterable[str]) -> None:
    EvidencePart.objects.bulk_create(
        EvidencePart(organisation_id=link.organisation_id, evidence=link, part=part) for part in parts
    )


def _keep_evidence(
    year: Taken,
    saved: Judged,
    event: str,
    moved: Evidence,
    by: Actor,
    at: datetime,
    supported: tuple[str, ...] | None = None,
) -> None:
    """``supported``: what a document that stays supported before."""
    keep_version(year, saved, at)
    write_progress(year, year.score(saved), at)
    told = {"document": str(moved.id), "title": moved.title, "supports": list(moved.supports)}
    is_there = moved.id in {one.id for one in saved.documents}
    stood = {} if supported is None else {**told, "supports": list(supported)}
    record(
        by=by,
        event=event,
        subject=f"{year.edition.key} {saved.outcome}",
        at=at,
        organisation=year.row.organisation.code,
        before=stood if is_there else told,
        after={**(told if is_there else {}), "version": saved.version},
    )
