"""Decisions are short and numbered, paths in documents exist, the changelog begins with this version."""

from __future__ import annotations

import re

from dspt.config.version import VERSION

from .repository import ROOT, named, tracked

PARTS = ["Context", "Choice", "Alternatives", "Consequences", "How we will know we were wrong"]
DECISIONS = [path for path in tracked("docs/decisions/*.md") if path.name != "README.md"]
LINK = re.compile(r"\]\((?!https?:|mailto:|#|/)([^)#\s]+)")
PATH = re.compile(r"`((?:catalogue|dspt|tests|docs|tools|assets|requirements)/[\w./*-]*)`")


def test_decisions_are_numbered_without_gap_or_double() -> None:
    numbers = sorted(int(path.name[:4]) for path in DECISIONS)
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_decision_is_short_complete_and_headed_like_its_file() -> None:
    wrong = []
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        heading = text.splitlines()[0].removeprefix("# ")
        if re.sub(r"[^a-z0-9]+", "-", heading.lower()) != path.stem:
            wrong.append(f"{path.name}: headed {heading!r}")
        if len(text.splitlines()) > 60:
            wrong.append(f"{path.name}: more than 60 lines")
        if re.findall(r"^## (.+)$", text, re.MULTILINE) != PARTS:
            wrong.append(f"{path.name}: its parts are not {', '.join(PARTS)}")
    assert wrong == []


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    assert [path.name for path in DECISIONS if f"({path.name})" not in listed] == []


def test_links_and_paths_in_documents_exist() -> None:
    missing = []
    for path in tracked("*.md"):
        if "dspt/web/public/help/texts" in named(path):
            continue  # its links are addresses of pages; the help's own test follows them
        text = path.read_text(encoding="utf-8")
        missing += [f"{named(path)}: {link}" for link in LINK.findall(text) if not (path.parent / link).exists()]
        if path.name == "README.md" or path.parent == ROOT / "docs":
            missing += [f"{named(path)}: {found}" for found in PATH.findall(text) if not list(ROOT.glob(found))]
    assert missing == []


def test_the_changelog_begins_with_this_version() -> None:
    head = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert head is not None
    assert head.group(1) == VERSION


def test_every_room_is_on_the_map() -> None:
    mapped = (ROOT / "docs/map.md").read_text(encoding="utf-8")
    rooms = [path.parent.name for path in (ROOT / "dspt").glob("*/__init__.py")]
    assert [room for room in rooms if f"`dspt/{room}/`" not in mapped] == []
