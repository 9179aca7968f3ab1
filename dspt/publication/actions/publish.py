"""Publishing an assessment."""

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
from .ledger import DeclarationMissing, Published, Seen, refuse_changed, write_publication


def publish_assessment(
    *,
    by: Actor,
    organisation: UUID,
    edition: Edition,
    seen: Seen,
    declared: bool,
    receipt: Callable[[UUID], str],
    job_title: str = "",
    again: bool = False,
    at: datetime,
) -> Published:
    """Publish an organisation's assessment as the best status it has on offer (rules section 7).

    ``seen`` is what the declaring person was shown; ``receipt`` makes the address of the receipt's page.
    Refuses with DeclarationMissing, NotStarted, EditionClosed, ProfileNotAccepted, NotReady, ChangedSinceCheck and,
    unless ``again``, NothingChanged. One transaction; 25 statements at most (a first publication with a new key a few
    more). Journalled as ``publication.assessment.published``.
    """
    if not declared:
        raise DeclarationMissing
    key = signer()
    with transaction.atomic():
        found = gathered(organisation=organisation, edition=edition, at=at, hold=True)
        offer = found.offer(rules.FINAL)
        refuse_changed(found, offer, seen)
        return write_publication(
            by=by, found=found, offer=offer, signer=key, job_title=job_title, again=again, receipt=receipt, at=at
        )
