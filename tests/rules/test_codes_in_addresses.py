"""Addresses take every code that the service takes, and give it back unchanged."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.urls import resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from dspt.foundation.references import CODE, is_code
from dspt.web.kit.codes import CodeConverter


@given(st.text(alphabet="AZ09 ._/()&-az;", max_size=34))
def test_an_address_takes_what_is_a_code_and_nothing_else(text: str) -> None:
    assert bool(re.fullmatch(CodeConverter.regex, text)) == is_code(text)


@given(st.from_regex(CODE, fullmatch=True))
def test_the_pattern_of_codes_is_the_same_in_both_places(code: str) -> None:
    assert re.fullmatch(CodeConverter.regex, code)


@pytest.mark.parametrize(
    "code",
    ["RZZ", "8D594-MASH", "01/04/2003", "A (CLOSED)", "8hk29", "EE133801-IC-Mortality", "Demo Dental Account 009"],
)
def test_a_code_makes_an_address(code: str) -> None:
    for name, rest in (("people", []), ("organisation_home", []), ("item", ["2024-25", "1.1.1"]), ("documents", [])):
        address = reverse(name, args=[code, *rest])
        found = resolve(unquote(address))
        assert (found.url_name, found.kwargs["code"]) == (name, code)
