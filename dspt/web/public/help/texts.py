"""Help texts: Markdown files, rendered once per process, raw HTML refused (decision 0011)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

FOLDER = Path(__file__).parent / "texts"
FACT = re.compile(r"\[\[(\w+)\]\]")
_CLASSES = {"h2_open": "nhsuk-heading-m", "h3_open": "nhsuk-heading-s", "table_open": "app-table app-table--cards"}
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}
"""Said outright, because a table whose rows turn into cards is no table to a browser."""
_READER = MarkdownIt("commonmark", {"html": False}).enable("table")


class UnknownFact(LookupError):
    """A text names a fact in double brackets that no page fills in."""


@dataclass(frozen=True, slots=True)
class Heading:
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Text:
    """One help text: its ``# title``, the paragraph below it as lede, the rest, and its second-level headings."""

    title: str
    lede: Markup
    body: Markup
    headings: tuple[Heading, ...]


def text(name: str, facts: Mapping[str, str]) -> Text:
    """Render the text of a name, with each ``[[fact]]`` filled in; refuses with UnknownFact. Reads no database."""
    return _rendered(name, tuple(sorted(facts.items())))


def names() -> tuple[str, ...]:
    """List the names of all texts."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md")))


@lru_cache(maxsize=64)
def _rendered(name: str, facts: tuple[tuple[str, str], ...]) -> Text:
    known = dict(facts)

    def fill(match: re.Match[str]) -> str:
        if match.group(1) not in known:
            raise UnknownFact(f"{name}.md names the fact {match.group(1)}")
        return known[match.group(1)]

    source = FACT.sub(fill, (FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    title, _, rest = source.removeprefix("# ").partition("\n")
    lede, _, body = rest.strip().partition("\n\n")
    tokens = _READER.parse(body)
    headings = tuple(_dressed(tokens))
    _dress_tables(tokens)
    renderer = RendererHTML()
    return Text(
        title.strip(),
        Markup(_READER.renderInline(lede)),  # noqa: S704 (the renderer escapes; raw HTML is off)
        Markup(renderer.render(tokens, _READER.options, {})),  # noqa: S704 (as above)
        headings,
    )


def _dressed(tokens: Sequence[Token]) -> list[Heading]:
    """Give headings their anchors and classes; collect the second-level ones."""
    found = []
    for place, token in enumerate(tokens):
        if token.type in ("heading_open", "table_open"):
            token.attrSet("class", _CLASSES.get(f"{token.tag}_open", ""))
        if token.type == "heading_open":
            title = tokens[place + 1].content
            anchor = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
            token.attrSet("id", anchor)
            if token.tag == "h2":
                found.append(Heading(anchor, title))
    return found


def _dress_tables(tokens: Sequence[Token]) -> None:
    """Give a table its roles, and each cell but the first of a row the heading that stands before it on a phone."""
    heads: list[str] = []
    column = 0
    for place, token in enumerate(tokens):
        if not token.type.endswith("_open") or token.tag not in _ROLES:
            continue
        token.attrSet("role", _ROLES[token.tag])
        if token.tag == "thead":
            heads = []
        elif token.tag == "tr":
            column = 0
        elif token.tag == "th":
            token.attrSet("scope", "col")
            heads.append(tokens[place + 1].content)
        elif token.tag == "td":
            if column:
                token.attrSet("data-l", heads[column])
            column += 1
