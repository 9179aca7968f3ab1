"""Who does something: every action is told, and the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a named machine. ``session`` is a short digest of the session, never its key."""

    kind: str  # person, machine
    id: UUID | None
    name: str
    session: str = ""

    @classmethod
    def machine(cls, name: str) -> Actor:
        """Name a job or a command as the one who acts, e.g. ``register-import``."""
        return cls(kind="machine", id=None, name=name)
