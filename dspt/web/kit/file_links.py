"""Short-lived addresses of files: who may open what was decided before; the address carries it, signed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing

LASTS_SECONDS = 60
_SALT = "dspt.files"


@dataclass(frozen=True, slots=True)
class FileClaim:
    """One version of one document, for one reader. ``is_own``: the reader belongs to the organisation."""

    organisation: UUID
    code: str
    document: UUID
    number: int
    reader: UUID
    is_own: bool


class LinkEnded(Exception):
    """The address was ours, and its minute is over; it says whose file it was."""

    def __init__(self, claim: FileClaim) -> None:
        super().__init__()
        self.claim = claim


def file_address(claim: FileClaim) -> str:
    """Make the address, good for a minute, at which a file is handed out without asking who is there."""
    told = [claim.organisation.hex, claim.code, claim.document.hex, claim.number, claim.reader.hex, claim.is_own]
    return f"{settings.DSPT_FILES_URL}/files/{signing.dumps(told, salt=_SALT)}"


def read_file_token(token: str) -> FileClaim | None:
    """Read an address again; None: it is not ours. Raises LinkEnded."""
    try:
        organisation, code, document, number, reader, is_own = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    claim = FileClaim(UUID(organisation), code, UUID(document), number, UUID(reader), is_own)
    try:
        signing.loads(token, salt=_SALT, max_age=LASTS_SECONDS)
    except signing.SignatureExpired as over:
        raise LinkEnded(claim) from over
    return claim
