"""The words of the messages that the year's work sends."""

from __future__ import annotations


def answer_replaced(*, name: str, item: str, edition: str, organisation: str, url: str) -> tuple[str, str]:
    """Tell somebody that an answer of theirs was replaced after both had written: subject and body."""
    return (
        f"{name} changed your answer to {item}",
        f"You and {name} both wrote an answer to {item} of the {edition} assessment of {organisation}.\n"
        f"{name} has seen both and chosen what the answer should be. Yours is kept in the earlier answers.\n\n"
        f"Read it here: {url}\n",
    )
