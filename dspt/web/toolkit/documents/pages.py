"""What the templates of the documents print."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.components import Arrival, Link, Mark, Row
from dspt.web.kit.fields import Choice, ErrorSummary, Field
from dspt.web.toolkit.frame import OrganisationFrame


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class LibraryRow:
    title: str
    url: str
    """Of the document's own page."""
    note: str
    marks: tuple[Mark, ...]
    owner: str
    review: str
    added: str
    uses: tuple[Link, ...]
    more_uses: str
    unused: str
    put_back: str
    """Address that takes a removed document in again; empty: it is not removed, or may not be put back."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What a script needs to send files one by one."""

    limit_bytes: int
    too_big: str


@dataclass(frozen=True, slots=True)
class LibraryPage:
    title: str
    frame: OrganisationFrame
    wide: bool
    errors: ErrorSummary
    lede: str
    space: str
    """How much of the organisation's space is taken, once that is worth saying."""
    outcomes: tuple[Arrival, ...]
    chips: tuple[Chip, ...]
    find: str
    kinds: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    show: str
    caption: str
    rows: tuple[LibraryRow, ...]
    is_empty: bool
    nothing: str
    earlier: str
    later: str
    action: str
    fields: tuple[Field, ...]
    """Files, link, place: empty where the role only reads."""
    more: tuple[Field, ...]
    """Name and date, folded away until they are typed or wrong."""
    more_open: bool
    upload: Upload
    take_out: str
    """Where everything is taken out; empty for those who may not."""
    retention: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: int
    what: str
    url: str
    marks: tuple[Mark, ...]
    dated: str
    added: str
    digest: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class UsedIn:
    edition: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    title: str
    frame: OrganisationFrame
    wide: bool
    errors: ErrorSummary
    library: str
    lede: str
    marks: tuple[Mark, ...]
    open: Link | None
    is_outside: bool
    place: str
    review: str
    """What to do about its review day; empty: nothing."""
    facts: tuple[Row, ...]
    uses: tuple[UsedIn, ...]
    attach: str
    versions: tuple[VersionLine, ...]
    change: str
    replace: str
    fields: tuple[Field, ...]
    replace_note: str
    remove: str
    put_back: str
    removed: str


@dataclass(frozen=True, slots=True)
class AboutPage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    fields: tuple[Field, ...]
    url: str


@dataclass(frozen=True, slots=True)
class RemovePage:
    title: str
    frame: OrganisationFrame
    text: str
    uses: tuple[Link, ...]
    may_remove: bool
    url: str


@dataclass(frozen=True, slots=True)
class Pickable:
    value: str
    reference: str
    title: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class AttachPage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    lede: str
    find: str
    rows: tuple[Pickable, ...]
    begin: str
    """Where the year is begun, while it is not."""
    nothing: str
    url: str
    document: str


@dataclass(frozen=True, slots=True)
class UnreadablePage:
    title: str
    frame: OrganisationFrame
    paragraphs: tuple[str, ...]
    library: str
