"""Which outcomes the overview shows: the filters of its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from dspt.assessments.queries import Judged
from dspt.foundation.clock import london_date
from dspt.standard.edition import Amendment, Edition
from dspt.standard.outcome_levels import needs_reason
from dspt.standard.scoring import OutcomeResult
from dspt.web.kit.components import Chip, FilterOption

NO_OWNER = "none"
SHOWN = {
    "": "All",
    "below": "Below",
    "none": "No level",
    "mine": "Mine",
    "audit": "In the audit",
    "differ": "Ticks and level differ",
    "text": "No statement",
    "guidance": "Guidance changed since last saved",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for. ``unknown``: part of it was not known and was left out."""

    show: str = ""
    objective: str = ""
    owner: str = ""
    unknown: bool = False

    def address(self, base: str, *, show: str) -> str:
        """Give the address of the overview with another quick filter."""
        asked = {"show": show, "objective": self.objective, "owner": self.owner}
        kept = {name: value for name, value in asked.items() if value}
        return f"{base}?{urlencode(kept)}" if kept else base


@dataclass(frozen=True, slots=True)
class Sieve:
    """The filters at work on one year, for one person."""

    filters: Filters
    edition: Edition
    judged: Mapping[str, Judged]
    held: frozenset[str]
    """Outcomes of which this person holds an indicator."""
    person: UUID | None

    def lets_through(self, one: OutcomeResult) -> bool:
        """Tell whether an outcome passes all the filters."""
        filters = self.filters
        if filters.objective and one.outcome.objective != filters.objective:
            return False
        if filters.owner and str(self._owner(one) or NO_OWNER) != filters.owner:
            return False
        return self.is_among(filters.show, one)

    def is_among(self, show: str, one: OutcomeResult) -> bool:
        """Tell whether an outcome belongs under a quick filter."""
        if show in ("below", "none"):
            return one.standing == show
        if show == "mine":
            mine = self.person is not None and self._owner(one) == self.person
            return mine or one.outcome.reference in self.held
        if show == "audit":
            return one.outcome.in_audit
        if show == "differ":
            return needs_reason(one.declared, one.supported)
        if show == "text":
            return one.declared is not None and any(reason.code == "statement_missing" for reason in one.reasons)
        if show == "guidance":
            return amended_since(self.edition, self.judged.get(one.outcome.reference)) is not None
        return True

    def chips(self, results: Iterable[OutcomeResult], base: str) -> tuple[Chip, ...]:
        """Give the quick filters with how many outcomes of the whole framework are under each."""
        every = tuple(results)
        return tuple(
            Chip(
                f"{label} {sum(self.is_among(show, one) for one in every)}",
                self.filters.address(base, show=show),
                show == self.filters.show,
            )
            for show, label in SHOWN.items()
            if show != "guidance" or self.edition.amendments
        )

    def owners(self) -> tuple[FilterOption, ...]:
        """Give everybody who owns an outcome, by name."""
        names = {str(one.owner_id): one.owner_name for one in self.judged.values() if one.owner_id}
        options = [("", "Anyone"), *sorted(names.items(), key=lambda pair: pair[1].casefold()), (NO_OWNER, "No owner")]
        return tuple(FilterOption(value, label, is_chosen=value == self.filters.owner) for value, label in options)

    def _owner(self, one: OutcomeResult) -> UUID | None:
        held = self.judged.get(one.outcome.reference)
        return held.owner_id if held else None


def amended_since(edition: Edition, held: Judged | None) -> Amendment | None:
    """Find what was changed in an outcome's words and help after it was last saved; None: nothing was."""
    if held is None or not held.version or held.saved_at is None:
        return None
    return edition.amended_since(held.outcome, london_date(held.saved_at))


def known(asked: Filters, edition: Edition, judged: Mapping[str, Judged]) -> Filters:
    """Leave out what this year does not know: a stale link shows everything rather than nothing."""
    owners = {str(one.owner_id) for one in judged.values() if one.owner_id} | {NO_OWNER}
    objectives = {one.reference for one in edition.objectives}
    kept = Filters(
        show=asked.show if asked.show in SHOWN else "",
        objective=asked.objective if asked.objective in objectives else "",
        owner=asked.owner if asked.owner in owners else "",
    )
    return replace(kept, unknown=kept != replace(asked, unknown=False))
