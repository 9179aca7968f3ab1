"""Two people judged one outcome: both versions, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from dspt.assessments.queries import Judged, JudgementStand
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.standard.edition import Edition, Level, Outcome
from dspt.web.kit.components import Words, differences
from dspt.web.kit.fields import Choice, ErrorSummary, Field, summary_of
from dspt.web.toolkit.asking import BEGAN, ask_field, first_name
from dspt.web.toolkit.frame import OrganisationFrame
from dspt.web.toolkit.words import clock_time, day, instant, listed

from ..forms import Typed, saved
from ..words import LEVELS


@dataclass(frozen=True, slots=True)
class Choosing:
    """What somebody chose on this page, where it comes back. ``both`` None: nothing was sent yet."""

    keep: str = ""
    facts: str = ""
    both: str | None = None
    began: int = 0


NOTHING_CHOSEN = Choosing()


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that differs: what it is, theirs, mine."""

    what: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Hidden:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ConflictPage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    where: str
    amended: str
    """What was changed in the outcome's words since both began."""
    who: str
    their_heading: str
    my_heading: str
    me: str
    facts: tuple[Differing, ...]
    theirs: tuple[Words, ...]
    mine: tuple[Words, ...]
    same_statement: bool
    start: str
    """The statement both began from; empty where there was none."""
    start_when: str
    keep: Field
    parts: Field | None
    both: Field
    hidden: tuple[Hidden, ...]
    ask_title: str
    ask: Field | None
    """Where the other person is asked first; None: there is nobody else."""
    url: str
    wide: bool = True


def conflict(
    *,
    frame: OrganisationFrame,
    edition: Edition,
    outcome: Outcome,
    current: Judged,
    start: JudgementStand | None,
    mine: Typed,
    me: Actor,
    at: datetime,
    choice: Choosing = NOTHING_CHOSEN,
    error: str = "",
    said: str | None = None,
    say_error: str = "",
) -> ConflictPage:
    """Set what stands beside what was sent; nothing is chosen for anybody.

    ``choice`` is what had been chosen already, ``error`` what is wrong with it; ``said`` and ``say_error`` the same of
    a question to the other person.
    """
    theirs, name = saved(current), current.saved_by_name or "Somebody"
    is_own = me.id is not None and current.saved_by_id == me.id
    who = "The saved" if is_own else f"{name}’s"
    facts = tuple(_facts(outcome, theirs, mine))
    of_theirs, of_mine = differences(theirs.statement, mine.statement)
    keep = Field(
        "keep",
        f"What should {outcome.reference} hold?",
        "radios",
        choices=(
            Choice("theirs", f"{who} version", "What you sent is not saved", choice.keep == "theirs"),
            Choice(
                "mine",
                "My version",
                "The saved one stays in the history" if is_own else f"{who} stays in the history, and {name} is told",
                choice.keep == "mine",
            ),
            Choice(
                "both", "Put together from both", "Edit the statement below and choose the rest", choice.keep == "both"
            ),
        ),
        error=error,
        size="m",
    )
    parts = Field(
        "facts",
        "Level, ticks and answers",
        "radios",
        hint="Used only if you choose “Put together from both”.",
        choices=(
            Choice("theirs", who, is_chosen=choice.facts == "theirs"),
            Choice("mine", "Mine", is_chosen=choice.facts != "theirs"),
        ),
        size="s",
        is_inline=True,
    )
    first = first_name(name)
    ask = None if is_own or current.saved_by_id is None else ask_field(first, outcome.reference, said, say_error)
    amended = edition.amended_since(outcome.reference, london_date(start.saved_at)) if start else None
    return ConflictPage(
        title=f"You changed {outcome.reference} in another window while you were writing"
        if is_own
        else f"{name} changed {outcome.reference} while you were writing",
        frame=frame,
        errors=summary_of((keep, *((ask,) if ask else ()))),
        where=f"{outcome.reference} {outcome.title}",
        amended=f"The guidance changed on {day(amended.on)}, after you both began. {amended.what}" if amended else "",
        who=name,
        their_heading=f"{who} version, saved {clock_time(current.saved_at) if current.saved_at else ''}".strip(),
        my_heading=f"Your version, sent {clock_time(at)}",
        me=me.name,
        facts=facts,
        theirs=of_theirs,
        mine=of_mine,
        same_statement=theirs.statement == mine.statement,
        start=start.judging.statement if start else "",
        start_when=instant(start.saved_at) if start else "",
        keep=keep,
        parts=parts if facts else None,
        both=Field(
            "both",
            "Statement from both",
            "textarea",
            mine.statement if choice.both is None else choice.both,
            hint="Used only if you choose “Put together from both”. It starts with your version.",
            size="s",
            rows=6,
        ),
        hidden=(*_hidden(mine, current.version), Hidden(BEGAN, str(choice.began or mine.seen))),
        ask_title=f"Ask {first} first",
        ask=ask,
        url=reverse("outcome", kwargs={"code": frame.code, "edition": edition.key, "reference": outcome.reference}),
    )


def _facts(outcome: Outcome, theirs: Typed, mine: Typed) -> Iterable[Differing]:
    if theirs.declared != mine.declared:
        yield Differing("Level", _level(theirs.declared), _level(mine.declared))
    if theirs.ticks != mine.ticks:
        yield Differing(
            "Ticked",
            f"Only here: {_codes(outcome, theirs.ticks - mine.ticks)}",
            f"Only here: {_codes(outcome, mine.ticks - theirs.ticks)}",
        )
    for one in outcome.indicators:
        left, right = theirs.set_aside.get(one.reference, ""), mine.set_aside.get(one.reference, "")
        if left != right:
            yield Differing(f"{one.code} done another way", left or "Not set aside", right or "Not set aside")
    if theirs.reason != mine.reason:
        yield Differing("Why it differs from the ticks", theirs.reason or "Empty", mine.reason or "Empty")
    for asked in outcome.policy.fields if outcome.policy else ():
        left, right = theirs.policy.get(asked.key, ""), mine.policy.get(asked.key, "")
        if left != right:
            labels = dict(asked.choices)
            yield Differing(asked.label, labels.get(left, left) or "Empty", labels.get(right, right) or "Empty")


def _codes(outcome: Outcome, references: Iterable[str]) -> str:
    chosen = set(references)
    return listed([one.code for one in outcome.indicators if one.reference in chosen]) or "nothing"


def _level(value: str) -> str:
    return next((LEVELS[of] for of in Level if of.value == value), "No level")


def _hidden(mine: Typed, seen: int) -> Iterable[Hidden]:
    """Carry my version through the page; what stands now is what the next save has seen."""
    fields = mine.as_fields() | {"seen": str(seen)}
    ticks = fields.pop("indicator").split()
    yield from (Hidden("indicator", tick) for tick in ticks)
    yield from (Hidden(name, value) for name, value in fields.items() if value)
