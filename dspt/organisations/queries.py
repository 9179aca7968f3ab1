"""What doors and higher rooms read of organisations."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from .models import Membership


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's place in an organisation, with what every page's frame shows of it."""

    organisation: UUID
    code: str
    name: str
    role: str
    type: str
    """Settled type; empty: no profile yet."""
    category: str
    is_critical_infrastructure: bool
    easy_mode: bool | None
    organisations_held: int = 1


def standing(person: UUID, code: str) -> Standing | None:
    """Find a person's living membership of an organisation by its code; None where there is none. One statement."""
    found = (
        Membership.objects.filter(person_id=person, organisation__code=code, ended_at__isnull=True)
        .values_list(
            "organisation_id",
            "organisation__code",
            "organisation__name",
            "role",
            "organisation__profile__settled_type",
            "organisation__profile__category",
            "organisation__is_critical_infrastructure",
            "organisation__easy_mode",
        )
        .first()
    )
    if found is None:
        return None
    organisation, code, name, role, settled_type, category, critical, easy = found
    return Standing(organisation, code, name, role, settled_type or "", category or "", critical, easy)
