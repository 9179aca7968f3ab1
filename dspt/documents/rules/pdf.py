"""What a PDF may do when somebody opens it: be read, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from .refused import FileRefused


@dataclass(frozen=True, slots=True)
class PdfTraits:
    """What a reader of PDFs found in one. ``runs``: scripts, programs to start, forms that are programs."""

    is_damaged: bool
    is_encrypted: bool
    runs: bool
    holds_files: bool


def check_pdf(traits: PdfTraits) -> None:
    """Refuse with FileRefused a PDF that cannot be read, hides its content, runs something or carries other files."""
    if traits.is_encrypted:
        raise FileRefused("encrypted", label="PDF")
    if traits.is_damaged:
        raise FileRefused("damaged", label="PDF")
    if traits.runs:
        raise FileRefused("scripts", label="PDF")
    if traits.holds_files:
        raise FileRefused("holds_files", label="PDF")
