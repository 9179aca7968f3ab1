"""Many short texts in one: a list of strings takes ten times the memory of what stands in it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable


class Lines:
    """Texts without line breaks, in the order given; read by number, so that a sorted lot can be searched by halves."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._text = "".join(f"{line}\n" for line in lines)
        self._starts = array("I", [0])
        place = self._text.find("\n")
        while place >= 0:
            self._starts.append(place + 1)
            place = self._text.find("\n", place + 1)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return self._text[self._starts[number] : self._starts[number + 1] - 1]
