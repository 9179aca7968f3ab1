"""Names of files: cleaned before they are kept, shown or handed back."""

from __future__ import annotations

import re
import unicodedata

_MOST = 200
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever ending follows."""


def safe_name(name: str) -> str:
    """Give the name under which a file is shown and handed back, at most 200 characters.

    No folders, no control signs, no signs that turn the direction of reading (they make ``…fdp.exe`` look like a PDF),
    none that a file system or a header reads as something else, no name of a device.
    """
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign if sign != "\xa0" else " " for sign in bare)
    kept = "".join(sign for sign in shown if sign.isprintable() and sign not in '<>:"|?*%;').strip(". ")
    if len(kept) > _MOST:
        stem, _, suffix = kept.rpartition(".")
        kept = f"{stem[: _MOST - 1 - len(suffix)]}.{suffix}" if stem and len(suffix) < 20 else kept[:_MOST]
        kept = kept.strip(". ")
    if _RESERVED.match(kept):
        kept = f"_{kept}"[:_MOST]
    return kept or "document"
