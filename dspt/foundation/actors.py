"""Who does something: every action is told, and the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

SERVICE_STAFF = "service:"
"""What ``behalf`` begins with where somebody acts in a role of the service itself."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a named machine. ``session`` is a short digest of the session, never its key.

    ``behalf`` is whom they act for where it is neither themselves nor the organisation that they act in: a role of the
    service (``service:national``), or another organisation (``organisation:RZZ``, a head office for its branch).
    """

    kind: str  # person, machine
    id: UUID | None
    name: str
    session: str = ""
    behalf: str = ""

    @classmethod
    def machine(cls, name: str) -> Actor:
        """Name a job or a command as the one who acts, e.g. ``register-import``."""
        return cls(kind="machine", id=None, name=name)

    def in_service_role(self, role: str) -> Actor:
        """Give the same person acting in a role of the service, e.g. ``national``."""
        return replace(self, behalf=SERVICE_STAFF + role)

    def for_organisation(self, code: str) -> Actor:
        """Give the same person acting for another organisation than the one they act in."""
        return replace(self, behalf=f"organisation:{code}")
