"""What the tests of a practice's questions share: its year, people signed in, addresses, the words of a page."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from dspt.accounts.models import Person

from .assertions import AT
from .cast import a_person

Signed = Callable[[str], Client]


def signed_in(name: str = "ruth") -> Client:
    """Sign somebody of the cast in."""
    client = Client()
    client.force_login(Person.objects.get(id=a_person(name, AT).id))
    return client


def url(item: str = "", rest: str = "") -> str:
    """Give the address of the practice's overview, of one of its items, or of what is under either."""
    path = "/organisations/YZZ01/assessment/2024-25"
    return f"{path}/items/{item}{rest}" if item else f"{path}{rest}"


def text_of(response: object) -> str:
    """Give the words of a page, as one line."""
    content = response.content.decode()  # type: ignore[attr-defined]
    plain = re.sub(r"<(script|style).*?</\1>", " ", content, flags=re.S)
    # What is explained in place stands between the words of a sentence.
    plain = re.sub(
        r'<button class="app-term"[^>]*>([^<]*)</button><span class="app-term__says".*?</a></span>', r"\1", plain
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain)).replace("&#39;", "'")
