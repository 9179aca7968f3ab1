"""The outcome view as it stands: judgements with their ticks, policy answers and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, DateField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from dspt.standard.edition import Edition, Level, Outcome
from dspt.standard.facts import JudgementFact

from ..models import Judgement, JudgementDocument, PolicyAnswer, Tick

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document under an outcome. ``kind``: file, link or place; ``digest``: SHA-256 of a file, else empty."""

    id: UUID
    kind: str
    title: str
    digest: str
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One outcome's judgement as it stands.

    ``version`` is what the next save must have seen; 0: nothing saved yet, the row holds an owner or a due day at most.
    ``set_aside`` leads from an indicator to the alternative that takes its place.
    """

    outcome: str
    version: int = 0
    declared: Level | None = None
    reason: str = ""
    statement: str = ""
    ticked: frozenset[str] = frozenset()
    set_aside: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    policy: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    documents: tuple[Evidence, ...] = ()
    owner_id: UUID | None = None
    owner_name: str = ""
    due_on: date | None = None
    saved_at: datetime | None = None
    saved_by_id: UUID | None = None
    saved_by_name: str = ""
    id: UUID | None = None

    @property
    def fact(self) -> JudgementFact:
        """What the rules are told of it."""
        return JudgementFact(
            outcome=self.outcome,
            declared=self.declared,
            ticked=self.ticked,
            set_aside=frozenset(self.set_aside),
            reason=self.reason,
            statement=self.statement,
            policy=self.policy,
            documents=len(self.documents),
        )

    @property
    def content(self) -> dict[str, object]:
        """What was judged, as plain values for history and comparison; documents, owner and due day aside."""
        return {
            "declared": self.declared.value if self.declared else "",
            "reason": self.reason,
            "statement": self.statement,
            "ticked": sorted(self.ticked),
            "set_aside": dict(sorted(self.set_aside.items())),
            "policy": dict(sorted(self.policy.items())),
        }


def judgement_facts(assessment: UUID) -> dict[str, JudgementFact]:
    """Give the facts of every outcome judged so far, by reference. Two statements."""
    return {outcome: judged.fact for outcome, judged in judgements_of(assessment).items()}


def judgements_of(assessment: UUID) -> dict[str, Judged]:
    """Give every judgement of an assessment, by outcome reference. Two statements."""
    rows = list(Judgement.objects.filter(assessment_id=assessment).values_list("id", *COLUMNS))
    details = details_of(judgement__assessment=assessment) if rows else {}
    return {row[1]: judged(row, details.get(row[0], [])) for row in rows}


def frozen_judgements(edition: Edition, assessment: UUID) -> list[dict[str, object]]:
    """Give all outcomes for a publication: as asked and as judged, in the order of the standard. Two statements.

    Plain values only (text, booleans, lists, mappings, null), instants in ISO 8601, so that canonical JSON can be
    made of it. An outcome that nobody judged stands with ``declared`` null.
    """
    held = judgements_of(assessment)
    return [_frozen(outcome, held.get(reference, Judged(reference))) for reference, outcome in edition.outcomes.items()]


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
Detail = tuple[str, str, str, str, str, date | None]
"""Kind (tick, aside, policy, document), key, text, kind of document, digest, day."""


def details_of(**which: Any) -> dict[UUID, list[Detail]]:
    """Gather ticks, policy answers and documents of some judgements, by judgement. One statement for all three."""
    none, no_day = Value("", TextField()), Cast(Value(None), DateField())  # cast, or PostgreSQL takes it for text
    ticks = Tick.objects.filter(**which).values_list(
        "judgement_id",
        Case(When(is_set_aside=True, then=Value("aside")), default=Value("tick"), output_field=CharField()),
        Cast("indicator", TextField()),
        F("alternative"),
        none,
        none,
        no_day,
    )
    answers = PolicyAnswer.objects.filter(**which).values_list(
        "judgement_id",
        Value("policy", CharField()),
        Cast("field", TextField()),
        F("value"),
        none,
        none,
        no_day,
    )
    documents = JudgementDocument.objects.filter(**which).values_list(
        "judgement_id",
        Value("document", CharField()),
        Cast("document_id", TextField()),
        Cast("document__title", TextField()),
        Cast("document__kind", TextField()),
        Cast("document__sha256", TextField()),
        F("document__dated_on"),
    )
    found: dict[UUID, list[Detail]] = {}
    union: QuerySet[Any, Any] = ticks.union(answers, documents, all=True)
    for judgement, *detail in union:
        found.setdefault(judgement, []).append(tuple(detail))
    return found


def judged(row: tuple[Any, ...], details: list[Detail]) -> Judged:
    """Put a judgement together from its row (id, then ``COLUMNS``) and its details."""
    key, outcome, version, declared, reason, statement, owner_id, owner, due_on, saved_at, saver, saved_by = row
    documents = [
        Evidence(UUID(item), kind, title, digest, day)
        for what, item, title, kind, digest, day in details
        if what == "document"
    ]
    return Judged(
        outcome=outcome,
        version=version,
        declared=Level(declared) if declared else None,
        reason=reason,
        statement=statement,
        ticked=frozenset(detail[1] for detail in details if detail[0] == "tick"),
        set_aside={detail[1]: detail[2] for detail in details if detail[0] == "aside"},
        policy={detail[1]: detail[2] for detail in details if detail[0] == "policy"},
        documents=tuple(sorted(documents, key=lambda document: (document.title, document.id))),
        owner_id=owner_id,
        owner_name=owner,
        due_on=due_on,
        saved_at=saved_at if version else None,
        saved_by_id=saver if version else None,
        saved_by_name=saved_by if version else "",
        id=key,
    )


def _frozen(outcome: Outcome, stands: Judged) -> dict[str, object]:
    asked = outcome.policy
    return {
        "reference": outcome.reference,
        "title": outcome.title,
        "asked": outcome.statement,
        "levels": [level.value for level in outcome.levels],
        "expected": {profile: level.value for profile, level in outcome.expected.items()},
        "indicators": [
            {
                "reference": indicator.reference,
                "level": indicator.level.value,
                "text": indicator.text,
                "ticked": indicator.reference in stands.ticked,
                "set_aside": stands.set_aside.get(indicator.reference),
            }
            for indicator in outcome.indicators
        ],
        "policy": None
        if asked is None
        else {
            "question": asked.question,
            "answers": [
                {"key": one.key, "asked": one.label, "answer": stands.policy.get(one.key)} for one in asked.fields
            ],
        },
        "declared": stands.declared.value if stands.declared else None,
        "reason": stands.reason,
        "statement": stands.statement,
        "evidence": [
            {"id": str(one.id), "kind": one.kind, "title": one.title, "sha256": one.digest} for one in stands.documents
        ],
        "version": stands.version,
        "saved_at": stands.saved_at.isoformat() if stands.saved_at else None,
        "saved_by": stands.saved_by_name,
    }
