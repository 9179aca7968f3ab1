"""Templates print and loop; they carry no styles and no scripts, which the security policy would refuse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.template import engines

from tests.world.strict_templates import UnknownName

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "dspt" / "web" / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an inline handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an address that runs": re.compile(r"javascript:", re.IGNORECASE),
    "something from another host": re.compile(
        r"<(?:link|script|img|iframe)\b[^>]*(?:href|src)=\"(?:https?:)?//", re.IGNORECASE
    ),
    "text that is not escaped": re.compile(r"\|\s*safe\b|{%-?\s*autoescape\s+false"),
    "a link to an address written by hand": re.compile(r"(?:href|action)=\"/[a-z]"),
    "a word that we do not use": re.compile(r">[^<{]*\b(?:please|invalid|mandatory|resubmit)\b", re.IGNORECASE),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_template_carries_nothing_that_pages_may_not(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    assert not found, f"{path.relative_to(ROOT)} holds {', '.join(found)}"


def test_every_page_extends_a_layout() -> None:
    loose = [
        str(path.relative_to(FOLDER))
        for path in TEMPLATES
        if path.parent.name not in ("layouts", "components")
        and not path.name.startswith("_")
        and not re.search(r'{% extends "', path.read_text(encoding="utf-8"))
    ]
    assert not loose


@dataclass(frozen=True, slots=True)
class Example:
    title: str


def test_a_slip_in_a_name_is_told_wherever_a_page_is_rendered() -> None:
    template = engines["jinja2"].from_string("{{ page.title }}{% if page.errors %}!{% endif %}{{ page.titel }}")
    with pytest.raises(UnknownName, match="Example has no titel"):
        template.render({"page": Example("A title")})
