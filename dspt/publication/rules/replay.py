"""Judging a frozen document again, from nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dspt.standard.edition import Edition, View
from dspt.standard.facts import AnswerFact, JudgementFact, ProfileFacts
from dspt.standard.scoring import AssertionScore, OutcomeScore, score_assertions, score_outcomes

from .codec import record
from .standing import INTERIM


def replay(document: Mapping[str, Any]) -> str:
    """Work out the status of a publication again from its document alone: a key of its edition's statuses.

    Uses the rules of today on the questions, requirements and answers as they were frozen; equal to the recorded status
    unless the document or the rules changed. An interim that has a level on every outcome is an interim.
    """
    score = rescore(document)
    if document["result"]["kind"] == INTERIM:
        return INTERIM if isinstance(score, OutcomeScore) and score.interim_ready else "not_published"
    return score.status


def rescore(document: Mapping[str, Any]) -> AssertionScore | OutcomeScore:
    """Score a frozen document's answers or judgements by its own edition, on its own day."""
    edition, on = edition_of(document), date.fromisoformat(document["published_on"])
    profile = record(ProfileFacts, document["profile"]["facts"])
    if document["view"] == View.ASSERTION:
        answers = [record(AnswerFact, item["answer"]) for item in document["items"] if item["answer"]]
        confirmed = [entry["reference"] for entry in document["assertions"] if entry["confirmed"]]
        return score_assertions(edition, profile, {answer.item: answer for answer in answers}, confirmed, on)
    judgements = [record(JudgementFact, entry["judgement"]) for entry in document["outcomes"] if entry["judgement"]]
    return score_outcomes(edition, profile, {judged.outcome: judged for judged in judgements}, on)


def edition_of(document: Mapping[str, Any]) -> Edition:
    """Build the edition as far as a document holds it: what one category was asked, and the rules it was judged by."""
    rules, category = document["rules"], document["organisation"]["category"]
    items = {entry["asked"]["reference"]: entry["asked"] for entry in document.get("items", ())}
    outcomes = {entry["asked"]["reference"]: entry["asked"] for entry in document.get("outcomes", ())}
    return record(
        Edition,
        {
            **document["edition"],
            "categories": {category: rules["category"]},
            "types": {rules["type"]["key"]: rules["type"]},
            "exemptions": rules["exemptions"],
            "statuses": rules["statuses"],
            "switches": rules["switches"],
            "assertions": {
                entry["reference"]: {
                    **entry,
                    "items": [key for key, asked in items.items() if asked["assertion"] == entry["reference"]],
                }
                for entry in document.get("assertions", ())
            },
            "items": {
                key: {
                    "reference": key,
                    "assertion": asked["assertion"],
                    "standard": asked["standard"],
                    "asked": {category: asked},
                }
                for key, asked in items.items()
            },
            "outcomes": outcomes,
        },
    )
