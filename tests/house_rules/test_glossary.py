"""The glossary in the documents and the one in the catalogue are one."""

from __future__ import annotations

from tools import glossary_document


def test_the_document_holds_the_terms_of_the_catalogue() -> None:
    present = glossary_document.DOCUMENT.read_text(encoding="utf-8")
    assert present == glossary_document.document(present), "run: python tools/glossary_document.py"
