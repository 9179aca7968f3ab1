"""What stands beside the home: the register's word, what changed, what runs out, who has access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from dspt.assessments.queries import AnswersStanding, AssessmentRecord
from dspt.calendar.rules import Grant
from dspt.organisations.queries import MemberRecord, RecoveryRecord
from dspt.publication.queries import PublicationRecord
from dspt.register.queries import RegisterEntry
from dspt.standard.comparison import Change
from dspt.standard.exemptions import reopenings
from dspt.standard.facts import JudgementFact
from dspt.web.kit.components import Link, Status
from dspt.web.toolkit.assertions.year import Year
from dspt.web.toolkit.recovery.words import stands
from dspt.web.toolkit.words import count, day, listed

from .pages import Asking, Member, Warned

_WARN_DAYS = 120
_CHANGED = (
    (Change.NOW_REQUIRED, "now counts", "now count"),
    (Change.ADDED, "is new", "are new"),
    (Change.REWORDED, "asks something else", "ask something else"),
    (Change.OTHER_ANSWER, "takes another kind of answer", "take another kind of answer"),
    (Change.NO_LONGER_REQUIRED, "no longer counts", "no longer count"),
)
"""A change of the standard, and how it is said of one question and of several."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was read for the page: ``assessment`` and ``judged`` in the outcome view, ``work`` in the assertion view.

    None where the year was not begun. ``published``: this edition's final publications, newest first; ``interim``: its
    newest interim submission.
    """

    assessment: AssessmentRecord | None
    work: AnswersStanding | None
    judged: Mapping[str, JudgementFact]
    published: tuple[PublicationRecord, ...]
    interim: PublicationRecord | None
    has_published_before: bool
    """An earlier edition was published here, so its answers are here too."""
    listed: RegisterEntry | None
    people: tuple[MemberRecord, ...]
    grants: tuple[Grant, ...]
    asking: tuple[RecoveryRecord, ...]
    """Requests of people outside to administer the organisation, which can still be stopped."""
    reviews: int
    """Documents whose review day is near or past."""

    @property
    def is_returning(self) -> bool:
        """Answers of the year before have come along, or will at the start."""
        return self.has_published_before or (
            self.work is not None and any(one.carried_from for one in self.work.answers.values())
        )

    @property
    def year(self) -> AnswersStanding | AssessmentRecord | None:
        """The year, whichever its view; None: it was not begun."""
        return self.work or self.assessment


def register(year: Year, known: Known) -> Status | None:
    """Give what the public sees of the organisation now; None: it is not listed."""
    entry = known.listed
    if entry is None:
        return None
    if not entry.status:
        since = f"Registered {day(entry.registered_on)}" if entry.registered_on else ""
        return Status(entry.status_text or "Not Published", "none", since)
    if entry.until is None or entry.until < year.on:
        return Status(
            entry.status_text, "old", f"Out of date since {day(entry.until + timedelta(days=1))}" if entry.until else ""
        )
    wording = year.edition.statuses.get(entry.status)
    return Status(entry.status_text, wording.tone if wording else "none", f"Current until {day(entry.until)}")


def register_note(year: Year, known: Known) -> str:
    """Say what hangs on it."""
    entry = known.listed
    if entry is None:
        return "Your organisation is not on the register yet. It will be once you publish."
    if known.published:
        return "Publish again whenever something important changes."
    if entry.status and entry.until and entry.until >= year.on:
        return "If nothing is published by then, NHSmail and shared care records may be affected."
    return "Those who rely on you, such as NHSmail and shared care records, see this."


def changes(year: Year, known: Known) -> tuple[tuple[str, str], ...]:
    """What is different from last year's edition for this category, in three lines; for who was here last year."""
    changed = year.changed
    was_here = known.is_returning or (known.listed is not None and bool(known.listed.status))
    if changed is None or year.is_outcome_view or not was_here:
        return ()
    asked = {one.reference: one for one in year.edition.asked(year.category)}
    required = [one for one in asked.values() if one.is_mandatory]
    lines = []
    for change, one_of, many_of in _CHANGED:
        items = [asked[reference] for reference, became in changed.items() if became is change and reference in asked]
        if change is not Change.NO_LONGER_REQUIRED:
            items = [one for one in items if one.is_mandatory]
        if items:
            named = listed(tuple(f"{one.title} ({one.reference})" for one in items[:3]))
            more = f", and {len(items) - 3} more" if len(items) > 3 else ""
            lines.append(
                (f"{count(len(items), 'question')} {one_of if len(items) == 1 else many_of}:", f"{named}{more}.")
            )
    same = sum(one.reference not in changed for one in required)
    lines.append((f"{same} required ones are the same.", "Your answers are kept." if known.is_returning else ""))
    dropped = sum(became is Change.DROPPED for became in changed.values())
    lines.append((f"{dropped} dropped." if dropped else "Nothing was dropped.", ""))
    return tuple(lines)


def ends(year: Year) -> tuple[str, ...]:
    """Say what runs out within months, and what opens again then."""
    if year.profile is None:
        return ()
    return tuple(
        f"{year.edition.exemptions[one.exemption].label} runs out on {day(one.until)}. "
        f"From the day after, {count(len(one.items), 'question')} will be asked again."
        for one in reopenings(year.edition, year.profile, year.on, within_days=_WARN_DAYS)
        if one.items
    )


def reviews(year: Year, known: Known) -> Link | None:
    """Say how many documents wait to be looked at again; None: none does."""
    if not known.reviews:
        return None
    words = f"{count(known.reviews, 'document is', 'documents are')} due for review"
    return Link(words, f"{reverse('documents', args=(year.scope.code,))}?show=review")


def member(year: Year, one: MemberRecord) -> Member:
    """Name a person with access and the role."""
    is_me = one.person == year.scope.actor.id
    return Member(f"{one.name} (you)" if is_me else one.name, one.role.capitalize())


def asking(year: Year, one: RecoveryRecord) -> Asking:
    """Tell that somebody outside asks to administer the organisation, and where to stop it."""
    url = reverse("recovery_request", args=(year.scope.code, one.id))
    heading = f"{one.name} asks to become an administrator here"
    return Asking(heading, stands(one), Link("Look at it, or stop it", url, f"the request of {one.name}"))


def only_administrator(year: Year, known: Known) -> Warned | None:
    """Warn where nobody could publish any more if one person left."""
    administrators = [one for one in known.people if one.role == "administrator"]
    if len(administrators) != 1:
        return None
    if administrators[0].person == year.scope.actor.id:
        return Warned("You are the only administrator.", "If you leave, nobody can publish.")
    name = administrators[0].name
    return Warned(f"{name} is the only administrator.", f"If {name} leaves, nobody can publish.")
