"""What somebody who confirms has before them, as a form carries it and brings it back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dspt.assessments.queries import AnswerRecord
from dspt.assessments.rules.assertion_view import Seen
from dspt.standard.scoring import AssertionResult

_READ = re.compile(r"([0-9.]{1,20}):([0-9]{1,8})\.([0-9]{1,8})(?:,|$)")


def carried(result: AssertionResult, answers: Mapping[str, AnswerRecord]) -> str:
    """Write down the versions of an assertion's answers, and of the documents under them: ``1.3.1:4.2,1.3.2:0.0``."""
    items = [one.item.reference for one in result.items]
    return ",".join(_written(item, answers[item].seen if item in answers else Seen()) for item in items)


def brought_back(text: str) -> dict[str, Seen]:
    """Read such versions; what is none is passed over, so that it counts as not seen."""
    return {item: Seen(int(answer), int(documents)) for item, answer, documents in _READ.findall(text[:4000])}


def _written(item: str, seen: Seen) -> str:
    return f"{item}:{seen.answer}.{seen.documents}"
