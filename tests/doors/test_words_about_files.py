"""Every reason for which a file is refused has words that say what to do."""

from __future__ import annotations

import re

import pytest

from dspt.documents.rules import FileRefused
from dspt.web.toolkit.assertions.words import document_refusal_in_words

LIMIT = 20 * 1024 * 1024
CODES = [code for code in re.findall(r"``([a-z_]+)``", FileRefused.__doc__ or "") if code != "label"]


@pytest.mark.parametrize("label", ["PDF", "Word", "PNG picture"])
@pytest.mark.parametrize("code", CODES)
def test_a_refused_file_says_what_to_do_next(code: str, label: str) -> None:
    said = document_refusal_in_words(FileRefused(code, label=label, suffix="pdf", what="template"), LIMIT)
    assert re.search(r"\b(Choose|choose|must be|Save it again|Print it)\b", said), said
    assert "characters or fewer" not in said
    assert said[0].isupper()
    assert not said.endswith(".")


def test_the_codes_are_all_there() -> None:
    assert len(CODES) == 12
