"""A word of the glossary is explained at its first mention, without a script; text stays text."""

from __future__ import annotations

import re

from django.template import engines

from dspt.standard.edition import Term

MFA = Term("mfa", "Multi-factor authentication (MFA)", "A second proof at sign-in.", acronym="MFA")
BOARD = Term("board", "Board", "Those who lead.")
REMOTE = Term("remote_access", "Access from outside (remote access)", "Reaching in.")


def explained(text: str, *terms: Term) -> str:
    template = engines["jinja2"].from_string('{{ text | explained(terms, "-here") }}')
    return template.render({"text": text, "terms": terms})


def buttons(text: str, *terms: Term) -> list[str]:
    return re.findall(r"<button[^>]*>([^<]*)</button>", explained(text, *terms))


def test_the_first_mention_is_explained_whatever_its_case_and_number() -> None:
    assert buttons("Do boards like the board?", BOARD) == ["boards"]
    assert buttons("Is MFA used? multi-factor authentication is.", MFA) == ["multi-factor authentication"]


def test_a_term_is_found_by_its_other_name_and_its_abbreviation() -> None:
    assert buttons("Who has remote access with MFA?", REMOTE, MFA) == ["remote access", "MFA"]


def test_a_word_within_a_word_is_no_mention() -> None:
    assert buttons("A keyboard on board-level", BOARD) == []


def test_text_stays_text_and_leads_to_the_glossary() -> None:
    page = explained("<b>The board</b> & co", BOARD)
    assert page.startswith("&lt;b&gt;The <button")
    assert page.endswith("&lt;/b&gt; &amp; co")
    assert 'href="/help/glossary#board"' in page
    assert 'popovertarget="term-board-here"' in page
    assert 'id="term-board-here"' in page
