"""The outcome view as it stands: judgements with their ticks, policy answers and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    FilteredRelation,
    Q,
    QuerySet,
    Value,
    When,
)

from dspt.calendar.queries import calendar_for
from dspt.calendar.rules import Grant
from dspt.prepared.reads import prepared
from dspt.standard import catalogue
from dspt.standard.edition import Calendar, Edition, Level, View
from dspt.standard.facts import JudgementFact, ProfileFacts
from dspt.standard.scoring import OutcomeResult, OutcomeScore, score_outcomes

from ..models import Assessment, EvidencePart, Judgement, JudgementDocument, JudgementVersion, PolicyAnswer, Tick
from ..rules.outcome_view import Judging, category_of
from ..rules.year import NOBODY, AssessmentKey
from .details import Detail, detail
from .sharing import Assigned, Said, beside_outcome, comments_in, holders_in, indicators_held

NOTHING_JUDGED = Judging()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document under an outcome. ``kind``: file, link or place; ``digest``: SHA-256 of a file, else empty.

    ``supports``: the parts of the outcome it was put there for, sorted; none: the outcome as a whole.
    """

    id: UUID
    kind: str
    title: str
    digest: str
    dated_on: date | None
    version: int = 1
    scan: str = "none"
    review_on: date | None = None
    is_altered: bool = False
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """One outcome's judgement as it stands.

    ``version`` is what the next save must have seen; 0: nothing saved yet, the row holds an owner or a due day at most.
    """

    outcome: str
    version: int = 0
    judging: Judging = NOTHING_JUDGED
    documents: tuple[Evidence, ...] = ()
    owner_id: UUID | None = None
    owner_name: str = ""
    due_on: date | None = None
    saved_at: datetime | None = None
    saved_by_id: UUID | None = None
    saved_by_name: str = ""
    id: UUID | None = None

    @property
    def key(self) -> UUID:
        """Its row's identifier; only of one that has a row."""
        if self.id is None:
            raise LookupError(self.outcome)
        return self.id

    @property
    def declared(self) -> Level | None:
        return self.judging.declared

    @property
    def fact(self) -> JudgementFact:
        """What the rules are told of it."""
        return self.judging.fact(self.outcome, len(self.documents))


@dataclass(frozen=True, slots=True)
class OutcomeYear:
    """An organisation's year in the outcome view: which assessment, who it is for the rules, and its dates."""

    id: UUID
    revision: int
    code: str
    profile: ProfileFacts
    calendar: Calendar
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class OutcomeOverview:
    """All outcomes at one glance, scored."""

    year: OutcomeYear
    judged: Mapping[str, Judged]
    score: OutcomeScore
    held: Mapping[str, Assigned]
    """Who holds single indicators, by indicator."""


@dataclass(frozen=True, slots=True)
class OutcomeSheet:
    """One outcome as its page shows it, with what this person typed and did not save (form field to text)."""

    year: OutcomeYear
    judged: Judged
    result: OutcomeResult
    draft: Mapping[str, str]
    draft_kept_at: datetime | None
    comments: tuple[Said, ...] = ()
    held: Mapping[str, Assigned] = field(default_factory=dict)
    """Who holds single indicators, by indicator."""


@dataclass(frozen=True, slots=True)
class EvidenceStand:
    """A document as it once stood under an outcome: its title of that day, and what it supported."""

    title: str
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgementStand:
    """A judgement as it once stood."""

    version: int
    judging: Judging
    evidence: tuple[EvidenceStand, ...]
    saved_at: datetime
    saved_by_name: str

    @property
    def documents(self) -> tuple[str, ...]:
        """Their titles of that day."""
        return tuple(one.title for one in self.evidence)


def outcome_overview(key: AssessmentKey, on: date) -> OutcomeOverview | None:
    """Read and score a whole year; None where it was not started or has no profile. Four statements."""
    edition = catalogue.edition(key.edition)
    rows = _year_row(key.organisation, key.edition)
    if not rows or not rows[0][-1]:
        return None
    year = _year(edition, rows[0])
    details = _by_owner(_details_of_all(year.id))
    found = {row[1]: judged(row, details.get(row[0], [])) for row in _judgements_in(year.id)}
    facts = {outcome: one.fact for outcome, one in found.items()}
    score = score_outcomes(edition, year.profile, facts, on)
    return OutcomeOverview(year, found, score, holders_in(details.get(year.id, [])))


def outcome_sheet(key: AssessmentKey, outcome: str, person: UUID | None, on: date) -> OutcomeSheet | None:
    """Read one outcome, and a person's draft of it; None where the year was not started. Three statements."""
    edition = catalogue.edition(key.edition)
    rows = _sheet_row(key.organisation, key.edition, outcome, person or NOBODY)
    if not rows or not rows[0][len(_YEAR) - 1]:
        return None
    row = rows[0]
    year = _year(edition, row[: len(_YEAR)])
    held, (typed, kept_at) = row[len(_YEAR) : -2], row[-2:]
    details = _by_owner(_sheet_details(held[0] or NOBODY, year.id, outcome))
    stands = judged(held, details.get(held[0], [])) if held[0] else Judged(outcome)
    beside = details.get(year.id, [])
    score = score_outcomes(edition, year.profile, {outcome: stands.fact}, on)
    return OutcomeSheet(
        year, stands, score.outcomes[outcome], typed or {}, kept_at, comments_in(beside), holders_in(beside)
    )


def judgement_history(key: AssessmentKey, outcome: str) -> tuple[JudgementStand, ...]:
    """List every version of a judgement, newest first. One statement."""
    rows = _versions(key, outcome)
    return tuple(stand(*row) for row in rows.values_list("version", "state", "saved_at", "saved_by_name"))


def judgement_at(key: AssessmentKey, outcome: str, at: datetime) -> JudgementStand | None:
    """Find a judgement as it stood at an instant; None where nothing had been saved yet. One statement."""
    row = (
        _versions(key, outcome)
        .filter(saved_at__lte=at)
        .values_list("version", "state", "saved_at", "saved_by_name")
        .first()
    )
    return stand(*row) if row else None


def stand(version: int, state: dict[str, Any], saved_at: datetime, saved_by: str) -> JudgementStand:
    """Read one version of a judgement from its frozen state."""
    return JudgementStand(
        version=version,
        judging=Judging(
            declared=Level(state["declared"]) if state["declared"] else None,
            ticked=frozenset(state["ticked"]),
            set_aside=state["set_aside"],
            reason=state["reason"],
            statement=state["statement"],
            policy=state["policy"],
        ),
        evidence=tuple(EvidenceStand(one["title"], tuple(one.get("supports", ()))) for one in state["documents"]),
        saved_at=saved_at,
        saved_by_name=saved_by,
    )


def judgement_facts(assessment: UUID) -> dict[str, JudgementFact]:
    """Give the facts of every outcome judged so far, by reference. Two statements."""
    return {outcome: judged.fact for outcome, judged in judgements_of(assessment).items()}


def judgements_of(assessment: UUID) -> dict[str, Judged]:
    """Give every judgement of an assessment, by outcome reference. Two statements."""
    rows = _judgements_in(assessment)
    details = _by_owner(_details_in(assessment)) if rows else {}
    return {row[1]: judged(row, details.get(row[0], [])) for row in rows}


@prepared
def _judgements_in(assessment: UUID) -> QuerySet[Judgement, tuple[Any, ...]]:
    return Judgement.objects.filter(assessment_id=assessment).values_list("id", *COLUMNS)


COLUMNS = (
    "outcome",
    "version",
    "declared",
    "reason",
    "statement",
    "owner_id",
    "owner_name",
    "due_on",
    "saved_at",
    "saved_by_id",
    "saved_by_name",
)


@prepared
def _sheet_details(judgement: UUID, assessment: UUID, outcome: str) -> QuerySet[Any, Any]:
    return _details(*beside_outcome(assessment, outcome), judgement_id=judgement)


@prepared
def _details_in(assessment: UUID) -> QuerySet[Any, Any]:
    return _details(judgement__assessment=assessment)


@prepared
def _details_of_all(assessment: UUID) -> QuerySet[Any, Any]:
    return _details(indicators_held(assessment), judgement__assessment=assessment)


def _details(*more: QuerySet[Any, Any], **which: Any) -> QuerySet[Any, Any]:
    """Gather ticks, policy answers, documents and what these support of some judgements, and ``more`` rows of the same
    shape that belong to something else. One statement for all of it."""
    set_aside = Case(When(is_set_aside=True, then=Value("aside")), default=Value("tick"), output_field=CharField())
    ticks = Tick.objects.filter(**which).values_list(*detail("judgement_id", set_aside, "indicator", "alternative"))
    answers = PolicyAnswer.objects.filter(**which).values_list(*detail("judgement_id", "policy", "field", "value"))
    documents = JudgementDocument.objects.filter(document__removed_at__isnull=True, **which).values_list(
        *detail(
            "judgement_id",
            "document",
            "document_id",
            "document__title",
            about="document__current__kind",
            digest="document__current__sha256",
            day="document__current__dated_on",
            version="document__current__number",
            scan="document__current__scan",
            review="document__review_on",
            altered="document__current__altered_at",
        )
    )
    parts = EvidencePart.objects.filter(**{f"evidence__{up}": one for up, one in which.items()}).values_list(
        *detail("evidence__judgement_id", "supports", "evidence__document_id", "part")
    )
    return ticks.union(answers, documents, parts, *more, all=True)


def _by_owner(rows: list[tuple[Any, ...]]) -> dict[UUID, list[Detail]]:
    found: dict[UUID, list[Detail]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found


def judged(row: tuple[Any, ...], details: list[Detail]) -> Judged:
    """Put a judgement together from its row (id, then ``COLUMNS``) and its details."""
    key, outcome, version, declared, reason, statement, owner_id, owner, due_on, saved_at, saver, saved_by = row
    parts: dict[str, list[str]] = {}
    for what, item, part, *_ in sorted(details, key=lambda one: one[:3]):
        if what == "supports":
            parts.setdefault(item, []).append(part)
    documents = [
        Evidence(UUID(item), kind, title, digest, day, version, scan, review, bool(altered), tuple(parts.get(item, ())))
        for what, item, title, kind, digest, day, version, scan, review, altered in details
        if what == "document"
    ]
    return Judged(
        outcome=outcome,
        version=version,
        judging=Judging(
            declared=Level(declared) if declared else None,
            ticked=frozenset(detail[1] for detail in details if detail[0] == "tick"),
            set_aside={detail[1]: detail[2] for detail in details if detail[0] == "aside"},
            reason=reason,
            statement=statement,
            policy={detail[1]: detail[2] for detail in details if detail[0] == "policy"},
        ),
        documents=tuple(sorted(documents, key=lambda document: (document.title, document.id))),
        owner_id=owner_id,
        owner_name=owner,
        due_on=due_on,
        saved_at=saved_at if version else None,
        saved_by_id=saver if version else None,
        saved_by_name=saved_by if version else "",
        id=key,
    )


_YEAR = (
    "id",
    "revision",
    "category",
    "organisation__code",
    "organisation__is_critical_infrastructure",
    "organisation__profile__settled_type",
)


def _versions(key: AssessmentKey, outcome: str) -> QuerySet[JudgementVersion, JudgementVersion]:
    return JudgementVersion.objects.filter(
        judgement__assessment__organisation_id=key.organisation,
        judgement__assessment__edition=key.edition,
        judgement__outcome=outcome,
    ).order_by("-version")


@prepared
def _year_row(organisation: UUID, edition: str) -> QuerySet[Assessment, tuple[Any, ...]]:
    return _years(organisation, edition).values_list(*_YEAR)


@prepared
def _sheet_row(organisation: UUID, edition: str, outcome: str, person: UUID) -> QuerySet[Assessment, tuple[Any, ...]]:
    return (
        _years(organisation, edition)
        .annotate(
            one=FilteredRelation("judgements", condition=Q(judgements__outcome=outcome)),
            typed=FilteredRelation("drafts", condition=Q(drafts__subject=outcome, drafts__person_id=person)),
        )
        .values_list(*_YEAR, *(f"one__{name}" for name in ("id", *COLUMNS)), "typed__fields", "typed__kept_at")
    )


def _years(organisation: UUID, edition: str) -> QuerySet[Assessment, Assessment]:
    return Assessment.objects.filter(organisation_id=organisation, edition=edition, view=View.OUTCOME)


def _year(edition: Edition, row: tuple[Any, ...]) -> OutcomeYear:
    """Read the dates that bind it; one statement."""
    id, revision, category, code, is_critical, settled_type = row
    profile = ProfileFacts(settled_type, category_of(edition, category, is_critical))
    calendar, grants = calendar_for(edition, sector=edition.types[settled_type].public_sector, code=code)
    return OutcomeYear(id, revision, code, profile, calendar, grants)
