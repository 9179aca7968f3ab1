"""From an entry to a sentence with links, and its before and after in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from dspt.foundation.actors import SERVICE_STAFF
from dspt.foundation.clock import LONDON
from dspt.journal.queries import SERVICE, EntryRecord

from .words import SENTENCES

SHORT = 160
_PUT_IN = re.compile(r"\{(\w+)\}")
_ROLES = {
    "national": "national team",
    "desk": "service desk",
    "region": "regional team",
    "board": "integrated care board",
    "cqc": "Care Quality Commission",
}
_LABELS = {
    "on": "date",
    "to": "mailed to",
    "sha256": "fingerprint",
    "digest": "fingerprint",
    "also": "further activities",
    "due_on": "due",
    "ticked": "indicators ticked",
    "set_aside": "indicators set aside",
    "carried_over": "answers carried over",
    "nhsmail": "NHSmail alone",
    "covers_all": "covers everything",
    "place": "place in the ledger",
}
_PAGES = {
    "oversight_organisation": "what their role sees of the organisation",
    "helpdesk_organisation": "who has access, at the service desk",
    "helpdesk_recovery": "a request for access, at the service desk",
}
_CODE_WORD = re.compile(r"[a-z]+(_[a-z]+)+")
"""A value out of a fixed list: its words are what people know it by."""
_SILENT = {"version"}
"""Counted for the computer; the export has it."""
_STEPS = {"type": "type", "key_roles": "key roles", "nhsmail": "mail"}
_STATUSES = {
    "exceeded": "Standards Exceeded",
    "met": "Standards Met",
    "approaching": "Approaching Standards",
    "not_met": "Standards Not Met",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; with an address it is a link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after, in words; empty where it was not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the trail in finished words."""

    when: str
    who: str
    role: str
    """In which role of the service, or for whom; empty: for themselves or their organisation."""
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    where: str
    """The organisation's code, on pages that tell of several."""

    @property
    def sentence(self) -> str:
        return f"{self.who} {''.join(piece.text for piece in self.pieces)}"


def told(entry: EntryRecord, names: Mapping[UUID, str], *, across: bool = False) -> Line:
    """Put an entry into words. ``names`` are of the people it may speak of; ``across`` says where it happened.

    An event without a sentence (of a later release, say) is shown by its name rather than hidden.
    """
    sentence = SENTENCES.get(entry.event)
    words = entry.event if sentence is None else sentence.says
    if sentence is not None and sentence.by:
        words = sentence.ways.get(str(_fact(entry, sentence.by)), words)
    pieces = []
    for index, part in enumerate(_PUT_IN.split(words)):
        if part:
            pieces.append(_put_in(part, entry, names) if index % 2 else Piece(part))
    where = entry.chain if across and entry.chain != SERVICE else ""
    return Line(moment(entry.at), _who(entry), _role(entry.behalf), tuple(pieces), changes(entry, names), where)


def moment(at: datetime) -> str:
    """Write an instant in UK time, for a dense list."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%b %Y, %H:%M}"


def changes(entry: EntryRecord, names: Mapping[UUID, str]) -> tuple[Change, ...]:
    """Lay before and after side by side, what did not change left out, long texts shortened, people by their names."""
    before, after = _spoken(entry.before, names), _spoken(entry.after, names)
    keys = [*before, *(key for key in after if key not in before)]
    every = (Change(_label(key), _value(before.get(key)), _value(after.get(key))) for key in keys)
    return tuple(each for each in every if each.before != each.after)


def _spoken(facts: Mapping[str, object], names: Mapping[UUID, str]) -> dict[str, object]:
    """Put names for identifiers of people; other identifiers say nothing to anybody and are left to the export."""
    spoken = {}
    for key, value in facts.items():
        if key in _SILENT:
            continue
        person = _identifier(value)
        if person is None:
            spoken[key] = value
        elif person in names:
            spoken[key] = names[person]
    return spoken


def _identifier(value: object) -> UUID | None:
    if not isinstance(value, str) or len(value) != 36:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None


def _put_in(name: str, entry: EntryRecord, names: Mapping[UUID, str]) -> Piece:
    edition, _, rest = entry.subject.partition(" ")
    code = entry.chain
    if name == "item":
        return Piece(rest, _address("item", code, edition, rest))
    if name == "outcome":
        return Piece(rest, _address("outcome", code, edition, rest))
    if name == "assertion":
        return Piece(rest, _address("assessment", code, edition))
    if name == "edition":
        return Piece(edition, _address("assessment", code, edition))
    if name == "document":
        title = str(_fact(entry, "title") or "")
        gone = entry.event.endswith(".removed")
        return Piece(f"“{_short(title)}”" if title else "a document", "" if gone else _address("document", code, rest))
    if name == "number":
        return Piece(str(_fact(entry, "number") or rest), _address("history", code))
    if name == "profile":
        return Piece("profile", _address("profile", code))
    if name == "person":
        return Piece(_named(entry.subject, names))
    return Piece(_plain(name, entry))


def _plain(name: str, entry: EntryRecord) -> str:
    value = str(_fact(entry, name) or "")
    if name == "role":
        return _ROLES.get(value, value) or "a colleague"
    if name == "to":
        return value or "somebody"
    if name == "status":
        edition = entry.subject.partition(" ")[0]
        return f"{edition[2:4]}/{edition[5:7]} {_STATUSES.get(value, value)}"
    if name == "step":
        return _STEPS.get(entry.subject, entry.subject.partition(" ")[0])
    if name == "rest":
        return entry.subject.partition(" ")[2].replace(" ", ", ")
    if name == "title":
        return f"“{_short(value)}”" if value else "a document"
    if name == "organisation":
        return str(entry.after.get("name") or entry.chain)
    if name == "subject":
        return entry.subject
    return value.replace("_", " ")


def _named(subject: str, names: Mapping[UUID, str]) -> str:
    person = _identifier(subject)
    return names.get(person, "somebody") if person else "somebody"


def _who(entry: EntryRecord) -> str:
    is_machine = entry.actor_kind == "machine" and entry.actor_id is None
    return f"The service ({entry.actor_name})" if is_machine else entry.actor_name


def _role(behalf: str) -> str:
    if behalf.startswith(SERVICE_STAFF):
        role = behalf.removeprefix(SERVICE_STAFF)
        return _ROLES.get(role, role)
    return f"for {behalf.partition(':')[2]}" if behalf else ""


def _fact(entry: EntryRecord, name: str) -> object:
    return entry.after.get(name, entry.before.get(name))


def _address(name: str, code: str, *rest: str) -> str:
    try:
        return reverse(name, args=(code, *rest))
    except NoReverseMatch:
        return ""  # an entry of the service's chain, or a subject from before addresses were as they are


def _label(key: str) -> str:
    words = _LABELS.get(key, key.replace("_", " "))
    return words[:1].upper() + words[1:]


def _value(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _short(", ".join(f"{str(key).replace('_', ' ')}: {_value(each) or '–'}" for key, each in value.items()))
    if isinstance(value, list):
        return _short(", ".join(_value(each) for each in value if each != ""))
    text = str(value)
    return _PAGES.get(text) or (text.replace("_", " ") if _CODE_WORD.fullmatch(text) else _short(text))


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
