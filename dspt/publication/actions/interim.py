"""Submitting an interim."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.standard.edition import Edition

from .. import rules
from ..gateways import signer
from ..queries.ready import gathered
from .ledger import Published, Seen, refuse_changed, write_publication


def submit_interim(
    *,
    by: Actor,
    organisation: UUID,
    edition: Edition,
    seen: Seen,
    receipt: Callable[[UUID], str],
    again: bool = False,
    at: datetime,
) -> Published:
    """Submit the position of the day: a level on every outcome, statements optional (specification section 9 a).

    Frozen, signed and chained like every publication; the public sees fact and date alone. Refuses with NotStarted,
    InterimNotAsked, EditionClosed, ProfileNotAccepted, NotReady, ChangedSinceCheck and, unless ``again``,
    NothingChanged. Journalled as ``publication.interim.submitted``.
    """
    key = signer()
    with transaction.atomic():
        found = gathered(organisation=organisation, edition=edition, at=at, kind=rules.INTERIM, hold=True)
        offer = found.offer(rules.INTERIM)
        refuse_changed(found, offer, seen)
        return write_publication(
            by=by, found=found, offer=offer, signer=key, job_title="", again=again, receipt=receipt, at=at
        )
