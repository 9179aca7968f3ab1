"""Confirming assertions in a person's name, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import Fact, record, record_each
from dspt.standard.scoring import AssertionScore

from ..models import Confirmation
from ..rules.assertion_view import Seen
from ..rules.year import AssessmentKey
from .opening import ItemNotAsked, Opened, open_year, withdraw, write_progress


class _OfItems(Refusal):
    @property
    def items(self) -> tuple[str, ...]:
        """The items that stand in the way."""
        found = self.facts["items"]
        assert isinstance(found, tuple)
        return found


class AssertionNotReady(_OfItems):
    """Required items of the assertion are missing or still to check (``items``)."""

    code = "not_ready"


class AlreadyConfirmed(Refusal):
    """The confirmation stands already."""

    code = "already_confirmed"


class NotConfirmed(Refusal):
    """There is no confirmation that stands."""

    code = "not_confirmed"


class EvidenceMoved(_OfItems):
    """Something under the assertion changed since the person read it (``items``); ``replaced`` are those of which only
    a document was replaced."""

    code = "evidence_moved"

    @property
    def replaced(self) -> tuple[str, ...]:
        """The items under which only a document has a new version."""
        found = self.facts["replaced"]
        assert isinstance(found, tuple)
        return found


class NothingConfirmed(Refusal):
    """None of the assertions could be confirmed: none was named, or each was refused (``stayed``: a record of each)."""

    code = "nothing_confirmed"

    @property
    def stayed(self) -> tuple[Stayed, ...]:
        found = self.facts["stayed"]
        assert isinstance(found, tuple)
        return found


def confirm_assertion(
    *, by: Actor, assessment: AssessmentKey, assertion: str, seen: Mapping[str, Seen], at: datetime
) -> AssertionScore:
    """Confirm an assertion, in a person's name (specification section 9). Six statements, journal included.

    ``seen``: the versions of its answers that the person had before them, by item; an answer without one counts as 0.
    Refuses with AssertionNotReady, AlreadyConfirmed, EvidenceMoved, ItemNotAsked and the year's refusals.
    """
    with transaction.atomic():
        year = open_year(assessment, at, by=by)
        answers = _confirmable(year, year.score(), assertion, seen)
        _word(year, by, assertion, at).save(force_insert=True)
        year.confirmed |= {assertion}
        score = write_progress(year, at)
        fact = _told(assessment, assertion, answers)
        record(
            by=by,
            event="assessments.assertion.confirmed",
            subject=fact.subject,
            at=at,
            organisation=assessment.code,
            before=fact.before,
            after=fact.after,
        )
    return score


@dataclass(frozen=True, slots=True)
class Stayed:
    """An assertion that one act over several left out: the code of its refusal, and the items that it is about.

    ``replaced``: those among them of which only a document was replaced.
    """

    assertion: str
    code: str
    items: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmedTogether:
    """What one act over several assertions came to."""

    score: AssertionScore
    confirmed: tuple[str, ...]
    stayed: tuple[Stayed, ...]


def confirm_assertions(
    *, by: Actor, assessment: AssessmentKey, seen: Mapping[str, Mapping[str, Seen]], at: datetime
) -> ConfirmedTogether:
    """Confirm several assertions at once, in a person's name, each with its entry. Six statements, however many.

    ``seen``: by assertion, the versions of its answers as ``confirm_assertion`` takes them. Each stands for itself: one
    that has moved, or is not ready any more, stays out with its refusal, and the others are confirmed, because a
    person's word on them is as good as before. Refuses with NothingConfirmed where none is left, ItemNotAsked and the
    year's refusals.
    """
    with transaction.atomic():
        year = open_year(assessment, at, by=by)
        before = year.score()
        answers: dict[str, Mapping[str, int]] = {}
        stayed: list[Stayed] = []
        for assertion, versions in seen.items():
            try:
                answers[assertion] = _confirmable(year, before, assertion, versions)
            except AlreadyConfirmed as refused:
                stayed.append(Stayed(assertion, refused.code))
            except AssertionNotReady as refused:
                stayed.append(Stayed(assertion, refused.code, refused.items))
            except EvidenceMoved as refused:
                stayed.append(Stayed(assertion, refused.code, refused.items, refused.replaced))
        if not answers:
            raise NothingConfirmed(stayed=tuple(stayed))
        Confirmation.objects.bulk_create(_word(year, by, assertion, at) for assertion in answers)
        year.confirmed |= answers.keys()
        score = write_progress(year, at)
        record_each(
            by=by,
            event="assessments.assertion.confirmed",
            facts=[_told(assessment, assertion, versions) for assertion, versions in answers.items()],
            at=at,
            organisation=assessment.code,
        )
    return ConfirmedTogether(score, tuple(answers), tuple(stayed))


def withdraw_confirmation(*, by: Actor, assessment: AssessmentKey, assertion: str, at: datetime) -> AssertionScore:
    """Take a confirmation back by hand. Refuses with NotConfirmed and the year's refusals."""
    with transaction.atomic():
        year = open_year(assessment, at, by=by)
        if not withdraw(year, assertion, "by_hand", by, at):
            raise NotConfirmed
        score = write_progress(year, at)
        record(
            by=by,
            event="assessments.assertion.withdrawn",
            subject=f"{assessment.edition} {assertion}",
            at=at,
            organisation=assessment.code,
            before={"confirmed": True},
            after={"confirmed": False, "because": "by_hand"},
        )
    return score


def _confirmable(year: Opened, score: AssertionScore, assertion: str, seen: Mapping[str, Seen]) -> dict[str, int]:
    """Give the versions of an assertion's answers that a confirmation now rests on, or refuse it."""
    result = score.assertions.get(assertion)
    if result is None:
        raise ItemNotAsked(subject=assertion)
    if result.confirmed:
        raise AlreadyConfirmed
    short = tuple(one.item.reference for one in result.items if one.item.is_mandatory and not one.is_done)
    if not result.ready:
        raise AssertionNotReady(items=short)
    now = {one.item.reference: _stands(year, one.item.reference) for one in result.items}
    before = {item: seen.get(item, Seen()) for item in now}
    moved = tuple(item for item, stands in now.items() if before[item] != stands)
    if moved:
        replaced = tuple(item for item in moved if before[item].answer == now[item].answer)
        raise EvidenceMoved(items=moved, replaced=replaced)
    return {item: stands.answer for item, stands in now.items()}


def _word(year: Opened, by: Actor, assertion: str, at: datetime) -> Confirmation:
    return Confirmation(
        id=new_id(),
        organisation_id=year.key.organisation,
        assessment_id=year.id,
        assertion=assertion,
        confirmed_at=at,
        confirmed_by_id=by.id,
        confirmed_by_name=by.name,
    )


def _told(assessment: AssessmentKey, assertion: str, answers: Mapping[str, int]) -> Fact:
    subject = f"{assessment.edition} {assertion}"
    return Fact(subject, {"confirmed": False}, {"confirmed": True, "answers": dict(answers)})


def _stands(year: Opened, item: str) -> Seen:
    row = year.rows.get(item)
    return row.seen if row else Seen()
