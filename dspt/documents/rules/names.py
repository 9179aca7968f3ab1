"""Names of files: cleaned before they are kept, shown or handed back."""

from __future__ import annotations


def safe_name(name: str) -> str:
    """Give the name under which a file is handed back: no folders, no control signs, at most 200 characters."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in bare if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    if len(kept) > 200:
        stem, _, suffix = kept.rpartition(".")
        kept = f"{stem[: 199 - len(suffix)]}.{suffix}" if stem else kept[:200]
    return kept or "document"
