"""Organisations as a role in the service may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from dspt.accounts.queries import HeldServiceRole
from dspt.accounts.rules import SIGHT, Area, Part, ServiceRole, masked
from dspt.assessments.queries import AssessmentRecord, assessments_of
from dspt.directory.models import Area as AreaRow
from dspt.directory.models import Body
from dspt.directory.queries import places
from dspt.foundation.folding import folded
from dspt.organisations.models import Organisation
from dspt.organisations.queries import MemberRecord, ProfileRecord, administrators, profile
from dspt.publication.queries import newest_document
from dspt.publication.rules import FINAL, INTERIM
from dspt.register.queries import RegisterEntry, register_entry, statuses_of
from dspt.standard import catalogue

PAGE = 25
_NOBODY = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """One line of the list; empty texts where directory or register do not say."""

    code: str
    name: str
    sector: str
    board: str
    region: str
    status_text: str


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of the list, from the ``first``-th organisation on (1 for the first page)."""

    rows: tuple[FoundOrganisation, ...]
    page: int
    first: int
    has_next: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Why a part is shown: which of the viewer's roles gives it, narrowed to what, and the reason from the table."""

    role: ServiceRole
    why: str


@dataclass(frozen=True, slots=True)
class Gap:
    code: str
    subject: str
    title: str


@dataclass(frozen=True, slots=True)
class InterimLevel:
    outcome: str
    title: str
    declared: str
    expected: str


@dataclass(frozen=True, slots=True)
class SeenOrganisation:
    """One organisation, holding what ``parts`` allows and nothing else: what is not shown was not read."""

    code: str
    name: str
    board: str
    region: str
    parts: Mapping[Part, Shown]
    register: RegisterEntry | None = None
    profile: ProfileRecord | None = None
    years: tuple[AssessmentRecord, ...] = ()
    gaps_of: str = ""
    """Status text of the publication whose gaps these are; empty: it published nothing here."""
    gaps: tuple[Gap, ...] = ()
    interim_on: date | None = None
    interim: tuple[InterimLevel, ...] = ()
    administrators: tuple[MemberRecord, ...] = ()


def found_organisations(held: Iterable[HeldServiceRole], words: str = "", page: int = 1) -> FoundPage:
    """List the organisations within the roles' reach whose name or code holds all the words, by name.

    Four statements, whatever the number of organisations; one where nothing is found.
    """
    wanted = _reached(held)
    for word in folded(words).split()[:8]:
        wanted = wanted.filter(search_key__contains=word)
    skip = (page - 1) * PAGE
    rows = list(wanted.order_by("search_key", "code").values_list("code", "name")[skip : skip + PAGE + 1])
    shown = [code for code, _ in rows[:PAGE]]
    where = places(shown) if shown else {}
    published = statuses_of(shown) if shown else {}
    return FoundPage(
        tuple(
            FoundOrganisation(
                code,
                name,
                published[code].sector if code in published else where[code].sector if code in where else "",
                where[code].board_name if code in where else "",
                where[code].region_name if code in where else "",
                published[code].status_text if code in published else "",
            )
            for code, name in rows[:PAGE]
        ),
        page,
        skip + 1,
        len(rows) > PAGE,
    )


def seen_organisation(held: Iterable[HeldServiceRole], code: str) -> SeenOrganisation | None:
    """Read what the roles may see of an organisation; None: it is not registered, or out of reach.

    Parts that no role gives are not read. Seventeen statements at most.
    """
    roles = list(held)
    reach = {f"reach_{place}": _reach(each) for place, each in enumerate(roles)}
    row: dict[str, Any] | None = (
        Organisation.objects.filter(code=code)
        .annotate(**{name: _truth(condition) for name, condition in reach.items()})
        .values("id", "name", *reach)
        .first()
    )
    if row is None:
        return None
    parts: dict[Part, Shown] = {}
    for place, each in enumerate(roles):
        if row[f"reach_{place}"]:
            role = ServiceRole(each.role)
            for part, why in SIGHT[role].parts.items():
                parts.setdefault(part, Shown(role, why))
    if not parts:
        return None
    where = places([code]).get(code)
    organisation: UUID = row["id"]
    gaps_of, gaps = _gaps(organisation) if Part.GAPS in parts else ("", ())
    interim_on, interim = _interim(organisation) if Part.INTERIM in parts else (None, ())
    return SeenOrganisation(
        code=code,
        name=row["name"],
        board=where.board_name if where else "",
        region=where.region_name if where else "",
        parts=parts,
        register=register_entry(code) if Part.STATUS in parts else None,
        profile=profile(organisation) if Part.PROFILE in parts else None,
        years=assessments_of(organisation) if Part.PROGRESS in parts else (),
        gaps_of=gaps_of,
        gaps=gaps,
        interim_on=interim_on,
        interim=interim,
        administrators=_administrators(code, parts) if Part.ADMINISTRATORS in parts else (),
    )


def reaches(held: Iterable[HeldServiceRole], code: str) -> bool:
    """Tell whether an organisation is within the reach of roles. One statement."""
    return _reached(held).filter(code=code).exists()


def _reached(held: Iterable[HeldServiceRole]) -> QuerySet[Organisation]:
    within = _NOBODY
    for each in held:
        within |= _reach(each)
    return Organisation.objects.filter(within)


def _reach(held: HeldServiceRole) -> Q:
    """Say which organisations a role reaches. One that must be narrowed and is not reaches none."""
    try:
        sight = SIGHT[ServiceRole(held.role)]
    except (KeyError, ValueError):
        return _NOBODY
    body = Body.objects.filter(code=OuterRef("code"))
    if sight.area is Area.EVERYWHERE:
        within = ~_NOBODY
    elif not held.scope:
        return _NOBODY
    elif sight.area is Area.BOARD:
        within = Q(Exists(body.filter(board_code=held.scope)))
    else:
        boards = AreaRow.objects.filter(kind="board", part_of=held.scope).values("code")
        # A body of which the directory says the board alone is in the region of its board.
        within = Q(Exists(body.filter(Q(region_code=held.scope) | Q(region_code="", board_code__in=boards))))
    if not sight.categories and not sight.sectors:
        return within
    types = {
        kind.key
        for edition in catalogue.editions()
        for kind in edition.types.values()
        if kind.public_sector in sight.sectors
    }
    return within & (Q(profile__category__in=sorted(sight.categories)) | Q(profile__settled_type__in=sorted(types)))


def _administrators(code: str, parts: Mapping[Part, Shown]) -> tuple[MemberRecord, ...]:
    held = administrators(code)
    return held if Part.ADDRESSES in parts else tuple(replace(each, email=masked(each.email)) for each in held)


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _gaps(organisation: UUID) -> tuple[str, tuple[Gap, ...]]:
    document = newest_document(organisation, FINAL)
    if document is None:
        return "", ()
    titles = _titles(document)
    reasons = {(one["code"], one["subject"]) for one in document["result"]["reasons"]}
    gaps = (Gap(code, subject, titles.get(subject, "")) for code, subject in sorted(reasons, key=lambda one: one[::-1]))
    return document["result"]["text"], tuple(gaps)


def _interim(organisation: UUID) -> tuple[date | None, tuple[InterimLevel, ...]]:
    document = newest_document(organisation, INTERIM)
    if document is None:
        return None, ()
    return date.fromisoformat(document["published_on"]), tuple(
        InterimLevel(one["asked"]["reference"], one["asked"]["title"], one["declared"] or "", one["expected"])
        for one in document["outcomes"]
    )


def _titles(document: Mapping[str, Any]) -> dict[str, str]:
    titles = {one["asked"]["reference"]: one["asked"]["title"] for one in document.get("items", ())}
    titles |= {one["asked"]["reference"]: one["asked"]["title"] for one in document.get("outcomes", ())}
    titles |= {one["reference"]: one["statement"] for one in document.get("assertions", ())}
    titles |= {key: one["label"] for key, one in document["rules"]["exemptions"].items()}
    return titles
