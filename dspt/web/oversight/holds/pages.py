"""Page objects of the national team's holds."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from dspt.keeping.queries import HoldRecord, NationalHold
from dspt.web.access.service import ServiceFrame
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.trail.telling import moment


@dataclass(frozen=True, slots=True)
class HoldRow:
    name: str
    code: str
    url: str
    reason: str
    since: str


@dataclass(frozen=True, slots=True)
class HoldsPage:
    frame: ServiceFrame
    rows: tuple[HoldRow, ...]
    organisations: str
    title: str = "Holds"
    wide: bool = True


@dataclass(frozen=True, slots=True)
class HoldLine:
    what: str
    reason: str
    ended: str


@dataclass(frozen=True, slots=True)
class HoldPage:
    """The holds of one organisation; the form places one, or ends the one that stands."""

    title: str
    frame: ServiceFrame
    back: str
    about: str
    text: str
    lines: tuple[HoldLine, ...]
    fields: tuple[Field, ...]
    errors: ErrorSummary
    hold: str
    """The hold that stands, so that the form ends this one and no other; empty: none."""
    send: str
    """What the form does, as its heading and its button say."""


def holds_page(frame: ServiceFrame, holds: tuple[NationalHold, ...]) -> HoldsPage:
    """List the holds that stand."""
    return HoldsPage(
        frame=frame,
        rows=tuple(
            HoldRow(
                one.organisation,
                one.code,
                reverse("oversight_hold", args=(one.code,)),
                one.reason,
                f"{moment(one.placed_at)}, {one.placed_by}",
            )
            for one in holds
        ),
        organisations=reverse("oversight_organisations"),
    )


def hold_page(
    frame: ServiceFrame,
    organisation: tuple[str, str],
    holds: tuple[HoldRecord, ...],
    fields: tuple[Field, ...],
    errors: ErrorSummary,
) -> HoldPage:
    """Show what holds the national team placed on an organisation (code, name), with the form that may follow."""
    code, name = organisation
    stands = next((str(one.id) for one in holds if one.ended_at is None), "")
    return HoldPage(
        title=f"Hold on {name}",
        frame=frame,
        back=reverse("oversight_organisation", args=(code,)),
        about=code,
        text=(
            "While it stands, no document and no assessment of the organisation is deleted. Once it is ended, what is "
            "past its time is announced to its administrators again, 30 days before it is deleted."
            if stands
            else "While it stands, no document and no assessment of the organisation is deleted, whatever its age. The "
            "organisation cannot end it. Its administrators are told by email, with the reason and your name."
        ),
        lines=tuple(_line(one) for one in holds),
        fields=fields,
        errors=errors,
        hold=stands,
        send="End the hold" if stands else "Place the hold",
    )


def _line(one: HoldRecord) -> HoldLine:
    ended = "" if one.ended_at is None else f"Ended by {one.ended_by}, {moment(one.ended_at)}: {one.ended_because}"
    return HoldLine(f"Placed by {one.placed_by}, {moment(one.placed_at)}", one.reason, ended)
