"""Who must have a second factor, what codes count, and how devices and places are told."""

from __future__ import annotations

import pytest

from dspt.accounts.rules import Compulsory, device_words, digits, must_have_factor, periods_around, place_words


@pytest.mark.parametrize(
    ("facts", "must"),
    [
        ({"has_service_role": True}, True),
        ({"role": "administrator", "category": "1"}, True),
        ({"role": "administrator", "category": "1a"}, True),
        ({"role": "administrator", "category": "2"}, True),
        ({"role": "administrator", "category": "3"}, False),
        ({"role": "administrator", "category": ""}, False),
        ({"role": "member", "category": "1"}, False),
        ({"role": "signatory", "category": "1"}, False),
        ({"role": "member", "category": "4", "compulsory": Compulsory.ALL}, True),
        ({"compulsory": Compulsory.ALL}, True),
        ({}, False),
    ],
)
def test_who_must_have_a_second_factor(facts: dict[str, object], must: bool) -> None:
    assert must_have_factor(**facts) is must  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["123456", "123 456", " 123-456 ", "12 34 56"])
def test_a_code_may_be_typed_as_it_is_read(typed: str) -> None:
    assert digits(typed) == "123456"


def test_the_codes_of_three_periods_count() -> None:
    assert periods_around(89.9) == (1, 2, 3)
    assert periods_around(90.0) == (2, 3, 4)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
            "Chrome on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/17.0 Safari/605", "Safari on a Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.0", "An unknown browser"),
        ("<script>alert(1)</script>", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_is_told_in_words_that_people_know(agent: str, words: str) -> None:
    assert device_words(agent) == words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("203.0.113.77", "203.0.113.x"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::x"),
        ("::1", "0:0:0::x"),
        ("not an address", ""),
        ("", ""),
    ],
)
def test_a_place_is_masked(address: str, words: str) -> None:
    assert place_words(address) == words
