"""Signing off: a named person of standing says that the assessment as it is may go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from dspt.assessments.rules.frozen import FrozenState


class Capacity(StrEnum):
    """In which capacity somebody signs off. The value completes the sentence *Signed off by … as …*."""

    SIRO = "Senior Information Risk Owner (SIRO)"
    CALDICOTT = "Caldicott Guardian"
    BOARD = "board or its equivalent"


LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class SignOff:
    """A sign-off that its giver has not taken back. It holds for the answers and the profile that were seen."""

    id: UUID
    capacity: str
    """Name of a ``Capacity``, in lower case."""
    by_id: UUID | None
    by_name: str
    note: str
    signed_at: datetime
    revision: int
    profile_version: int
    status: str
    """The status that was on offer."""

    @property
    def capacity_label(self) -> str:
        return Capacity[self.capacity.upper()].value


@dataclass(frozen=True, slots=True)
class Move:
    """A change that came after a sign-off. ``subject`` is the item or outcome; empty: the profile, or not known."""

    what: str  # answer, level, confirmation, profile, other
    subject: str
    by: str
    at: datetime | None


def stands(sign_off: SignOff, revision: int, profile_version: int) -> bool:
    """Tell whether nothing was changed since: every saved change raises one of the two counters."""
    return (sign_off.revision, sign_off.profile_version) == (revision, profile_version)


def standing(sign_offs: tuple[SignOff, ...], revision: int, profile_version: int) -> tuple[SignOff, ...]:
    """Pick the sign-offs that hold for the work as it is."""
    return tuple(one for one in sign_offs if stands(one, revision, profile_version))


def moved_since(sign_off: SignOff, state: FrozenState, profile_version: int) -> Move:
    """Say what ended a sign-off: the newest change that can still be named, the profile before all others."""
    if sign_off.profile_version != profile_version:
        return Move("profile", "", "", None)
    since = sign_off.signed_at
    moves = [
        *(Move("answer", key, one.saved_by, one.saved_at) for key, one in state.answers.items()),
        *(Move("level", key, one.saved_by, one.saved_at) for key, one in state.judgements.items()),
        *(Move("confirmation", key, one.by, one.at) for key, one in state.confirmations.items()),
    ]
    later = [(one.at, one) for one in moves if one.at is not None and one.at > since]
    # A confirmation that was taken back leaves nothing to name.
    return max(later, key=lambda pair: pair[0])[1] if later else Move("other", "", "", None)


def plain_sign_offs(sign_offs: tuple[SignOff, ...]) -> list[dict[str, str | None]]:
    """Write sign-offs as a publication freezes them."""
    return [
        {
            "capacity": one.capacity,
            "capacity_label": one.capacity_label,
            "by_id": str(one.by_id) if one.by_id else None,
            "by_name": one.by_name,
            "note": one.note,
            "at": one.signed_at.isoformat(),
        }
        for one in sign_offs
    ]
