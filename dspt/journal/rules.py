"""How an entry of the journal is fixed to the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

GENESIS = "0" * 64


def digest(previous: str, content: Mapping[str, object]) -> str:
    """Compute the SHA-256 (hexadecimal) of an entry's content joined to its predecessor's digest."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
