"""The words of the letters that this room owes."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_LINES = 50


def altered_letter(code: str, title: str, version: int, file_name: str, *, is_lost: bool) -> tuple[str, str]:
    """Subject and body of the alarm about a file that is no longer what was kept, or gone."""
    what = "is no longer in the store" if is_lost else "is not the one that was uploaded: its fingerprint differs"
    return (
        f"A document of {code} cannot be opened",
        f"Hello,\n\nSomebody opened “{title}” ({file_name}, version {version}) of {code}. The file {what}. "
        "It was not handed out.\n\n"
        "The answers that rest on it are untouched. Keep your own copy at hand: once the file has been looked into, "
        "you can upload it again as a new version on the document's page.\n",
    )


def infected_letter(code: str, title: str, version: int, file_name: str, found: str) -> tuple[str, str]:
    """Subject and body of the alarm about a file in which the scanner found something."""
    return (
        f"A document of {code} was refused by the virus check",
        f"Hello,\n\nThe virus check found something harmful ({found}) in “{title}” ({file_name}, version {version}) "
        f"of {code}. The file is locked away: nobody can open it.\n\n"
        "What to do now:\n"
        "1. Do not open your own copy. Tell whoever looks after your computers.\n"
        "2. Add a clean file as a new version on the document's page, a link, or say where the document is kept.\n\n"
        "The answers that rest on the document are untouched.\n",
    )


def review_letter(
    name: str, organisation: str, lines: Sequence[tuple[str, str, bool]], address: str
) -> tuple[str, str]:
    """Subject and body of a reminder of documents to be looked at again.

    ``lines``: title, its review day in words, whether that is past.
    """
    number = len(lines)
    what = "A document is" if number == 1 else f"{number} documents are"
    listed = "\n".join(
        f"- {title}: {'was due' if is_past else 'due'} {day}" for title, day, is_past in lines[:_MOST_LINES]
    )
    if number > _MOST_LINES:
        listed += f"\n- and {number - _MOST_LINES} more"
    return (
        f"{what} due for review: {organisation}"[:200],
        f"Hello {name},\n\n{what} to be looked at again at {organisation}:\n\n{listed}\n\n"
        "If it still holds, set a new review date. If it was renewed, upload the new version once: it is then under "
        f"every answer that rests on it.\n\n{address}\n",
    )
