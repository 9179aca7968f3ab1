"""``dspt verify FILE``: does a signed record check?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dspt.jobs.command import require_tables
from dspt.register.gateways import (
    LONGEST,
    Checked,
    NotARecord,
    SignatureDoesNotMatch,
    UnknownKey,
    check_paper,
    read_keys,
)
from dspt.register.queries import published_keys

OK, CHANGED, UNKNOWN_KEY, NO_RECORD, DOCUMENT_CHANGED = 0, 1, 2, 3, 4


class Command(BaseCommand):
    """Check a signed record, or a bundle of a record and its frozen document."""

    help = (
        "Check the signed record of a publication (.jws), or a bundle with its frozen document (.json). Exit code: "
        "0 it checks, 1 the record was changed, 2 unknown key, 3 no record or key file, 4 the document was changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the record or the bundle; - reads standard input")
        parser.add_argument(
            "--keys", metavar="JWKS", help="published keys as a file, to check without this service's database"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["keys"]:
            require_tables()
        try:
            keys = read_keys(_text(options["keys"])) if options["keys"] else published_keys()
        except (OSError, NotARecord):
            self._stop(NO_RECORD, f"The file of keys cannot be read: {options['keys']}")
        try:
            checked = check_paper(_text(options["file"]), keys)
        except OSError:
            self._stop(NO_RECORD, f"The file cannot be read: {options['file']}")
        except NotARecord:
            self._stop(NO_RECORD, "This is not a signed record of a publication.")
        except UnknownKey as refusal:
            self._stop(
                UNKNOWN_KEY,
                f"Signed with a key that is not among the published ones ({refusal.facts['kid']}). Not valid.",
            )
        except SignatureDoesNotMatch:
            self._stop(CHANGED, "The signature does not match: the record was changed after it was signed. Not valid.")
        self._say(checked)
        if checked.document_matches is False:
            self._stop(
                DOCUMENT_CHANGED, "The record is valid, but the document with it is not the one that was published."
            )

    def _say(self, checked: Checked) -> None:
        said = checked.record
        self.stdout.write(
            f"Valid. {said.name} ({said.code}) published {said.status_text} on {said.published_on}"
            f"{', after the deadline' if said.was_late else ''}.\n"
            f"Number {said.number}, place {said.place} of the ledger, signed with {checked.kid}.\n"
            f"Fingerprint of the frozen document: SHA-256 {said.sha256}"
        )
        if checked.document_matches:
            self.stdout.write("The document with it is the one that was published.")

    def _stop(self, code: int, words: str) -> None:
        self.stderr.write(words)
        sys.exit(code)


def _text(file: str) -> str:
    """Read a text file, at most a little more than is looked at; what is no text is no record."""
    if file == "-":
        return sys.stdin.read(LONGEST + 1)
    with Path(file).open("rb") as opened:
        return opened.read(LONGEST + 1).decode(errors="replace")
