"""The outcome view of an edition: ``caf.yaml`` with its help in ``guidance/caf.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..edition import (
    Advice,
    Confidence,
    EvidenceIdea,
    Gap,
    Indicator,
    Level,
    Objective,
    Outcome,
    OutcomeHelp,
    PolicyField,
    PolicyQuestion,
    Principle,
    Provenance,
)
from .bodies import provenance
from .reading import Fields

_SUPPORTING = ("title", "statement", "levels", "standard")
_FIELD_KINDS = ("choice", "percent", "text")


@dataclass(frozen=True, slots=True)
class OutcomeView:
    objectives: tuple[Objective, ...]
    principles: dict[str, Principle]
    outcomes: dict[str, Outcome]
    profiles: dict[str, str]
    profile_notes: dict[str, str]
    advice: dict[str, Advice]


NO_OUTCOMES = OutcomeView((), {}, {}, {}, {}, {})


def read_outcome_view(file: Fields, help_file: Fields, mandated: tuple[str, ...]) -> OutcomeView:
    """Read both files together; every outcome must have help, and every piece of help an outcome."""
    profiles = file.pairs("profiles")
    intros = {**help_file.pairs("objectives"), **help_file.pairs("principles")}
    helps = dict(help_file.named("outcomes"))
    advice = {key: _advice(key, row) for key, row in help_file.named("advice")}
    outcomes: dict[str, Outcome] = {}
    rows = {}
    for row in file.rows("outcomes", "reference"):
        reference = row.text("reference")
        if reference in outcomes:
            row.fault("stands twice")
        help_row = helps.pop(reference, None)
        if help_row is None:
            row.fault("has no help")
            help_row = Fields(row.faults, row.file, row.entry, {})
        outcomes[reference] = _outcome(reference, row, help_row, profiles, in_audit=reference in mandated)
        rows[reference] = row
    for reference in helps:
        help_file.faults.add(help_file.file, f"outcomes {reference}", "there is no such outcome")
    for reference in mandated:
        if reference not in outcomes:
            file.fault(f"the audit mandates {reference}, which does not exist")
    for reference, outcome in outcomes.items():
        if outcome.policy and outcome.policy.advice and outcome.policy.advice not in advice:
            rows[reference].fault(f"there is no advice {outcome.policy.advice!r}")
    principles = _principles(file, outcomes, intros)
    objectives = []
    for row in file.rows("objectives", "reference"):
        reference = row.text("reference")
        below = tuple(key for key, principle in principles.items() if principle.objective == reference)
        objectives.append(
            Objective(reference, row.text("title"), row.text("description"), intros.get(reference, ""), below)
        )
        row.done()
    view = OutcomeView(
        objectives=tuple(objectives),
        principles=principles,
        outcomes=outcomes,
        profiles=profiles,
        profile_notes=file.pairs("profile_notes", needed=False),
        advice=advice,
    )
    file.done()
    help_file.done()
    return view


def _principles(file: Fields, outcomes: Mapping[str, Outcome], intros: Mapping[str, str]) -> dict[str, Principle]:
    found = {}
    for row in file.rows("principles", "reference"):
        reference = row.text("reference")
        below = tuple(key for key, outcome in outcomes.items() if outcome.principle == reference)
        if not below:
            row.fault("holds no outcome")
        found[reference] = Principle(
            reference=reference,
            objective=row.text("objective"),
            title=row.text("title"),
            description=row.text("description"),
            intro=intros.get(reference, ""),
            outcomes=below,
        )
        row.done()
    for reference, outcome in outcomes.items():
        if outcome.principle not in found:
            file.fault(f"outcome {reference} stands under {outcome.principle!r}, which does not exist")
    return found


def _outcome(reference: str, row: Fields, help_row: Fields, profiles: Mapping[str, str], *, in_audit: bool) -> Outcome:
    levels = tuple(_level(row, value) for value in row.texts("levels"))
    expected = row.fields("expected")
    trust = row.fields("confidence")
    aspects = {name: trust.choice(name, Confidence) for name in trust.values}
    sources = row.texts("sources")
    notes = row.texts("notes", needed=False)
    indicators = tuple(_indicator(reference, one) for one in row.rows("indicators", "reference"))
    related = row.take("related_standards", [])
    outcome = Outcome(
        reference=reference,
        principle=row.text("principle"),
        objective=reference[:1],
        title=row.text("title"),
        statement=row.text("statement"),
        levels=levels,
        expected={profile: expected.choice(profile, Level) for profile in profiles},
        indicators=indicators,
        in_audit=in_audit,
        policy=_policy(reference, row.fields("policy")) if "policy" in row.values else None,
        help=_help(help_row),
        provenance=Provenance(_lowest(aspects), sources, " ".join(notes), aspects=aspects),
        related_standards=tuple(one for one in related if isinstance(one, int)) if isinstance(related, list) else (),
        expected_basis=row.text("expected_basis", ""),
    )
    expected.done()
    row.done()
    for profile, level in outcome.expected.items():
        if level not in levels:
            row.fault(f"profile {profile} expects {level}, a level that the outcome does not have")
    for indicator in indicators:
        if indicator.level not in levels:
            row.fault(f"indicator {indicator.reference} belongs to a level that the outcome does not have")
    for level in levels:
        if all(indicator.level is not level for indicator in indicators):
            row.fault(f"has no indicator for {level}")
    return outcome


def _lowest(aspects: Mapping[str, Confidence]) -> Confidence:
    """How far to trust an outcome as a whole: as far as the weakest aspect that the standard itself fixes."""
    order = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
    return min((aspects[name] for name in _SUPPORTING if name in aspects), key=order.index, default=Confidence.LOW)


def _level(row: Fields, value: str) -> Level:
    try:
        return Level(value)
    except ValueError:
        row.fault(f"{value!r} is not a level")
        return Level.NOT_ACHIEVED


def _indicator(outcome: str, row: Fields) -> Indicator:
    reference = row.text("reference")
    if not reference.startswith(f"{outcome}#"):
        row.fault(f"its reference must begin with {outcome}#")
    # A rebuilt indicator has no number of the standard's own; it is shown with ours.
    shown = reference.partition("#")[2].replace("-r", "#")
    found = Indicator(
        reference=reference,
        outcome=outcome,
        code=row.text("code", shown),
        level=row.choice("level", Level),
        text=row.text("text"),
        reconstructed=row.truth("reconstructed", False),
        provenance=Provenance(row.choice("confidence", Confidence), (row.text("source"),)),
        overlay=row.text("overlay", ""),
    )
    row.done()
    return found


def _policy(outcome: str, row: Fields) -> PolicyQuestion:
    fields = tuple(_policy_field(one) for one in row.rows("fields", "key"))
    barring = row.take("barring", [])
    pairs = tuple((str(one[0]), str(one[1])) for one in barring) if isinstance(barring, list) else ()
    choices = {field.key: {value for value, _ in field.choices} for field in fields}
    for field in fields:
        if field.needed_when and field.needed_when[1] not in choices.get(field.needed_when[0], ()):
            row.fault(f"field {field.key} depends on a choice that does not exist")
    for name, value in pairs:
        if value not in choices.get(name, ()):
            row.fault(f"bars on {name} = {value}, a choice that does not exist")
    found = PolicyQuestion(
        outcome=outcome,
        title=row.text("title"),
        question=row.text("question"),
        fields=fields,
        required=row.truth("required"),
        barring=pairs,
        provenance=provenance(row),
        advice=row.text("advice", ""),
    )
    row.done()
    return found


def _policy_field(row: Fields) -> PolicyField:
    choices, hints = [], {}
    for choice in row.rows("choices", "value", needed=False):
        value = choice.text("value")
        choices.append((value, choice.text("label")))
        if "hint" in choice.values:
            hints[value] = choice.text("hint")
        choice.done()
    condition = row.texts("needed_when", needed=False)
    kind = row.text("kind")
    if kind not in _FIELD_KINDS:
        row.fault(f"'kind' is {kind!r}; it must be one of {', '.join(_FIELD_KINDS)}")
    if (kind == "choice") != bool(choices):
        row.fault("choices belong to a field of kind choice, and only there")
    found = PolicyField(
        key=row.text("key"),
        label=row.text("label"),
        kind=kind,
        choices=tuple(choices),
        hint=row.text("hint", ""),
        needed_when=(condition[0], condition[1]) if len(condition) == 2 else None,
        choice_hints=hints,
    )
    row.done()
    return found


def _help(row: Fields) -> OutcomeHelp:
    levels = row.pairs("levels")
    found = OutcomeHelp(
        question=row.text("question"),
        why=row.text("why"),
        levels={_level(row, key): text for key, text in levels.items()},
        statement_should=row.texts("statement_should"),
        evidence=tuple(_idea(one) for one in row.rows("evidence", "what")),
        usual_owner=row.text("usual_owner"),
        also_involve=row.texts("also_involve"),
        gaps=tuple(_gap(one) for one in row.rows("gaps", "gap")),
        auditor_asks=row.texts("auditor_asks"),
        example_level=row.choice("example_level", Level),
        example_statement=row.text("example_statement"),
        terms=row.texts("terms"),
        basis=row.text("basis", ""),
    )
    row.done()
    return found


def _idea(row: Fields) -> EvidenceIdea:
    found = EvidenceIdea(row.text("what"), row.text("holder"))
    row.done()
    return found


def _gap(row: Fields) -> Gap:
    found = Gap(row.text("gap"), row.text("action"), row.text("effort"))
    row.done()
    return found


def _advice(key: str, row: Fields) -> Advice:
    found = Advice(
        key=key,
        title=row.text("title"),
        text=row.text("text"),
        steps=row.texts("steps"),
        terms=row.texts("terms"),
        about=row.texts("about"),
        basis=row.text("basis", ""),
    )
    row.done()
    return found
