"""Which documents the library shows, as its address says: words searched for, a quick filter, kind, order and page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from dspt.assessments.queries import Wanted
from dspt.documents.rules import search_key

PAGE = 50
SHOWS = {
    "": "All",
    "mine": "Mine",
    "review": "Due for review",
    "past": "Review date past",
    "old": "Older than a year",
    "unused": "Not used",
    "unchecked": "Virus check",
    "removed": "Removed",
}
KINDS = {"": "All kinds", "file": "Files", "link": "Links", "place": "Places"}
ORDERS = {"": "Newest first", "name": "Name", "review": "Review date", "size": "Largest first"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; what it does not know is left out."""

    find: str = ""
    show: str = ""
    kind: str = ""
    order: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        page = given.get("page", "")
        return cls(
            find=" ".join(given.get("find", "").split())[:100],
            show=given["show"] if given.get("show", "") in SHOWS and "show" in given else "",
            kind=given["kind"] if given.get("kind", "") in KINDS and "kind" in given else "",
            order=given["order"] if given.get("order", "") in ORDERS and "order" in given else "",
            page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 5 else 1,
        )

    def wanted(self, person: UUID | None, on: date) -> Wanted:
        """Put it as the rooms take it."""
        return Wanted(person, on, tuple(search_key(self.find).split()), self.show, self.kind, self.order)

    def query(self, **changed: str | int) -> str:
        """Write the address's query with something changed; back on the first page unless a page is named."""
        values = {"find": self.find, "show": self.show, "kind": self.kind, "order": self.order, "page": 1} | changed
        told = {name: value for name, value in values.items() if value and not (name == "page" and value == 1)}
        return f"?{urlencode(told)}" if told else "?"
