"""The receipt as a letter."""

from __future__ import annotations

from datetime import datetime

from dspt.foundation.clock import LONDON

from .standing import INTERIM


def receipt_letter(
    *, organisation: str, code: str, text: str, kind: str, was_late: bool, number: str, sha256: str, by: str,
    at: datetime, address: str
) -> tuple[str, str]:  # fmt: skip
    """Word the receipt of a publication: subject and body. ``text``: the status with its edition."""
    day, time = f"{at.astimezone(LONDON):%-d %B %Y}", f"{at.astimezone(LONDON):%H:%M}"
    said = "The public sees that you submitted an interim, and when. It does not see your levels."
    if kind != INTERIM:
        said = "The public register shows the new status now. Your answers and documents are never public."
    late = "\n\nIt came after the deadline. The register says so." if was_late else ""
    return (
        f"Published: {text}, {organisation}"[:200],
        f"{by} published for {organisation} ({code}) on {day} at {time}, UK time:\n\n    {text}\n\n{said}{late}\n\n"
        f"Number:      {number}\nFingerprint: SHA-256 {sha256}\n\n"
        f"The receipt, and the frozen copy of your answers:\n{address}\n\n"
        "If you did not expect this, sign in and look at History. You can publish again at any time until the edition "
        "closes; the newest counts.\n",
    )
