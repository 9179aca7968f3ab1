"""Speaking to clamd, the scanner of files. Its address is a setting; without one nothing is ever scanned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from clamav_client.clamd import BufferTooLongError, ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

_SECONDS = 60
_PATIENCE = 3
"""Seconds that a question about its health may take."""
_NOT_LOOKED = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")
"""What it calls a file that it could not look into: no finding, and no clean file either."""


class ScannerAway(Exception):
    """It does not answer; nothing is known about any file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner says of one file.

    ``state``: clean, infected, failed (it says that it cannot scan this file), or empty: it broke off and may do better
    another time. ``word``: the name of what it found, or why it could not.
    """

    state: str
    word: str = ""


def has_scanner() -> bool:
    """Whether this service has a scanner at all."""
    return bool(settings.DSPT_SCANNER)


def scanner_version() -> str:
    """Ask the scanner for its version and that of its signatures. Raises ScannerAway."""
    try:
        with _client(_PATIENCE) as client:
            return client.version().strip()[:100]
    except (ClamdError, OSError, UnicodeDecodeError) as trouble:
        raise ScannerAway from trouble


def scanned(file: BinaryIO) -> Verdict:
    """Stream a file to the scanner. Raises ScannerAway where it does not even answer.

    Whatever else goes wrong is no verdict: an answer that is not understood never makes a file clean.
    """
    scanner_version()
    try:
        with _client(_SECONDS) as client:
            answer = client.instream(file).get("stream")
    except BufferTooLongError:
        return Verdict("failed", "too long for the scanner")
    except (ClamdError, OSError, UnicodeDecodeError) as trouble:
        return Verdict("", f"{type(trouble).__name__}")
    state, word = answer or ("", None)
    if state == "OK":
        return Verdict("clean")
    if state == "FOUND" and word and not word.startswith(_NOT_LOOKED):
        return Verdict("infected", word[:100])
    return Verdict("failed" if state == "FOUND" else "", (word or "no answer")[:100])


@contextmanager
def _client(seconds: int) -> Iterator[ClamdNetworkSocket]:
    """Give a client; the library opens a connection for each command, and leaves one open that could not be made."""
    address = str(settings.DSPT_SCANNER)
    client: ClamdNetworkSocket
    if address.startswith("unix:"):
        client = ClamdUnixSocket(address.removeprefix("unix:"), timeout=seconds)
    else:
        host, _, port = address.removeprefix("tcp://").rpartition(":")
        client = ClamdNetworkSocket(host, int(port), timeout=seconds)
    try:
        yield client
    finally:
        if hasattr(client, "clamd_socket"):
            client.clamd_socket.close()
