"""The words of the letters that this room owes."""

from __future__ import annotations


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
