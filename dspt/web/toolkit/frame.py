"""What every page of an organisation carries around its content: who, which edition, where one can go."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from dspt.organisations.queries import Standing
from dspt.organisations.rules import Permission
from dspt.standard.edition import Edition
from dspt.web.access.scopes import Scope

_SECTIONS = ("home", "assessment", "documents", "people", "profile", "publish", "history", "activity")
_LABELS = {
    "home": "Home",
    "assessment": "Assessment",
    "documents": "Documents",
    "people": "People",
    "profile": "Profile",
    "publish": "Publish",
    "history": "History",
    "activity": "Activity",
}


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class OrganisationFrame:
    """The band and navigation of an organisation's page, in finished words."""

    name: str
    code: str
    person: str
    edition: str
    type_label: str
    category: str
    reason: str
    about: str
    """The line of the band: code, type, category, edition."""
    is_easy: bool
    navigation: tuple[NavigationItem, ...]


def frame(scope: Scope, edition: Edition, current: str = "home") -> OrganisationFrame:
    """Put together the frame of a page. ``current`` is one of home, assessment, documents, people, profile,
    publish, history, activity.

    Reads nothing: everything is in the scope and in the edition.
    """
    standing = scope.standing
    kind = edition.types.get(standing.type)
    category = edition.categories.get(standing.category)
    type_label = kind.label if kind else ""
    reason = "named as critical national infrastructure" if standing.is_critical_infrastructure else type_label
    easy = is_easy(standing, edition)
    return OrganisationFrame(
        name=standing.name,
        code=standing.code,
        person=scope.actor.name,
        edition=edition.key,
        type_label=type_label,
        category=standing.category,
        reason=reason,
        about=_about(standing, type_label, category is not None, edition),
        is_easy=easy,
        navigation=tuple(_navigation(scope, edition, current, easy)),
    )


def is_easy(standing: Standing, edition: Edition) -> bool:
    """Tell whether an organisation works in easy mode: as it chose, else as its type suggests."""
    if standing.easy_mode is not None:
        return standing.easy_mode
    kind = edition.types.get(standing.type)
    return kind is not None and kind.easy


def _about(standing: Standing, type_label: str, has_category: bool, edition: Edition) -> str:
    if not has_category:
        return f"{standing.code}. No profile yet. Edition {edition.key}"
    words = f"{standing.code}. {type_label}, category {standing.category}"
    if standing.is_critical_infrastructure:
        words += ", because it is critical national infrastructure"
    return f"{words}. Edition {edition.key}"


def _navigation(scope: Scope, edition: Edition, current: str, easy: bool) -> list[NavigationItem]:
    items = []
    for section in _SECTIONS:
        if section == "publish" and not (scope.may(Permission.ANSWER) or scope.may(Permission.SIGN)):
            continue
        label = "Questions" if section == "assessment" and easy else _LABELS[section]
        name = "organisation_home" if section == "home" else section
        arguments = {"code": scope.code}
        if section in ("assessment", "publish"):
            arguments["edition"] = edition.key
        url = reverse(name, kwargs=arguments)
        items.append(NavigationItem(label, url, section == current))
    return items
