"""The form that gives an item or an assertion an owner and a due day; what was typed comes back with its error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict

from dspt.organisations.queries import MemberRecord
from dspt.standard.answers import Fault, read_day
from dspt.web.kit.fields import Choice, DateParts, Field
from dspt.web.toolkit.words import day

from .pages import OwnerForm
from .words import date_fault_in_words


@dataclass(frozen=True, slots=True)
class OwnerGiven:
    """The form as it stood. ``due`` None: left empty, or not a day, which ``error`` then says."""

    owner: str
    typed: DateParts
    due: date | None
    error: str = ""

    def among(self, members: Iterable[MemberRecord]) -> MemberRecord | None:
        """Find the chosen person among an organisation's people; None: nobody."""
        return next((one for one in members if str(one.person) == self.owner), None)


def from_post(post: QueryDict) -> OwnerGiven:
    """Read the form as it was sent."""
    faults: list[Fault] = []
    texts = [post.get(f"due-{part}", "")[:20] for part in ("day", "month", "year")]
    due = read_day(texts[0], texts[1], texts[2], faults)
    error = f"{date_fault_in_words(faults[0])}. You can also leave it empty" if faults else ""
    wrong = ("day", "month", "year") if faults else ()
    return OwnerGiven(post.get("owner", ""), DateParts(texts[0], texts[1], texts[2], wrong), due, error)


def refused(given: OwnerGiven, closes_on: object) -> OwnerGiven:
    """Say why a day that exists cannot be taken: it is past, or after the edition's end."""
    error = "Enter a day that is today or later"
    if isinstance(closes_on, date):
        error = f"Enter a day before the edition closes on {day(closes_on)}"
    typed = DateParts(given.typed.day, given.typed.month, given.typed.year, ("day", "month", "year"))
    return OwnerGiven(given.owner, typed, given.due, error)


def owner_form(
    action: str,
    label: str,
    members: Iterable[MemberRecord],
    owner: UUID | None,
    due: date | None,
    sent: OwnerGiven | None = None,
) -> OwnerForm:
    """Fill the form with what is kept, or with what was ``sent`` and not accepted."""
    chosen = sent.owner if sent else str(owner or "")
    typed = DateParts(str(due.day), str(due.month), str(due.year)) if due else DateParts()
    options = [Choice("", "Nobody yet", is_chosen=not chosen)]
    options += [Choice(str(one.person), one.name, is_chosen=str(one.person) == chosen) for one in members]
    return OwnerForm(
        action,
        Field("owner", label, "select", choices=tuple(options)),
        Field(
            "due", "By when? (optional)", "date", date=sent.typed if sent else typed, error=sent.error if sent else ""
        ),
        is_open=sent is not None,
    )
