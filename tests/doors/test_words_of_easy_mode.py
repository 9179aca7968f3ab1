"""Small bodies read plain words: no page of easy mode, and none of its questions, uses those that the design avoids."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from dspt.standard.edition import ItemAsked
from tests.world.answering import signed_in
from tests.world.assertions import AT, a_year_answered, a_year_begun, this_edition
from tests.world.cast import BODIES

AVOIDED = re.compile(
    r"multi-?factor|\bMFA\b|\bmandatory\b|\brecommended\b|evidence requirement|contributing outcome|roll(ed)? forward|"
    r"\battest|\bsubmit|\bincomplete\b|\bpending\b|\bN/A\b|\bexpired\b|\blapsed\b|\bvalid\b|\binvalid\b|\brejected\b|"
    r"\bactioned\b|version error|\bcompliant\b|\bis certified\b|\bentit(y|ies)\b|ODS identifier|\bstakeholder|"
    r"(?<!when )\busers?\b(?! name)|\bplease\b|\bfailed to\b|!",
    re.IGNORECASE,
)
"""Section 5 of the design, its right column; a user name is called one."""
SMALL = ("3", "4")


def read_out(asked: ItemAsked) -> Iterator[str]:
    yield from (asked.title, asked.ask, asked.help.why, asked.help.example, *asked.help.good, *asked.help.evidence)


@pytest.mark.parametrize("category", SMALL)
def test_a_question_of_a_small_body_is_put_in_plain_words(category: str) -> None:
    items = this_edition().asked(category)
    wrong = [f"{one.reference}: {text}" for one in items for text in read_out(one) if AVOIDED.search(text)]
    assert wrong == []
    assert len(items) > 30


def test_the_official_term_stands_once_beside_the_plain_question() -> None:
    asked = this_edition().items["4.5.3"].asked["4"]
    assert "extra sign-in step" in asked.ask
    assert "mfa" in asked.help.terms
    assert "extra sign-in step" in this_edition().terms["mfa"].explanation
    assert "multi-factor authentication (MFA)" in this_edition().items["4.5.3"].asked["2"].ask


def shown(client: Client, path: str) -> tuple[str, list[str]]:
    """The words of a page that are put to the person, and where it leads inside the organisation.

    The side box of a question holds the official wording and the explained terms; typed text is nobody's wording.
    """
    response = client.get(path, follow=True)
    if response.streaming or "text/html" not in response.headers["Content-Type"]:
        return "", []
    page = response.content.decode()
    main = page[page.index("<main") :]
    links = re.findall(r'href="(/organisations/[^"#?]+)', main)
    plain = re.sub(r'<aside class="app-aside" aria-label="About this question">.*?</aside>', " ", main, flags=re.DOTALL)
    plain = re.sub(
        r"<textarea.*?</textarea>|<svg.*?</svg>|<span class=\"app-term__says\".*?</a></span>",
        " ",
        plain,
        flags=re.DOTALL,
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain)), links


@pytest.mark.slow
@pytest.mark.django_db
def test_no_page_of_a_small_body_uses_a_word_that_the_design_avoids() -> None:
    with time_machine.travel(AT, tick=True):
        year = a_year_begun("home")
        a_year_answered(year)
        client, home = signed_in("ruth"), f"/organisations/{BODIES['home'].code}"
        sections = ("", "/documents", "/people", "/profile", "/history", "/activity", f"/publish/{year.edition}")
        waiting, seen, wrong = [f"{home}{one}" for one in (*sections, f"/assessment/{year.edition}")], set(), []
        while waiting and len(seen) < 150:
            path = waiting.pop(0)
            if path in seen or not path.startswith(home) or re.search(r"/(download|copy|record|badge|draft)", path):
                continue
            seen.add(path)
            text, links = shown(client, path)
            waiting += links
            wrong += [f"{path}: …{text[max(0, m.start() - 50) : m.end() + 30]}…" for m in AVOIDED.finditer(text)]
    assert wrong == []
    assert len(seen) > 60
