"""What somebody who confirms had before them: the versions of the answers, as a form carries them and brings back."""

from __future__ import annotations

from collections.abc import Mapping

from dspt.assessments.queries import AnswerRecord
from dspt.standard.scoring import AssertionResult


def carried(result: AssertionResult, answers: Mapping[str, AnswerRecord]) -> str:
    """Write down the versions of an assertion's answers for a form to carry: ``1.3.1:4,1.3.2:0``."""
    items = [one.item.reference for one in result.items]
    return ",".join(f"{item}:{answers[item].version if item in answers else 0}" for item in items)


def brought_back(text: str) -> dict[str, int]:
    """Read such versions; what is none is passed over, so that it counts as not seen."""
    found = {}
    for part in text[:4000].split(","):
        item, _, version = part.partition(":")
        if version.isascii() and version.isdigit() and len(version) < 9:
            found[item] = int(version)
    return found
