"""A code stands in an address as the directory writes it."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve, reverse

from dspt.web.kit.codes import CodeConverter


@pytest.mark.parametrize("code", ["A1", "VZZ01", "8D594-MASH", "AB CD (CLOSED)", "8HK05/A", "X"])
def test_codes_are_read_whole_before_our_own_words(code: str) -> None:
    found = re.fullmatch(rf"organisations/(?P<code>{CodeConverter.regex})/history", f"organisations/{code}/history")
    assert found
    assert found["code"] == code


@pytest.mark.parametrize("text", ["", "vzz01/people", "Vzz01/A", "../etc", "-A", "A-"])
def test_other_texts_are_not(text: str) -> None:
    assert not re.fullmatch(CodeConverter.regex, text)


@pytest.mark.parametrize("code", ["A1", "8D594-MASH", "AB CD (CLOSED)", "8HK05/A", "A&E"])
def test_an_address_with_a_code_is_made_and_read_again(code: str) -> None:
    made = reverse("history", args=[code])
    assert resolve(made.replace("%20", " ")).kwargs == {"code": code}
