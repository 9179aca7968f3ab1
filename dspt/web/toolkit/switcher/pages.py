"""Page objects of the choice of an organisation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    url: str
    about: str
    needs_profile: bool


@dataclass(frozen=True, slots=True)
class SwitcherPage:
    title: str
    person: str
    rows: tuple[Row, ...]
    oversight: str
    """Address of the national team's pages; empty for everybody else."""
    helpdesk: str
    """Address of the service desk's pages; empty for everybody else."""
