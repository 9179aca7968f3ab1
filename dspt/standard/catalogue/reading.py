"""Reading the catalogue's files strictly: one value at a time, every fault kept with its file and entry.

YAML is composed, not loaded: keys must be unique, and a plain value is only ever text, a whole number, a day, true or
false, or nothing. What is not asked for by the time a mapping is left is an unknown field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from dspt.foundation.refusals import Refusal

Choice = TypeVar("Choice", bound=StrEnum)
_MISSING = object()
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in the catalogue: in which file, at which entry, what."""

    file: str
    entry: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}, {self.entry}: {self.what}" if self.entry else f"{self.file}: {self.what}"


class CatalogueFaulty(Refusal):
    """An edition's files do not hold together; ``facts['faults']`` lists every fault found."""

    code = "catalogue_faulty"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults=tuple(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class Faults:
    """Collects faults while reading goes on, so that one run reports them all."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, file: str, entry: str, what: str) -> None:
        self.found.append(Fault(file, entry, what))

    def stop_if_any(self) -> None:
        if self.found:
            raise CatalogueFaulty(self.found)


def read_yaml(path: Path, name: str, faults: Faults) -> dict[str, object]:
    """Read one file into plain values; on a fault of form nothing else is read of it."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.add(name, "", "the file is missing")
        return {}
    except UnicodeDecodeError:
        faults.add(name, "", "the file is not UTF-8 text")
        return {}
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}" if mark else ""
        faults.add(name, where, f"not well-formed YAML ({error.problem})")
        return {}
    value = _plain(node, name, "", faults) if node is not None else {}
    if not isinstance(value, dict):
        faults.add(name, "", "must be a mapping of fields")
        return {}
    return value


def _plain(node: yaml.Node, file: str, entry: str, faults: Faults) -> object:
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                faults.add(file, f"line {key_node.start_mark.line + 1}", f"{key!r} stands twice")
                continue
            mapping[key] = _plain(value_node, file, f"{entry} {key}".strip(), faults)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, file, entry, faults) for child in node.value]
    return _scalar(node, file, entry, faults)


def _scalar(node: yaml.Node, file: str, entry: str, faults: Faults) -> object:
    tag, text = str(node.tag).rpartition(":")[2], str(node.value)
    if tag == "str":
        return text
    if tag == "null":
        return None
    if tag == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if tag == "int" and text.lstrip("-").isdecimal():
        return int(text)
    if tag == "timestamp":
        try:
            return date.fromisoformat(text)
        except ValueError:
            faults.add(file, entry, f"{text} is not a day that exists")
            return None
    faults.add(file, entry or f"line {node.start_mark.line + 1}", f"write {text!r} in quotes")
    return text


class Fields:
    """One mapping being read. Each value is taken by name; ``done`` reports what nobody took."""

    def __init__(self, faults: Faults, file: str, entry: str, values: object) -> None:
        self.faults, self.file, self.entry = faults, file, entry
        if not isinstance(values, dict):
            self.fault("must be a mapping of fields")
            values = {}
        self.values: dict[str, object] = values
        self._taken: set[str] = set()

    def fault(self, what: str) -> None:
        self.faults.add(self.file, self.entry, what)

    def take(self, name: str, default: object = _MISSING) -> object:
        self._taken.add(name)
        if name in self.values:
            return self.values[name]
        if default is _MISSING:
            self.fault(f"{name!r} is missing")
            return None
        return default

    def text(self, name: str, default: str | None = None) -> str:
        value = self.take(name, _MISSING if default is None else default)
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        if value is not None or name in self.values:
            self.fault(f"{name!r} must be text")
        return default or ""

    def texts(self, name: str, *, needed: bool = True) -> tuple[str, ...]:
        value = self.take(name, _MISSING if needed else [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(str(one).strip() for one in value)
        if value is not None or name in self.values:
            self.fault(f"{name!r} must be a list of texts")
        return ()

    def whole(self, name: str, default: int | None = None) -> int:
        value = self.take(name, _MISSING if default is None else default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None or name in self.values:
            self.fault(f"{name!r} must be a whole number")
        return 0

    def truth(self, name: str, default: bool | None = None) -> bool:
        value = self.take(name, _MISSING if default is None else default)
        if isinstance(value, bool):
            return value
        if value is not None or name in self.values:
            self.fault(f"{name!r} must be true or false")
        return False

    def day(self, name: str) -> date:
        found = self.day_or_none(name)
        if found is None and name in self.values:
            self.fault(f"{name!r} must be a day, such as 2025-06-30")
        return found or date.min

    def day_or_none(self, name: str) -> date | None:
        value = self.take(name)
        if value is None or isinstance(value, date):
            return value
        self.fault(f"{name!r} must be a day, such as 2025-06-30")
        return None

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        value = self.take(name, _MISSING if default is None else default)
        try:
            return kind(str(value))
        except ValueError:
            if value is not None or name in self.values:
                self.fault(f"{name!r} is {value!r}; it must be one of {', '.join(kind)}")
            return default or next(iter(kind))

    def fields(self, name: str, *, needed: bool = True) -> Fields:
        """Take a mapping of fields."""
        value = self.take(name, _MISSING if needed else {})
        return Fields(self.faults, self.file, f"{self.entry} {name}".strip(), {} if value is None else value)

    def named(self, name: str, *, needed: bool = True) -> Iterator[tuple[str, Fields]]:
        """Take a mapping of names to mappings of fields."""
        inner = self.fields(name, needed=needed)
        for key in inner.values:
            yield key, Fields(self.faults, self.file, f"{inner.entry} {key}", inner.values[key])

    def pairs(self, name: str, *, needed: bool = True) -> dict[str, str]:
        """Take a mapping of names to texts."""
        inner = self.fields(name, needed=needed)
        return {key: inner.text(key) for key in inner.values}

    def rows(self, name: str, label: str, *, needed: bool = True) -> Iterator[Fields]:
        """Take a list of mappings; ``label`` is the field that names a row in messages."""
        value = self.take(name, _MISSING if needed else [])
        if not isinstance(value, list):
            if value is not None:
                self.fault(f"{name!r} must be a list")
            return
        for number, row in enumerate(value, start=1):
            named = row.get(label, number) if isinstance(row, dict) else number
            yield Fields(self.faults, self.file, f"{name} {named}", row)

    def done(self) -> None:
        """Report the fields that nobody asked for."""
        for name in self.values:
            if name not in self._taken:
                self.fault(f"unknown field {name!r}")
