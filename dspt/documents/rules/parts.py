"""The parts of an office document: what they say that makes it fetch, run or hide something."""

from __future__ import annotations

import re
from xml.parsers import expat

from .refused import FileRefused

_MACRO_NAMES = re.compile(
    r"(^|/)(vbaproject|vbadata)[^/]*$|(^|/)(macrosheets|dialogsheets|activex)/|^basic/.+/|^scripts/.", re.IGNORECASE
)
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet", "activex")
_FETCHING = {"attachedTemplate": "template", "oleObject": "object", "frame": "object", "subDocument": "object"}
"""Relationship to what it fetches."""
_LOCAL_DRIVE = re.compile(r"(file:/{0,3})?[a-z]:[\\/]", re.IGNORECASE)
"""Word writes the template on the author's own disk into every letter; nobody else's computer can fetch that."""
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_MOST_FIELDS = 1_000_000
_START = 512


class PartReader:
    """Reads one part of a document, piece by piece, and refuses with FileRefused what it must not hold.

    XML is read to its end by a real parser; elements are looked at only in the parts where they can matter, since a
    sheet may have millions of them.
    """

    def __init__(self, name: str, label: str) -> None:
        self.start = b""
        self._label = label
        if _MACRO_NAMES.search(name):
            raise FileRefused("macros", label=label)
        low = name.lower()
        self._parser = _parser(low, self) if low.endswith((".xml", ".rels", ".rdf", ".svg")) else None
        self._fields: list[str] = []
        self._fields_length = 0

    def feed(self, piece: bytes) -> None:
        """Take in the next piece."""
        if len(self.start) < _START:
            self.start += piece[: _START - len(self.start)]
        if self._parser:
            self._parse(piece, is_last=False)

    def end(self) -> None:
        """Take note that the part is over."""
        if self._parser:
            self._parse(b"", is_last=True)
            if _DDE.search("".join(self._fields)):
                raise FileRefused("fetches", label=self._label, what="data")

    def _parse(self, piece: bytes, *, is_last: bool) -> None:
        assert self._parser
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as trouble:
            raise FileRefused("damaged", label=self._label) from trouble

    def declares(self, *told: object) -> None:
        """Refuse a document type: the door to entity bombs and to files of the machine that reads."""
        raise FileRefused("damaged", label=self._label)

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Look at one element."""
        match name.rsplit(" ", 1)[-1]:
            case "Relationship":
                self._relationship(attributes)
            case "Override" | "Default":
                if any(mark in attributes.get("ContentType", "").lower() for mark in _MACRO_TYPES):
                    raise FileRefused("macros", label=self._label)
            case "encryption-data":
                raise FileRefused("encrypted", label=self._label)
            case "event-listener":
                raise FileRefused("macros", label=self._label)
            case "dde-source" | "dde-link" | "ddeLink" | "oleLink":
                raise FileRefused("fetches", label=self._label, what="data")
            case "instrText":
                assert self._parser
                self._parser.CharacterDataHandler = self._field
            case "fldSimple":
                self._field(" ".join(attributes.values()))

    def element_ends(self, name: str) -> None:
        """Stop gathering the words of a field."""
        if self._parser and name.endswith(" instrText"):
            self._parser.CharacterDataHandler = None

    def _field(self, text: str) -> None:
        self._fields_length += len(text)
        if self._fields_length > _MOST_FIELDS:
            raise FileRefused("unpacks_too_big", label=self._label)
        self._fields.append(text)

    def _relationship(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rsplit("/", 1)[-1]
        if kind in ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet"):
            raise FileRefused("macros", label=self._label)
        is_outside = attributes.get("TargetMode", "").lower() == "external"
        if is_outside and kind in _FETCHING and not _LOCAL_DRIVE.match(attributes.get("Target", "").strip()):
            raise FileRefused("fetches", label=self._label, what=_FETCHING[kind])


def _parser(low_name: str, reader: PartReader) -> expat.XMLParserType:
    made = expat.ParserCreate(namespace_separator=" ")
    made.StartDoctypeDeclHandler = reader.declares
    if low_name.endswith(".rels") or not low_name.startswith(("xl/worksheets/", "xl/sharedstrings", "ppt/slides/")):
        made.StartElementHandler = reader.element
        made.EndElementHandler = reader.element_ends
    return made
