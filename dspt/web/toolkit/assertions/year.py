"""What every page of the assertion view needs of the year: edition, profile, the dates that count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from dspt.assessments.actions import AssessmentKey
from dspt.calendar.queries import calendar_for
from dspt.calendar.rules import Grant
from dspt.foundation.clock import london_date
from dspt.organisations.queries import profile_facts
from dspt.organisations.rules import Permission
from dspt.standard import catalogue
from dspt.standard.edition import Calendar, Edition, ItemAsked, View
from dspt.standard.facts import ProfileFacts
from dspt.web.access.scopes import Scope
from dspt.web.toolkit.frame import is_easy


@dataclass(frozen=True, slots=True)
class Year:
    """An organisation's edition on a UK day. ``profile`` None: there is no accepted one."""

    scope: Scope
    edition: Edition
    key: AssessmentKey
    profile: ProfileFacts | None
    calendar: Calendar
    on: date
    grants: tuple[Grant, ...] = ()
    """The extensions that made the calendar."""

    @property
    def is_open(self) -> bool:
        return self.calendar.opens_on <= self.on <= self.calendar.closes_on

    @property
    def may_answer(self) -> bool:
        """The person's role and the calendar both let them."""
        return self.is_open and self.profile is not None and self.scope.may(Permission.ANSWER)

    @property
    def is_easy(self) -> bool:
        return is_easy(self.scope.standing, self.edition)

    @property
    def category(self) -> str:
        return self.profile.category if self.profile else self.scope.standing.category

    @property
    def is_outcome_view(self) -> bool:
        category = self.edition.categories.get(self.category)
        return category is not None and category.view is View.OUTCOME

    def asked(self, reference: str) -> ItemAsked:
        """Find an item as this body is asked it, or answer page not found."""
        item = self.edition.items.get(reference)
        found = item.asked.get(self.category) if item else None
        if found is None:
            raise Http404
        return found


def year_of(scope: Scope, edition: str, at: datetime) -> Year:
    """Read the year of a scope, or answer page not found where there is no such edition. Two statements."""
    found = edition_or_404(edition)
    standing = scope.standing
    kind = found.types.get(standing.type)
    sector = kind.public_sector if kind else ""
    calendar, grants = calendar_for(found, sector=sector, code=standing.code)
    key = AssessmentKey(standing.organisation, standing.code, found.key)
    return Year(scope, found, key, profile_facts(standing.organisation), calendar, london_date(at), grants)


def edition_or_404(key: str) -> Edition:
    """Find an edition by its key in an address."""
    try:
        return catalogue.edition(key)
    except catalogue.UnknownEdition:
        raise Http404 from None


def current_edition(at: datetime) -> Edition:
    """Give the edition whose year is running, for pages whose address names none."""
    return catalogue.latest(london_date(at))
