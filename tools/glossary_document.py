"""Write the terms of the catalogue into ``docs/glossary.md``, below its marker; run after changing the glossary."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dspt.foundation.folding import folded  # noqa: E402 (the checkout is put on the path first)
from dspt.standard import catalogue  # noqa: E402

DOCUMENT = ROOT / "docs" / "glossary.md"
MARKER = "<!-- Below: written by tools/glossary_document.py from catalogue/glossary.yaml. -->\n"


def terms() -> str:
    """Give every term of the newest edition as Markdown, in order; those of the specification are marked S."""
    lines = []
    for term in sorted(catalogue.editions()[0].terms.values(), key=lambda term: folded(term.term)):
        acronym = f" ({term.acronym})" if term.acronym else ""
        mark = " S" if term.from_specification else ""
        lines.append(f"- **{term.term}**{acronym}{mark}: {' '.join(term.explanation.split())}")
    return "\n".join(lines) + "\n"


def document(present: str) -> str:
    """Give the document with its terms written anew; what stands above the marker is kept."""
    above, marker, _ = present.partition(MARKER)
    if not marker:
        raise ValueError(f"{DOCUMENT.name} has lost its marker")
    return f"{above}{MARKER}\n{terms()}"


if __name__ == "__main__":
    DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
