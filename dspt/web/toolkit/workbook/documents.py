"""Documents in a cell: their titles, one a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from dspt.documents.rules import INFECTED


class Named(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def scan(self) -> str: ...


def titles(documents: Iterable[Named]) -> str:
    """Write the titles, and beside those that the virus check refused that it did."""
    return "\n".join(
        f"{one.title} (refused by the virus check)" if one.scan == INFECTED else one.title for one in documents
    )
