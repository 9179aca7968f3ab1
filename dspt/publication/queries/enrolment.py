"""May a code be registered? Read from the directory and the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dspt.directory.queries import code_as_kept, place
from dspt.foundation.clock import london_date
from dspt.foundation.references import is_code, tidy_code
from dspt.organisations.queries import organisation_by_code
from dspt.register.queries import register_entry


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a code that somebody wants to register.

    ``standing``: open (may be registered), malformed, unknown, closed, registered.
    """

    code: str
    standing: str
    name: str = ""
    sector: str = ""
    town: str = ""
    postcode: str = ""
    closed_on: date | None = None
    successor_code: str = ""

    @property
    def is_open(self) -> bool:
        return self.standing == "open"


def candidate(typed: str, at: datetime) -> Candidate:
    """Look a code up as it was typed, in any case. Five statements at most, eight for a closed one (its successor)."""
    if not is_code(tidy_code(typed)):
        return Candidate(tidy_code(typed), "malformed")
    code = code_as_kept(typed)
    registered = organisation_by_code(code)
    if registered is not None:
        return Candidate(code, "registered", registered.name)
    found = place(code)
    if not found.is_known:
        return Candidate(code, "unknown")
    is_closed = found.closed_on is not None and found.closed_on <= london_date(at)
    listed = register_entry(code) if is_closed else None
    return Candidate(
        code,
        "closed" if is_closed else "open",
        found.name,
        found.sector,
        found.town,
        found.postcode,
        found.closed_on,
        listed.successor_code if listed else "",
    )


def sector_of(code: str) -> str:
    """Tell the sector that the directory has for a code, as the public register words it; empty: it does not say."""
    return place(code).sector
