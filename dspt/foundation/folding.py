"""Text as a search sees it: no accents, no punctuation, no case."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"['’`´.]")
_OTHER = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Fold a text to lower-case words of letters and digits, single spaces between them.

    Apostrophes and full stops vanish (``St. Mary's`` and ``St Marys`` agree), ``&`` reads as ``and``, every other
    sign separates words.
    """
    plain = text.casefold()
    if not plain.isascii():  # most names are, and an import folds hundreds of thousands
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = _DROPPED.sub("", plain).replace("&", " and ")
    return _OTHER.sub(" ", plain).strip()
