"""All outcomes at a glance: four numbers, the matrix, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from dspt.assessments.queries import Judged, OutcomeOverview
from dspt.foundation.clock import london_date
from dspt.publication.queries.ready import Last
from dspt.publication.rules import status_text
from dspt.standard.edition import Amendment, Edition
from dspt.standard.outcome_levels import needs_reason
from dspt.standard.scoring import OutcomeResult
from dspt.web.kit.components import (
    Chip,
    FilterOption,
    LevelMeter,
    Link,
    Mark,
    Position,
    Row,
    Tile,
    TileGroup,
    TileRow,
)
from dspt.web.kit.labels import with_article
from dspt.web.toolkit.frame import OrganisationFrame
from dspt.web.toolkit.links import address
from dspt.web.toolkit.offers import offer_in_words
from dspt.web.toolkit.words import count, day, deadline, listed, moved, short_day

from .filters import Filters, Sieve, amended_since, known

_POSITIONS: dict[str, Position] = {"at": "ok", "above": "up", "below": "low", "none": "todo"}
_WORDS = {"at": "At expected", "above": "Above", "below": "", "none": ""}
_MARKS = {"below": Mark("▼ Below", "bad"), "none": Mark("No level yet", "do")}


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One line. ``mark`` says what is to be done about its position, else ``words`` say it; ``note`` is quieter."""

    reference: str
    title: str
    url: str
    meter: LevelMeter
    mark: Mark | None
    words: str
    note: str
    audit: str
    owner: str
    due: str
    mine: str
    """Which of its indicators the person who looks holds."""
    changed: str
    amended: str
    """When its guidance changed after that."""


@dataclass(frozen=True, slots=True)
class ObjectiveRows:
    title: str
    rows: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True)
class OverviewPage:
    title: str
    frame: OrganisationFrame
    lede: str
    notes: tuple[str, ...]
    """What holds for the whole year: a stricter profile, lateness, the close."""
    extensions: tuple[str, ...]
    tally: tuple[Row, ...]
    offer: str
    to_met: str
    publish: Link
    published: str
    """What was published of this edition, and when; empty: nothing."""
    receipt: Link | None
    interim: Link | None
    interim_words: str
    begin: Link | None
    """Before the first level: where to begin."""
    matrix: tuple[TileGroup, ...]
    chips: tuple[Chip, ...]
    objectives: tuple[FilterOption, ...]
    owners: tuple[FilterOption, ...]
    show: str
    filter_note: str
    caption: str
    groups: tuple[ObjectiveRows, ...]
    url: str
    workbook: str
    below_meter: LevelMeter
    two_level_meter: LevelMeter
    wide: bool = True


def overview(
    *,
    frame: OrganisationFrame,
    edition: Edition,
    found: OutcomeOverview,
    asked: Filters,
    person: UUID | None,
    today: date,
    submitted_at: datetime | None,
    published: Last | None,
) -> OverviewPage:
    """Put the page together in one pass over the outcomes for each of its parts."""
    where = {"code": frame.code, "edition": edition.key}
    base = reverse("outcomes", kwargs=where)
    score, judged, calendar = found.score, found.judged, found.year.calendar
    is_closed = today > calendar.closes_on
    results = tuple(score.outcomes.values())
    held = _held_by(person, edition, found)
    sieve = Sieve(known(asked, edition, judged), edition, judged, frozenset(held), person)
    shown = [one for one in results if sieve.lets_through(one)]
    audited = [one for one in results if one.outcome.in_audit]
    blocked = sum(bool(one.reasons) for one in results)
    first = next(iter(edition.outcomes), "")
    kind = edition.types[found.year.profile.type].label
    return OverviewPage(
        title=f"Assessment: {count(score.total, 'outcome')}",
        frame=frame,
        lede=(
            f"Declared level against the level expected of {with_article(kind)} in {edition.key}. "
            f"{deadline(calendar.due_on, today)}."
        ),
        notes=tuple(note for note in (_profile_note(edition, found), _calendar_note(found, today)) if note),
        extensions=tuple(moved(grant.reason) for grant in found.year.grants),
        tally=(
            Row("at or above expected", str(score.at_or_above)),
            Row("▼ below expected", str(score.below)),
            Row("no level yet", str(score.total - score.declared)),
            Row(f"of {len(audited)} in the audit are below", str(sum(one.standing == "below" for one in audited))),
        ),
        offer="This edition takes no publications any more." if is_closed else _offer(edition, found),
        to_met=f"Standards Met needs {count(blocked, 'more outcome')}." if blocked and not is_closed else "",
        publish=_publish(frame, edition, is_closed=is_closed, is_blocked=blocked > 0),
        published=_published(edition, published, is_closed=is_closed),
        receipt=Link("See the receipt", address("receipt", frame.code, published.id)) if published else None,
        interim=Link("Interim submission", reverse("interim", kwargs=where)) if calendar.interim_due_on else None,
        interim_words=_interim_words(found, today, submitted_at),
        begin=Link(f"Begin with {first}", f"{base}/{first}") if not (score.declared or is_closed) and first else None,
        matrix=_matrix(edition, score.outcomes, base),
        chips=sieve.chips(results, base),
        objectives=_objectives(edition, sieve.filters.objective),
        owners=sieve.owners(),
        show=sieve.filters.show,
        filter_note="Part of this address is not known here, so it was left out." if sieve.filters.unknown else "",
        caption=count(len(shown), "outcome") + ("" if len(shown) == score.total else f" of {score.total}"),
        groups=_groups(edition, shown, judged, held, base, today),
        url=base,
        workbook=reverse("assessment_workbook", kwargs=where),
        below_meter=LevelMeter("partially_achieved", "achieved"),
        two_level_meter=LevelMeter("achieved", "achieved", has_partial=False),
    )


def _profile_note(edition: Edition, found: OutcomeOverview) -> str:
    """Say that the stricter profile counts, and how much stricter it is."""
    category = edition.categories[found.year.profile.category]
    plain = next((one.profile for one in edition.categories.values() if one.flagged == category.key), "")
    if not plain:
        return ""
    outcomes = edition.outcomes.values()
    higher = sum(one.expected[category.profile].rank > one.expected[plain].rank for one in outcomes)
    return (
        f"Category {category.key}: you are named as critical national infrastructure, so the stricter profile counts. "
        f"{count(higher, 'outcome')} of {len(edition.outcomes)} {'is' if higher == 1 else 'are'} expected at a higher "
        "level than of other bodies."
    )


def _calendar_note(found: OutcomeOverview, today: date) -> str:
    calendar = found.year.calendar
    if today > calendar.closes_on:
        return f"This edition closed on {day(calendar.closes_on)}. What was judged stays as it is."
    if today > calendar.due_on:
        return (
            f"The deadline has passed. You can still publish until {day(calendar.closes_on)}. The register will say "
            "that it is late."
        )
    return ""


def _offer(edition: Edition, found: OutcomeOverview) -> str:
    offer = offer_in_words(edition, found.score.status)
    if not offer:
        return "Nothing can be published yet: every outcome needs a level, and some need a statement or an answer."
    return f"On offer today: {offer}."


def _publish(frame: OrganisationFrame, edition: Edition, *, is_closed: bool, is_blocked: bool) -> Link:
    if is_closed:
        return Link("History", address("history", frame.code))
    return Link("See what blocks it" if is_blocked else "Publish", address("publish", frame.code, edition.key))


def _published(edition: Edition, last: Last | None, *, is_closed: bool) -> str:
    if last is None:
        return ""
    text, on = status_text(edition, last.status), day(london_date(last.published_at))
    again = "" if is_closed else " What is changed here reaches the register when you publish again."
    return f"{text} was published on {on}.{again}"


def _interim_words(found: OutcomeOverview, today: date, submitted_at: datetime | None) -> str:
    due, score = found.year.calendar.interim_due_on, found.score
    if submitted_at is not None:
        return f"The interim was submitted on {day(london_date(submitted_at))}."
    if due is None:
        return ""
    if today > found.year.calendar.closes_on:
        return "No interim was submitted."
    missing = score.total - score.declared
    need = (
        f"{count(missing, 'outcome')} still {'needs' if missing == 1 else 'need'} a level"
        if missing
        else "all is ready"
    )
    if today > due:
        return f"The interim submission was due {day(due)}. It can still be made, late: {need}."
    return f"The interim submission is due {day(due)}: {need}."


def _matrix(edition: Edition, results: Mapping[str, OutcomeResult], base: str) -> tuple[TileGroup, ...]:
    return tuple(
        TileGroup(
            f"{objective.reference}. {objective.title}",
            tuple(
                TileRow(
                    f"{reference} {edition.principles[reference].title}",
                    tuple(
                        Tile(one, f"{base}/{one}", _POSITIONS[results[one].standing], edition.outcomes[one].in_audit)
                        for one in edition.principles[reference].outcomes
                    ),
                )
                for reference in objective.principles
            ),
        )
        for objective in edition.objectives
    )


def _objectives(edition: Edition, chosen: str) -> tuple[FilterOption, ...]:
    options = [("", f"All {len(edition.objectives)}")]
    options += [(one.reference, f"{one.reference}. {one.title}") for one in edition.objectives]
    return tuple(FilterOption(value, label, is_chosen=value == chosen) for value, label in options)


def _held_by(person: UUID | None, edition: Edition, found: OutcomeOverview) -> dict[str, str]:
    """Name the indicators that this person holds, by the outcome they stand under."""
    mine: dict[str, list[str]] = {}
    for outcome in edition.outcomes.values() if person else ():
        for one in outcome.indicators:
            holder = found.held.get(one.reference)
            if holder is not None and holder.owner_id == person:
                mine.setdefault(outcome.reference, []).append(one.code)
    return {outcome: f"you hold {listed(codes)}" for outcome, codes in mine.items()}


def _groups(
    edition: Edition,
    shown: list[OutcomeResult],
    judged: Mapping[str, Judged],
    held: Mapping[str, str],
    base: str,
    today: date,
) -> tuple[ObjectiveRows, ...]:
    rows: dict[str, list[OutcomeRow]] = {}
    for one in shown:
        stands = judged.get(one.outcome.reference)
        row = _row(one, stands, base, today, held.get(one.outcome.reference, ""), amended_since(edition, stands))
        rows.setdefault(one.outcome.objective, []).append(row)
    return tuple(
        ObjectiveRows(f"{objective.reference}. {objective.title}", tuple(rows[objective.reference]))
        for objective in edition.objectives
        if objective.reference in rows
    )


def _row(
    one: OutcomeResult, held: Judged | None, base: str, today: date, mine: str, amended: Amendment | None
) -> OutcomeRow:
    outcome = one.outcome
    saved_on = london_date(held.saved_at) if held and held.saved_at else None
    is_late = held is not None and held.due_on is not None and held.due_on < today and bool(one.reasons)
    due = short_day(held.due_on, today) if held else ""
    return OutcomeRow(
        reference=outcome.reference,
        title=outcome.title,
        url=f"{base}/{outcome.reference}",
        meter=LevelMeter(one.declared.value if one.declared else "", one.expected.value, outcome.has_partial),
        mark=_MARKS.get(one.standing),
        words=_WORDS[one.standing],
        note=_note(one),
        audit="Mandated" if outcome.in_audit else "",
        owner=held.owner_name if held else "",
        due=f"{'was due' if is_late else 'due'} {due}" if due else "",
        mine=mine,
        changed=short_day(saved_on, today),
        amended=f"guidance {short_day(amended.on, today)}" if amended else "",
    )


def _note(one: OutcomeResult) -> str:
    """Say what an outcome with a level still lacks."""
    codes = {reason.code for reason in one.reasons}
    if "reason_missing" in codes:
        return "Reason missing"
    if needs_reason(one.declared, one.supported):
        return "Differs from the ticks"
    if one.declared is None:
        return ""
    if "policy_missing" in codes:
        return "Policy question open"
    return "No statement" if "statement_missing" in codes else ""
