"""The whole year of the assertion view: every answer in a line, every confirmation, what the score is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Aggregate,
    CharField,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat

from dspt.documents.rules import INFECTED
from dspt.organisations.queries import facts_from
from dspt.prepared.reads import prepared
from dspt.standard.facts import AnswerFact, ProfileFacts

from ..models import Answer, AnswerDocument, Assessment, Confirmation, Draft
from ..rules.assertion_view import Seen
from ..rules.year import NOBODY
from .sharing import Assigned, holders_among, holders_of_assertions


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of the overview: the fact, and who it belongs to. ``version`` 0: an owner or a due day at most."""

    id: UUID
    fact: AnswerFact
    is_answered: bool
    version: int
    documents_version: int
    """The versions of its documents, added up."""
    carried_from: str
    owner_id: UUID | None
    owner_name: str
    due_on: date | None
    saved_at: datetime
    saved_by_name: str

    @property
    def seen(self) -> Seen:
        """What somebody has seen who has read this."""
        return Seen(self.version, self.documents_version)


@dataclass(frozen=True, slots=True)
class ConfirmationRecord:
    """The newest word on an assertion: confirmed, or confirmed once and withdrawn since."""

    assertion: str
    confirmed_at: datetime
    confirmed_by_name: str
    withdrawn_at: datetime | None
    withdrawn_because: str
    """Code and item, e.g. ``answer_changed:1.1.2``, ``document_replaced:1.1.2``; ``by_hand``."""
    withdrawn_by_name: str

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    @property
    def withdrawn_by_change(self) -> tuple[str, str]:
        """What made it fall, ``answer`` or ``document``, and the item it stood under; both empty: no change did."""
        code, _, item = self.withdrawn_because.partition(":")
        what = {"answer_changed": "answer", "document_replaced": "document"}.get(code, "")
        return (what, item) if what else ("", "")


@dataclass(frozen=True, slots=True)
class AnswersStanding:
    """An assessment's answers and the assertions whose confirmation stands: what a score is made of."""

    id: UUID
    changed_at: datetime
    answers: Mapping[str, AnswerRow]
    confirmed: frozenset[str]

    @property
    def facts(self) -> dict[str, AnswerFact]:
        return _facts(self.answers)


@dataclass(frozen=True, slots=True)
class AnswerInHand:
    """What a verb needs of each answer: no dates and names of those who saved it, which take most of reading a row."""

    id: UUID
    fact: AnswerFact
    is_answered: bool
    version: int
    documents_version: int
    owner_name: str
    due_on: date | None

    @property
    def seen(self) -> Seen:
        """What somebody must have seen who says something of it."""
        return Seen(self.version, self.documents_version)


@dataclass(frozen=True, slots=True)
class YearInHand:
    """What a verb needs of a year: the accepted profile (None: there is none), a draft or not, what is scored."""

    profile: ProfileFacts | None
    has_draft: bool
    answers: Mapping[str, AnswerInHand]
    confirmed: frozenset[str]

    @property
    def facts(self) -> dict[str, AnswerFact]:
        return _facts(self.answers)


@dataclass(frozen=True, slots=True)
class WorkingSet:
    """All of one assessment's assertion view, as an overview needs it."""

    id: UUID
    revision: int
    changed_at: datetime
    answers: Mapping[str, AnswerRow]
    confirmations: Mapping[str, ConfirmationRecord]
    looked_after: Mapping[str, Assigned]
    """Who holds an assertion, by assertion; only those that somebody holds or that have a day."""

    @property
    def facts(self) -> dict[str, AnswerFact]:
        return _facts(self.answers)

    @property
    def confirmed(self) -> frozenset[str]:
        return frozenset(name for name, record in self.confirmations.items() if record.stands)


VALUE = ("yes_no", "text", "on", "number", "comment", "not_applicable")
STATE = (
    "version",
    "is_answered",
    "to_check",
    "carried_from",
    "owner_id",
    "owner_name",
    "due_on",
    "saved_at",
    "saved_by_id",
    "saved_by_name",
)
CONFIRMATION = (
    "assertion",
    "confirmed_at",
    "confirmed_by_name",
    "withdrawn_at",
    "withdrawn_because",
    "withdrawn_by_name",
)
_ROW = ("id", "item", *VALUE, *STATE)
_STANDING = ("id", "changed_at", "living", *(f"answers__{name}" for name in _ROW), "held")
_SHORT = ("id", "item", *VALUE, "to_check", "is_answered", "version", "owner_name", "due_on")
_IN_HAND = ("living", "held", *(f"answers__{name}" for name in _SHORT))
_HELD = len(_IN_HAND)


class Joined(Aggregate):
    """The texts of a group joined by commas, on both engines."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        return self.as_sql(compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, ',')")


def answers_standing(organisation: UUID, edition: str) -> AnswersStanding | None:
    """Read what the score of an assessment is made of; None where the year was not begun. One statement."""
    rows = _standing_in(organisation, edition)
    return _stands(rows) if rows else None


def year_in_hand(organisation: UUID, edition: str, subject: str, person: UUID | None) -> YearInHand | None:
    """Read what a verb needs of a year whose row it has locked; None where the year was not begun. One statement.

    ``has_draft``: this person typed something about the subject and did not save it. An organisation's certificates
    multiply the rows; few have any, and hardly one has three.
    """
    rows = _year_in_hand(organisation, edition, subject, person or NOBODY)
    if not rows:
        return None
    has_draft, accepted_at, settled_type, category, nhsmail = rows[0][_HELD : _HELD + 5]
    certificates = {row[_HELD + 5]: row[_HELD + 6 :] for row in rows}
    facts = facts_from(settled_type, category, nhsmail, certificates.values()) if accepted_at else None
    answers = {row[3]: _in_hand(row[1], row[2:_HELD]) for row in rows if row[2]}
    return YearInHand(facts, has_draft, answers, _names(rows[0][0]))


@prepared
def _standing_in(organisation: UUID, edition: str) -> QuerySet[Assessment, tuple[Any, ...]]:
    return _with_answers(organisation, edition).values_list(*_STANDING)


@prepared
def _year_in_hand(
    organisation: UUID, edition: str, subject: str, person: UUID
) -> QuerySet[Assessment, tuple[Any, ...]]:
    living = Q(organisation__certificates__removed_at__isnull=True)
    drafts = Draft.objects.filter(assessment=OuterRef("pk"), subject=subject, person_id=person)
    return (
        _with_answers(organisation, edition)
        .annotate(
            has_draft=Exists(drafts), certificate=FilteredRelation("organisation__certificates", condition=living)
        )
        .order_by("certificate__valid_to", "certificate__id")
        .values_list(
            *_IN_HAND,
            "has_draft",
            *(f"organisation__profile__{name}" for name in ("accepted_at", "settled_type", "category", "nhsmail")),
            *(f"certificate__{name}" for name in ("id", "kind", "valid_from", "valid_to", "covers_all")),
        )
    )


def _with_answers(organisation: UUID, edition: str) -> QuerySet[Assessment, Any]:
    living = Confirmation.objects.filter(assessment=OuterRef("pk"), withdrawn_at__isnull=True).order_by()
    return Assessment.objects.filter(organisation_id=organisation, edition=edition).annotate(
        living=Subquery(living.values("assessment").annotate(all=Joined("assertion")).values("all")),
        held=_documents_under("answers__id"),
    )


def _stands(rows: list[tuple[Any, ...]]) -> AnswersStanding:
    key, changed_at, living = rows[0][:3]
    answers = [_row(row[3:]) for row in rows if row[3]]
    return AnswersStanding(key, changed_at, {row.fact.item: row for row in answers}, _names(living))


def assertion_facts(organisation: UUID, edition: str) -> tuple[dict[str, AnswerFact], frozenset[str]]:
    """Give what the rules are told: answers by item, and the assertions whose confirmation stands. One statement."""
    stands = answers_standing(organisation, edition)
    return (stands.facts, stands.confirmed) if stands else ({}, frozenset())


def confirmed_assertions(assessment: UUID) -> frozenset[str]:
    """Name the assertions whose confirmation stands. One statement."""
    living = Confirmation.objects.filter(assessment_id=assessment, withdrawn_at__isnull=True)
    return frozenset(living.values_list("assertion", flat=True))


def working_set(organisation: UUID, edition: str) -> WorkingSet | None:
    """Gather an assessment's answers and confirmations; None where the year was not begun. Two statements."""
    rows = _confirmations_in(organisation, edition)
    if not rows:
        return None
    key, revision, changed_at, holders = rows[0][:4]
    words = [ConfirmationRecord(*row[4:]) for row in rows if row[4]]
    answers = [_row(row) for row in _answers_of(key)]
    return WorkingSet(
        key,
        revision,
        changed_at,
        {row.fact.item: row for row in answers},
        {word.assertion: word for word in words},
        {one.subject: one for one in holders_among(holders)},
    )


@prepared
def _confirmations_in(organisation: UUID, edition: str) -> QuerySet[Assessment, tuple[Any, ...]]:
    return (
        Assessment.objects.filter(organisation_id=organisation, edition=edition)
        .annotate(holders=holders_of_assertions())
        .order_by("confirmations__confirmed_at", "confirmations__id")
        .values_list("id", "revision", "changed_at", "holders", *(f"confirmations__{name}" for name in CONFIRMATION))
    )


@prepared
def _answers_of(assessment: UUID) -> QuerySet[Answer, tuple[Any, ...]]:
    rows = Answer.objects.filter(assessment_id=assessment).annotate(held=_documents_under("id"))
    return rows.values_list(*_ROW, "held")


def _documents_under(answer: str) -> Subquery:
    """Name scan and version of the documents under each answer, joined: ``clean:1,none:3``.

    Beside the answer, because to group by all its texts would have to sort them.
    """
    links = AnswerDocument.objects.filter(answer=OuterRef(answer)).order_by().values("answer")
    each = Concat("document__current__scan", Value(":"), Cast("document__current__number", CharField()))
    return Subquery(links.annotate(all=Joined(each)).values("all"))


def _facts(answers: Mapping[str, AnswerRow] | Mapping[str, AnswerInHand]) -> dict[str, AnswerFact]:
    return {item: row.fact for item, row in answers.items() if row.is_answered}


def _names(joined: str | None) -> frozenset[str]:
    return frozenset((joined or "").split(",")) - {""}


def _counted(joined: str | None) -> tuple[int, int, int]:
    """Count the documents, and among them those in which the virus check found something; add up their versions."""
    each = [one.partition(":") for one in joined.split(",")] if joined else []
    return len(each), sum(scan == INFECTED for scan, _, _ in each), sum(int(number) for _, _, number in each)


def _in_hand(documents: str | None, row: tuple[Any, ...]) -> AnswerInHand:
    key, item, yes_no, text, on, number, comment, absent, check, answered, version, owner, due_on = row
    held, infected, versions = _counted(documents)
    fact = AnswerFact(item, yes_no, text, on, number, held, comment, absent, check, infected)
    return AnswerInHand(key, fact, answered, version, versions, owner, due_on)


def _row(row: tuple[Any, ...]) -> AnswerRow:
    key, item, yes_no, text, on, number, comment, absent, version, answered, check, carried, *rest = row
    owner_id, owner, due_on, saved_at, _, saved_by, documents = rest
    held, infected, versions = _counted(documents)
    fact = AnswerFact(item, yes_no, text, on, number, held, comment, absent, check, infected)
    return AnswerRow(key, fact, answered, version, versions, carried, owner_id, owner, due_on, saved_at, saved_by)
