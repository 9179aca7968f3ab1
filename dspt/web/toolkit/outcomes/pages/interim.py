"""The interim submission: where it stands, what is missing, when it was made."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from dspt.foundation.refusals import Refusal
from dspt.publication.actions import ChangedSinceCheck, NothingChanged
from dspt.publication.queries import Readiness
from dspt.publication.rules import EditionClosed, NotReady, ProfileNotAccepted
from dspt.standard.calendar import interim_was_late
from dspt.standard.edition import Edition, Level
from dspt.standard.scoring import OutcomeScore
from dspt.web.kit.components import Link
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.toolkit.frame import OrganisationFrame
from dspt.web.toolkit.links import address
from dspt.web.toolkit.words import count, day, deadline, instant

from ..words import LEVELS
from .guidance import advice


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many outcomes of one objective are at each level; ``none``: without one."""

    objective: str
    counts: tuple[int, ...]
    none: int


@dataclass(frozen=True, slots=True)
class InterimPage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    lede: str
    submitted: str
    receipt_url: str
    late: str
    blocked: str
    """Why it cannot be submitted now, apart from missing levels."""
    blocked_link: Link | None
    missing_words: str
    missing: tuple[Link, ...]
    levels: tuple[str, ...]
    counts: tuple[LevelCount, ...]
    is_ready: bool
    may_submit: bool
    nothing_changed: bool
    button: str
    revision: int
    profile_version: int
    steps: tuple[str, ...]
    """How to do it well; without the advice's own sentence on the date, which an extension may have moved."""
    overview_url: str


def interim_page(
    *, frame: OrganisationFrame, edition: Edition, found: Readiness, may_submit: bool, refused: Refusal | None
) -> InterimPage:
    """Put the page together from what the ledger's room says about readiness."""
    gathered = found.gathered
    score, calendar, last = gathered.score, gathered.calendar, gathered.last
    base = reverse("outcomes", kwargs={"code": frame.code, "edition": edition.key})
    missing = _missing(edition, score, base)
    due = calendar.interim_due_on
    earlier = last is not None and last.edition == edition.key
    is_late = interim_was_late(calendar, gathered.on) and not isinstance(found.refusal, EditionClosed)
    told = advice(edition, "interim_submission")
    blocked, link = _blocked(found.refusal, frame)
    return InterimPage(
        title="Interim submission",
        frame=frame,
        errors=_errors(refused),
        lede=(
            f"Where you stand on all {len(edition.outcomes)} outcomes, on the day you submit. "
            f"{deadline(due, gathered.on)}."
        )
        if due
        else "",
        submitted=f"Submitted on {instant(last.published_at)}, number {last.number}." if last and earlier else "",
        receipt_url=address("receipt", frame.code, last.id) if last and earlier else "",
        late=(
            f"The interim was due on {day(due)}. You can still submit until {day(calendar.closes_on)}. "
            "The register will say that it is late."
        )
        if is_late and not earlier
        else "",
        blocked=blocked,
        blocked_link=link,
        missing_words=f"{count(len(missing), 'outcome')} {'needs' if len(missing) == 1 else 'need'} a level first"
        if missing
        else "",
        missing=missing,
        levels=(*LEVELS.values(), "No level"),
        counts=_counts(edition, score),
        is_ready=found.offer is not None,
        may_submit=may_submit,
        nothing_changed=found.nothing_changed,
        button="Submit again" if earlier else "Submit the interim position",
        revision=gathered.state.revision,
        profile_version=gathered.profile.version,
        steps=told.steps if told else (),
        overview_url=base,
    )


def _missing(edition: Edition, score: object, base: str) -> tuple[Link, ...]:
    if not isinstance(score, OutcomeScore):
        return ()
    return tuple(
        Link(f"{reference} {edition.outcomes[reference].title}", f"{base}/{reference}")
        for reference, one in score.outcomes.items()
        if one.declared is None
    )


def _counts(edition: Edition, score: object) -> tuple[LevelCount, ...]:
    if not isinstance(score, OutcomeScore):
        return ()
    rows = []
    for objective in edition.objectives:
        declared = [one.declared for one in score.outcomes.values() if one.outcome.objective == objective.reference]
        rows.append(
            LevelCount(
                f"{objective.reference}. {objective.title}",
                tuple(declared.count(of) for of in Level),
                declared.count(None),
            )
        )
    return tuple(rows)


def _blocked(refusal: Refusal | None, frame: OrganisationFrame) -> tuple[str, Link | None]:
    if isinstance(refusal, EditionClosed):
        return "This edition takes no submission now. It is not open yet, or the next one has opened.", None
    if isinstance(refusal, ProfileNotAccepted):
        return (
            "Your profile has to be accepted first.",
            Link("Check your profile", reverse("profile", kwargs={"code": frame.code})),
        )
    return "", None


def _errors(refused: Refusal | None) -> ErrorSummary:
    if refused is None:
        return ErrorSummary()
    if isinstance(refused, ChangedSinceCheck):
        words = "Something changed while you were reading. Look at the levels again, then submit"
    elif isinstance(refused, NothingChanged):
        words = "Nothing changed since your last submission. Submit again only if you want today’s date on it"
    elif isinstance(refused, NotReady):
        words = "Give every outcome a level first"
    else:
        words = "This could not be submitted now. The reason stands below"
    return ErrorSummary((ErrorLine(words),))
