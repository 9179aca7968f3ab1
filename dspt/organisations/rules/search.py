"""What an organisation is found and sorted by."""

from __future__ import annotations

from dspt.foundation.folding import folded


def search_key(name: str, code: str) -> str:
    """Fold name and code, in this order, to what a search looks through."""
    return f"{folded(name)[:260]} {folded(code)}"
