"""What is typed comes back whole, however long; what cannot even be sent is told so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.world.answering import Signed, signed_in, text_of, url
from tests.world.assertions import AT, a_year_begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed() -> Iterator[Signed]:
    with time_machine.travel(AT, tick=True):
        a_year_begun("practice")
        yield signed_in


def test_a_text_far_too_long_comes_back_whole(signed: Signed) -> None:
    typed = "One line of many.\n" * 15_000 + "The end of it"
    page = signed("ruth").post(url("1.1.5"), {"version": "0", "text": typed})
    assert "It has 270,013, so shorten it by 260,013" in text_of(page)
    assert typed in page.content.decode().replace("\r\n", "\n")


def test_what_is_longer_than_a_request_may_be_says_how_to_keep_it(signed: Signed) -> None:
    ruth = signed("ruth")
    for path in (url("1.1.5"), url("1.1.5", "/draft")):
        page = ruth.post(path, {"version": "0", "text": "x" * 3_000_000})
        assert page.status_code == 413
        assert "What you typed is too long to send" in text_of(page)
        assert "A page can send about 2 million characters in all" in text_of(page)
        assert "Back button" in text_of(page)
    assert ruth.post(url("1.1.5"), {f"field-{number}": "" for number in range(2001)}).status_code == 400
