"""Writing the next place of the ledger: everything of a publication but the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dspt.documents.actions import keep_frozen
from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notices
from dspt.organisations.queries import people
from dspt.organisations.rules import Role
from dspt.register.actions import keep_record, put_entry

from .. import rules
from ..gateways import Signer, new_number
from ..models import LedgerHead, Publication
from ..queries.ready import Gathered
from ..rules.letters import receipt_letter

HEAD = 1
GENESIS = "0" * 64


class ChangedSinceCheck(Refusal):
    """What the person saw is no longer so. Facts: ``work`` (answers changed), ``profile``, ``status`` (the one now)."""

    code = "changed_since_check"


class DeclarationMissing(Refusal):
    """The declaration was not made."""

    code = "declaration_missing"


class NothingChanged(Refusal):
    """The last publication says the same; asked for first. Facts: ``number``, ``published_at``."""

    code = "nothing_changed"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the readiness page showed: counters of answers and profile, and the status on offer."""

    revision: int
    profile_version: int
    status: str


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as it was just written."""

    id: UUID
    number: str
    place: int
    kind: str
    status: str
    status_text: str
    was_late: bool


def refuse_changed(found: Gathered, offer: rules.Offer, seen: Seen) -> None:
    """Refuse with ChangedSinceCheck where work, profile or status moved since the person looked."""
    work, profile = found.state.revision != seen.revision, found.profile.version != seen.profile_version
    if work or profile or offer.status != seen.status:
        raise ChangedSinceCheck(work=work, profile=profile, status=offer.status)


def write_publication(
    *,
    by: Actor,
    found: Gathered,
    offer: rules.Offer,
    signer: Signer,
    job_title: str,
    again: bool,
    receipt: Callable[[UUID], str],
    at: datetime,
) -> Published:
    """Freeze, sign and chain a publication; copy its public part to the register; owe the receipts; write the journal.

    Inside the caller's transaction, which holds the assessment. ``again``: publish although nothing has changed,
    otherwise refused with NothingChanged. ``receipt`` makes the receipt page's address. At most fifteen statements,
    some more for the first of a body or a key.
    """
    content = found.content(offer)
    essence, last = rules.essence(content), found.last
    if last and not again and last.edition == found.edition.key and last.content_sha256 == essence:
        raise NothingChanged(number=last.number, published_at=last.published_at)
    text, publication, number = rules.status_text(found.edition, offer.status), new_id(), new_number()
    document = rules.canonical(
        rules.document(
            content,
            number=number,
            at=at,
            on=found.on,
            declared=rules.Declared(by.id, by.name, job_title),
            profile=found.profile,
            follows=last.number if last else "",
            signed_off=found.standing_sign_offs,
        )
    )
    sha256 = rules.digest(document)
    head = LedgerHead.objects.select_for_update().filter(id=HEAD).first()
    if head is None:
        head, _ = LedgerHead.objects.select_for_update().get_or_create(
            id=HEAD, defaults={"place": 0, "sha256": GENESIS}
        )
    place = head.place + 1
    signed = signer.signed(
        {
            "number": number,
            "code": found.profile.code,
            "name": found.profile.name,
            "edition": found.edition.key,
            "kind": offer.kind,
            "status": offer.status,
            "status_text": text,
            "published_on": found.on.isoformat(),
            "published_at": at.isoformat(),
            "was_late": offer.was_late,
            "sha256": sha256,
            "place": place,
            "previous": head.sha256,
        }
    )
    Publication.objects.create(
        id=publication,
        organisation_id=found.organisation,
        place=place,
        number=number,
        edition=found.edition.key,
        kind=offer.kind,
        status=offer.status,
        was_late=offer.was_late,
        published_at=at,
        published_by_id=by.id,
        published_by_name=by.name,
        document=document,
        sha256=sha256,
        record=signed,
        previous_sha256=head.sha256,
        revision=found.state.revision,
        content_sha256=essence,
    )
    keep_frozen(organisation=found.organisation, versions=found.state.documents, at=at)
    LedgerHead.objects.filter(id=HEAD).update(place=place, sha256=rules.digest(signed))
    keep_record(
        publication=publication,
        number=number,
        code=found.profile.code,
        place=place,
        record=signed,
        kid=signer.kid,
        jwk=signer.public,
        at=at,
    )
    put_entry(
        code=found.profile.code,
        name=found.profile.name,
        sector=found.profile.sector,
        kind=offer.kind,
        edition=found.edition.key,
        status=offer.status,
        status_text=text,
        published_at=at,
        was_late=offer.was_late,
        publication=publication,
        number=number,
        sha256=sha256,
    )
    subject, body = receipt_letter(
        organisation=found.profile.name,
        code=found.profile.code,
        text=text,
        kind=offer.kind,
        was_late=offer.was_late,
        number=number,
        sha256=sha256,
        by=by.name,
        at=at,
        address=receipt(publication),
    )
    readers = [one for one in people(found.organisation) if one.person == by.id or one.role == Role.ADMINISTRATOR]
    owe_notices(
        kind="publication.receipt",
        to=[one.email for one in sorted(readers, key=lambda one: one.person != by.id)],
        subject=subject,
        body=body,
        at=at,
        organisation=found.profile.code,
    )
    record(
        by=by,
        event="publication.interim.submitted" if offer.kind == rules.INTERIM else "publication.assessment.published",
        subject=f"{found.edition.key} {number}",
        at=at,
        organisation=found.profile.code,
        after={"status": offer.status, "number": number, "place": place, "sha256": sha256, "late": offer.was_late},
    )
    return Published(publication, number, place, offer.kind, offer.status, text, offer.was_late)
