"""Names inside an archive: none of them leads out of it, and no two are the same."""

from __future__ import annotations

from dspt.documents.rules import safe_name

_MOST = 80
_LONGEST_SUFFIX = 12


class Names:
    """Gives each thing a name of its own, also where upper and lower case are the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def own(self, folder: str, wanted: str) -> str:
        """Clean a name, shorten it to 80 characters, number it where it is taken already, put it into the folder."""
        stem, suffix = _parts(safe_name(wanted.replace("/", " ")))
        turn = 1
        while True:
            number = f" ({turn})" if turn > 1 else ""
            name = f"{folder}/{stem}{number}{suffix}"
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
            turn += 1


def _parts(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or len(suffix) > _LONGEST_SUFFIX:
        stem, suffix = name, ""
    else:
        suffix = f".{suffix}"
    return stem[: _MOST - len(suffix)].strip(". ") or "document", suffix
