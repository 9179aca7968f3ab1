"""Judging outcomes: ticks, levels, reasons, statements, policy answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.journal.actions import record
from dspt.standard.scoring import OutcomeScore

from ..models import Draft, JudgementVersion, PolicyAnswer, Tick
from ..queries.outcome_view import Judged, stand
from ..rules.outcome_view import JudgementRefused, Judging, problems_of, tidied
from ..rules.year import NOBODY, AssessmentKey
from .outcome_opening import StaleJudgement, Taken, keep_version, take, write, write_progress


@dataclass(frozen=True, slots=True)
class SavedJudgement:
    """What a save left behind. ``changed``: False when it held nothing new, so that nothing was written."""

    judged: Judged
    score: OutcomeScore
    changed: bool


def save_judgement(
    *,
    by: Actor,
    assessment: AssessmentKey,
    outcome: str,
    ticks: Iterable[str],
    set_aside: Mapping[str, str],
    declared: str,
    reason: str,
    statement: str,
    policy: Mapping[str, str],
    seen_version: int,
    at: datetime,
    working: bool = False,
) -> SavedJudgement:
    """Save what is judged of an outcome; every earlier judgement is kept (rules section 5).

    ``ticks`` are indicator references, ``set_aside`` leads from one to the alternative that takes its place,
    ``declared`` is a level or empty, ``policy`` leads from field to answer. Half-done work is taken. ``seen_version``
    is the version the person had before them, 0 for none: a later one is refused, unless nothing that was judged
    differs. ``working``: the ticks are being worked out, so that a reason that the level now needs is not asked for
    yet; it then stands among what is in the way of the status.

    Refuses with OutcomeNotThere, AssessmentClosed, StaleJudgement and JudgementRefused (all problems at once). Nine
    statements at most, journal included; up to four more that write ticks and policy answers in bulk, and one more past
    the official close.
    """
    with transaction.atomic():
        year = take(assessment, outcome, at, by=by)
        current = year.held.get(outcome, Judged(outcome))
        judging, unknown = tidied(
            declared=declared,
            ticks=ticks,
            set_aside=set_aside,
            reason=reason,
            statement=statement,
            policy=policy,
            asked=year.outcome,
        )
        problems = unknown + problems_of(year.outcome, judging, working=working)
        if not problems and judging == current.judging:
            _drop_draft(year, by)
            return SavedJudgement(current, year.score(), changed=False)
        if current.version != seen_version:
            _refuse_where_it_differs(current, seen_version)
        if problems:
            raise JudgementRefused(problems)
        stands = replace(current, judging=judging)
        score = year.score(stands)
        saved = write(year, stands, by, at)
        _replace_details(year, current, saved)
        keep_version(year, saved, at)
        _drop_draft(year, by)
        write_progress(year, score, at)
        record(
            by=by,
            event="assessments.judgement.saved",
            subject=f"{assessment.edition} {outcome}",
            at=at,
            organisation=assessment.code,
            before=_told(current) if current.version else None,
            after=_told(saved),
        )
    return SavedJudgement(saved, score, changed=True)


def _refuse_where_it_differs(current: Judged, seen_version: int) -> None:
    """Refuse a stale save with StaleJudgement, unless what was judged is still what the person saw."""
    if not seen_version or not current.version:  # a form may claim a version of what nobody has judged
        if current.judging != Judging():
            raise StaleJudgement(current, None)
        return
    row = (
        JudgementVersion.objects.filter(judgement_id=current.key, version=seen_version)
        .values_list("version", "state", "saved_at", "saved_by_name")
        .first()
    )
    start = stand(*row) if row else None
    if start is None or start.judging != current.judging:
        raise StaleJudgement(current, start)


def _replace_details(year: Taken, before: Judged, after: Judged) -> None:
    """Write those ticks, alternatives and policy answers that changed. At most four statements."""
    home = year.row.organisation_id
    old, new = _ticks(before.judging), _ticks(after.judging)
    gone = [indicator for indicator, text in old.items() if new.get(indicator) != text]
    if gone:
        Tick.objects.filter(judgement_id=after.key, indicator__in=gone).delete()
    Tick.objects.bulk_create(
        Tick(
            organisation_id=home,
            judgement_id=after.key,
            indicator=indicator,
            is_set_aside=bool(text),
            alternative=text,
        )
        for indicator, text in new.items()
        if old.get(indicator) != text
    )
    said, says = before.judging.policy, after.judging.policy
    dropped = [field for field, value in said.items() if says.get(field) != value]
    if dropped:
        PolicyAnswer.objects.filter(judgement_id=after.key, field__in=dropped).delete()
    PolicyAnswer.objects.bulk_create(
        PolicyAnswer(organisation_id=home, judgement_id=after.key, field=field, value=value)
        for field, value in says.items()
        if said.get(field) != value
    )


def _ticks(judging: Judging) -> dict[str, str]:
    """Indicator to its alternative; a plain tick has none."""
    return {**dict.fromkeys(sorted(judging.ticked), ""), **judging.set_aside}


def _drop_draft(year: Taken, by: Actor) -> None:
    if year.has_draft:
        Draft.objects.filter(
            assessment_id=year.row.pk, person_id=by.id or NOBODY, subject=year.outcome.reference
        ).delete()


def _told(judged: Judged) -> dict[str, object]:
    """What the journal tells of a judgement: never its texts, which describe defences and are kept with it."""
    judging = judged.judging
    return {
        "version": judged.version,
        "declared": judging.declared.value if judging.declared else "",
        "ticked": len(judging.ticked),
        "set_aside": len(judging.set_aside),
    }
