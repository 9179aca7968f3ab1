"""The words of the messages that the year's work sends."""

from __future__ import annotations


def version_replaced(*, name: str, reference: str, edition: str, organisation: str, url: str) -> tuple[str, str]:
    """Tell somebody that what they wrote under an item or an outcome was replaced after both had: subject and body."""
    return (
        f"{name} changed your version of {reference}",
        f"You and {name} both worked on {reference} of the {edition} assessment of {organisation}.\n"
        f"{name} has seen both and chosen what should stand. Yours is kept in its history.\n\n"
        f"Read it here: {url}\n",
    )


def asked_about(*, name: str, reference: str, edition: str, organisation: str, url: str) -> tuple[str, str]:
    """Tell somebody that a colleague wants a word with them before going on: subject and body. What was written stays
    here: it may say what is weak."""
    return (
        f"{name} asks you about {reference}",
        f"You and {name} both worked on {reference} of the {edition} assessment of {organisation}.\n"
        f"Your version stands. {name} kept theirs apart and left you a comment.\n\n"
        f"Read it and answer here: {url}\n",
    )


def question_answered(*, name: str, reference: str, edition: str, organisation: str, url: str) -> tuple[str, str]:
    """Tell somebody that the colleague whom they asked has said something: subject and body."""
    return (
        f"{name} answered you about {reference}",
        f"You asked {name} about {reference} of the {edition} assessment of {organisation}.\n"
        f"They left a comment there.\n\n"
        f"Read it here: {url}\n",
    )
