"""Every action writes the journal or says why not; every event of the journal has a sentence, and no other has."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from dspt.web.trail.words import SENTENCES

from .repository import ROOT, named, tracked

EVENT = re.compile(r"[a-z]+\.[a-z_]+\.[a-z_]+")

UNTOLD = {
    # Bookkeeping of machines: nobody acts.
    "claim_round": "a worker takes its turn",
    "note_progress": "a worker says how far it is",
    "note_ended": "a worker ends its turn",
    "note_failed": "a worker ends its turn",
    "give_back": "a worker ends its turn",
    "free_lapsed": "a dead worker's turn is taken away",
    "plan_rounds": "the table follows the code",
    "show_worker": "a worker shows itself",
    "forget_worker": "a worker shows itself",
    "forget_the_gone": "a worker shows itself",
    "claim_notice": "a worker sends what is owed",
    "note_sent": "a worker sends what is owed",
    "note_not_sent": "a worker sends what is owed",
    "free_stuck_notices": "a dead worker's messages are put back",
    "claim_scan": "a worker takes its turn",
    "claim_rescan": "a worker takes its turn",
    "sweep_store": "such a file never was anybody's document",
    "begin_check": "told at its end, by end_check",
    "note_checked": "told at its end, by end_check",
    # Inside an action that tells of it, in the same transaction.
    "owe_notice": "part of the action that owes it",
    "owe_notices": "part of the action that owes it",
    "note_bodies": "part of importing a register file",
    "note_registered": "part of enrolling an organisation",
    "put_entry": "part of publishing",
    "keep_record": "part of publishing",
    "keep_frozen": "part of publishing",
    "tell": "part of a step of a recovery",
    "erase_assessment": "part of deleting what is past its time",
    # What every verb begins with; it writes nothing itself.
    "open_year": "takes the year for a verb of the assertion view",
    "take": "takes the year for a verb of the outcome view",
    # Typed text on its way: nothing was decided.
    "keep_post": "typed text on its way; nobody acts",
    "drop_kept_post": "typed text on its way; nobody acts",
    "keep_draft": "typed text on its way; nothing was decided",
    "discard_draft": "typed text on its way; nothing was decided",
}
"""Public functions of ``actions`` that write no entry, each with the reason."""


def _files() -> list[Path]:
    return [path for path in tracked("dspt/*.py") if re.match(r"dspt/[a-z]+/actions(\.py$|/)", named(path))]


@cache
def _calls() -> dict[str, set[str]]:
    """Every function of the rooms' actions, with the names of what it calls or hands on."""
    found: dict[str, set[str]] = {}
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, set()).update(
                    each.func.id if isinstance(each.func, ast.Name) else getattr(each.func, "attr", "")
                    for each in ast.walk(node)
                    if isinstance(each, ast.Call)
                )
    return found


@cache
def _public() -> set[str]:
    return {
        node.name
        for path in _files()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any(argument.arg in ("by", "at") for argument in node.args.kwonlyargs)
    }


def _tells(name: str, seen: frozenset[str] = frozenset()) -> bool:
    if name in ("record", "record_each"):
        return True
    return name in _calls() and name not in seen and any(_tells(each, seen | {name}) for each in _calls()[name])


def test_every_action_writes_the_journal_or_says_why_not() -> None:
    assert sorted(name for name in _public() if not _tells(name) and name not in UNTOLD) == []


def test_the_list_of_what_is_not_told_holds_nothing_else() -> None:
    known = {name for name, calls in _calls().items() if not name.startswith("_")}
    assert sorted(name for name in UNTOLD if name not in known or _tells(name)) == []


def test_every_event_has_a_sentence_and_every_sentence_an_event() -> None:
    rooms = {path.parent.name for path in (ROOT / "dspt").glob("*/__init__.py")}
    written = {
        node.value
        for path in _files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and EVENT.fullmatch(node.value)
        if node.value.partition(".")[0] in rooms
    }
    assert sorted(written - set(SENTENCES)) == [], "write its sentence in dspt/web/trail/words.py"
    assert sorted(set(SENTENCES) - written) == []


def test_no_event_is_put_together() -> None:
    together = [
        f"{named(path)}:{node.value.lineno}"
        for path in _files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "event" and isinstance(node.value, ast.JoinedStr)
    ]
    assert together == [], "write each event out, so that its sentence can be found"


def test_events_begin_with_the_room_that_writes_them() -> None:
    wrong = []
    for path in _files():
        room = named(path).split("/")[1]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.keyword) or node.arg != "event" or not isinstance(node.value, ast.Constant):
                continue
            if not str(node.value.value).startswith(f"{room}."):
                wrong.append(f"{named(path)}: {node.value.value}")
    assert wrong == []
