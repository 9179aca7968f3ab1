"""What people say of a document: its title, its link, the place where it is kept."""

from __future__ import annotations

from urllib.parse import urlsplit

from dspt.foundation.folding import folded
from dspt.foundation.refusals import Refusal

TITLE_LIMIT = 200
PLACE_LIMIT = 500
LINK_LIMIT = 500
_KEY_LIMIT = 1000


class DocumentRefused(Refusal):
    """``title_missing``, ``link_missing``, ``link_not_web``, ``link_with_password``, ``place_missing``; with a limit:
    ``title_too_long``, ``link_too_long``, ``place_too_long``.
    """


def checked_link(typed: str) -> str:
    """Tidy a link; refuse with DocumentRefused what is not a web address. Links are shown, never fetched."""
    link = typed.strip()
    if not link:
        raise DocumentRefused("link_missing")
    if len(link) > LINK_LIMIT:
        raise DocumentRefused("link_too_long", limit=LINK_LIMIT)
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        host = None
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not host or any(ord(sign) < 33 for sign in link):
        raise DocumentRefused("link_not_web")
    if parts.username is not None:
        raise DocumentRefused("link_with_password")
    return link


def checked_place(typed: str) -> str:
    """Tidy the statement of where a document is kept; refuse with DocumentRefused an empty or overlong one."""
    place = _one_line(typed)
    if not place:
        raise DocumentRefused("place_missing")
    if len(place) > PLACE_LIMIT:
        raise DocumentRefused("place_too_long", limit=PLACE_LIMIT)
    return place


def checked_title(typed: str, otherwise: str) -> str:
    """Tidy a title; an empty one becomes ``otherwise``, cut to fit. Refuses an overlong one with DocumentRefused."""
    title = _one_line(typed)
    if len(title) > TITLE_LIMIT:
        raise DocumentRefused("title_too_long", limit=TITLE_LIMIT)
    return title or otherwise[:TITLE_LIMIT]


def search_key(title: str, *others: str) -> str:
    """Fold what a document is called, whose it is and where it is into one text that a search looks through.

    The title stands first, on a line of its own: in the order of keys, documents are in the order of their titles.
    """
    return "\n".join(folded(part) for part in (title, *(other for other in others if other and other != title)))[
        :_KEY_LIMIT
    ]


def _one_line(typed: str) -> str:
    """Put a text on one line; control signs, which one of the databases refuses, fall out."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())
