"""Page objects of looking an organisation up."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.access.service import ServiceFrame
from dspt.web.kit.components import Link, Row


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    email: str
    role: str
    since: str
    last_sign_in: str


@dataclass(frozen=True, slots=True)
class HitRow:
    name: str
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class LookUpPage:
    title: str
    frame: ServiceFrame
    words: str
    sentence: str
    rows: tuple[HitRow, ...]


@dataclass(frozen=True, slots=True)
class StandingPage:
    title: str
    frame: ServiceFrame
    sentence: str
    body: tuple[Row, ...]
    people: tuple[PersonRow, ...]
    requests: tuple[Link, ...]
    register: str
    """Address of its public page; empty: not on the register."""
    wide: bool = True
