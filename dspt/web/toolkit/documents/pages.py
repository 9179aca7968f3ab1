"""What the templates of the documents print."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.components import Link, Mark
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.toolkit.frame import OrganisationFrame


@dataclass(frozen=True, slots=True)
class LibraryRow:
    title: str
    url: str
    note: str
    mark: Mark | None
    added: str
    uses: tuple[Link, ...]
    unused: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class UnreadablePage:
    title: str
    frame: OrganisationFrame
    paragraphs: tuple[str, ...]
    library: str


@dataclass(frozen=True, slots=True)
class LibraryPage:
    title: str
    frame: OrganisationFrame
    wide: bool
    errors: ErrorSummary
    lede: str
    caption: str
    rows: tuple[LibraryRow, ...]
    action: str
    fields: tuple[Field, ...]
    """File, link, place, name: empty where the role only reads."""
