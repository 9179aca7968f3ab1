"""What every page of the assertion view needs of the year: edition, profile, the dates that count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.http import Http404

from dspt.assessments.actions import AssessmentKey
from dspt.assessments.rules.year import changed_since
from dspt.calendar.queries import calendar_for
from dspt.calendar.rules import Grant
from dspt.foundation.clock import london_date
from dspt.organisations.rules import Permission
from dspt.standard import catalogue
from dspt.standard.comparison import Change
from dspt.standard.edition import Calendar, Edition, ItemAsked, View
from dspt.standard.facts import ProfileFacts
from dspt.web.access.scopes import Scope
from dspt.web.toolkit.frame import is_easy
from dspt.web.toolkit.vocabulary import Vocabulary, of_assertions


@dataclass(frozen=True)
class Year:
    """An organisation's edition on a UK day. Its dates are read when first asked for, in one statement.

    A save that goes well does not ask for them: the action reads them itself, inside its transaction.
    """

    scope: Scope
    edition: Edition
    key: AssessmentKey
    on: date

    @property
    def profile(self) -> ProfileFacts | None:
        """The accepted profile; None: there is no accepted one."""
        return self.scope.standing.profile

    @property
    def calendar(self) -> Calendar:
        return self._dates[0]

    @property
    def grants(self) -> tuple[Grant, ...]:
        """The extensions that made the calendar."""
        return self._dates[1]

    @cached_property
    def _dates(self) -> tuple[Calendar, tuple[Grant, ...]]:
        kind = self.edition.types.get(self.scope.standing.type)
        return calendar_for(self.edition, sector=kind.public_sector if kind else "", code=self.key.code)

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
    def vocabulary(self) -> Vocabulary:
        """What its items and assertions are called."""
        return of_assertions(is_easy=self.is_easy)

    @property
    def category(self) -> str:
        return self.profile.category if self.profile else self.scope.standing.category

    @property
    def is_outcome_view(self) -> bool:
        category = self.edition.categories.get(self.category)
        return category is not None and category.view is View.OUTCOME

    @cached_property
    def changed(self) -> Mapping[str, Change] | None:
        """What became of this body's items since the edition before; None: nothing to compare with."""
        before = next((one for one in catalogue.editions() if one.key == self.edition.previous), None)
        return changed_since(self.edition, before, self.category)

    def asked(self, reference: str) -> ItemAsked:
        """Find an item as this body is asked it, or answer page not found."""
        item = self.edition.items.get(reference)
        found = item.asked.get(self.category) if item else None
        if found is None:
            raise Http404
        return found


def year_of(scope: Scope, edition: str, at: datetime) -> Year:
    """Name the year of a scope, or answer page not found where there is no such edition. No statement yet."""
    found = edition_or_404(edition)
    standing = scope.standing
    return Year(scope, found, AssessmentKey(standing.organisation, standing.code, found.key), london_date(at))


def edition_or_404(key: str) -> Edition:
    """Find an edition by its key in an address."""
    try:
        return catalogue.edition(key)
    except catalogue.UnknownEdition:
        raise Http404 from None


def current_edition(at: datetime) -> Edition:
    """Give the edition whose year is running, for pages whose address names none."""
    return catalogue.latest(london_date(at))
