"""Asking a colleague for a word: what both pages of two versions, and the comments of an item, show of it."""

from __future__ import annotations

from collections.abc import Iterable

from dspt.assessments.queries import Said
from dspt.foundation.refusals import Refusal
from dspt.web.kit.components import Comment
from dspt.web.kit.fields import Field
from dspt.web.toolkit.words import instant

SAY = "say"
"""The field for what is said to colleagues."""
BEGAN = "began"
"""The field with the version that this person's own began from: what they keep as a draft still meets the other's."""
_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "revd")
)
_ECHO_LIMIT = 200_000
"""Characters of a comment that come back when it was refused."""


def ask_field(first: str, subject: str, typed: str | None, error: str = "") -> Field:
    """Give the field for a question to a colleague; ``typed`` None: nothing was sent yet, so a beginning is offered."""
    begun = f"We both changed {subject} at the same time. Which version should stand?"
    return Field(
        SAY,
        f"Your question to {first}",
        "textarea",
        begun if typed is None else typed[:_ECHO_LIMIT],
        hint=f"{first} is told by mail. Your version is kept as your draft and changes nothing.",
        error=error,
        rows=3,
    )


def comment_field(name: str, typed: str, error: str, form: str) -> Field:
    """Give the field for a comment; ``form``: the one that it is sent with, so that nothing typed there is lost."""
    hint = "For colleagues. It is never published. What you typed beside it is kept."
    return Field(name, "Add a comment", "textarea", typed[:_ECHO_LIMIT], hint=hint, error=error, rows=3, form=form)


def thread_of(comments: Iterable[Said]) -> tuple[Comment, ...]:
    """Put comments into words: who, to whom, when."""
    return tuple(
        Comment(f"{one.by}{f' to {one.asked}' if one.asked else ''}, {instant(one.at)}", one.text) for one in comments
    )


def of_refused_comment(no: Refusal, otherwise: str, what: str = "comment") -> str:
    """Say what to do about a comment, or a question, that was refused; ``otherwise``: why the year says no."""
    limit, length = no.facts.get("limit"), no.facts.get("length")
    if no.code == "comment_too_long" and isinstance(limit, int) and isinstance(length, int):
        return f"The {what} must be {limit:,} characters or fewer. It has {length:,}"
    return {
        "comment_missing": f"Enter the {what}",
        "nobody_to_ask": "They have no access to this organisation any more. Choose a version instead",
    }.get(no.code, otherwise)


def first_name(name: str) -> str:
    """Give the name by which a colleague is spoken of: ``Tom``; who writes a title keeps it: ``Dr Mensah``."""
    first, *more = name.split() or ["Somebody"]
    return name if more and first.rstrip(".").casefold() in _TITLES else first
