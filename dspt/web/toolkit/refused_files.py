"""Files that are not taken or not handed out, in words that say what to do."""

from __future__ import annotations

from dspt.foundation.refusals import Refusal

NOT_SERVED = {
    "awaiting": (
        "This file is being checked",
        "The virus check has not looked at this file yet. It does so within a few minutes.",
        "Until then only the person who uploaded it can open it. Come back in a while.",
    ),
    "failed": (
        "This file could not be checked",
        "The virus check could not look into this file, so only the person who uploaded it can open it.",
        "Ask them to save it in another form, for example as PDF, and to upload that as a new version.",
    ),
    "infected": (
        "This file is locked away",
        "The virus check found something harmful in this file. It is locked away and nobody can open it.",
        "Do not open a copy of your own. Tell whoever looks after your computers, and upload a clean file as a new "
        "version. The answers that rest on the document are untouched.",
    ),
}
"""State of the virus check to the title and the words of the page that stands instead of the file."""
_NOT_OPENED = "This file cannot be opened"
_TOLD = "The administrators of your organisation have been told."
_OWN_COPY = "The answers that rest on it are untouched. If you have your own copy, upload it again as a new version."
TROUBLE = {
    "store_away": (
        "This file cannot be opened now",
        "Our store of files does not answer at the moment. Nothing is lost.",
        "Try again in a few minutes.",
    ),
    "file_lost": (_NOT_OPENED, f"The file is no longer in our store. {_TOLD}", _OWN_COPY),
    "file_altered": (
        _NOT_OPENED,
        "The file in our store is not the one that was uploaded: its fingerprint differs. "
        f"So we do not hand it out. {_TOLD}",
        _OWN_COPY,
    ),
}
"""Why a file cannot be handed out, to the title and the words of a page."""


def file_refusal_in_words(refusal: Refusal) -> str:
    """Say why a file is not taken because of what is in it, and what to do; empty: that is not why."""
    if refusal.code == "store_away":
        return "Our store of files does not answer, so nothing was added. Try again in a few minutes"
    label = str(refusal.facts.get("label", ""))
    is_pdf, is_picture = label == "PDF", label.endswith("picture")
    if refusal.code == "damaged":
        return (
            "The file is damaged or cut short. "
            "Open it in the program that made it, save it again and choose the new copy"
        )
    if refusal.code == "encrypted":
        how = "Print it to PDF" if is_pdf else "Take the password off, or save it as PDF"
        return f"The file is protected with a password, so nobody can check it. {how} and choose the new copy"
    if refusal.code == "macros":
        return (
            "The file holds macros, which are small programs. "
            "Save it as PDF, or as a document without macros, and choose the new copy"
        )
    if refusal.code == "scripts":
        return "The PDF runs scripts when it is opened. Print it to PDF and choose the new copy"
    if refusal.code == "fetches":
        what = {"template": "its template", "object": "a part of it", "data": "data"}.get(
            str(refusal.facts.get("what")), "something"
        )
        return f"The file fetches {what} from somewhere else when it is opened. Save it as PDF and choose that one"
    if refusal.code == "holds_files":
        how = "Print it to PDF" if is_pdf else "Save it as PDF"
        return f"The file has other files packed inside. {how} and choose that one, and add the others one by one"
    if refusal.code == "two_kinds":
        how = "Save the picture again in another program" if is_picture else "Save it as PDF again"
        return f"Something that is not {label} is attached to the file. {how} and choose the new copy"
    if refusal.code == "unpacks_too_big":
        how = "Make the picture smaller" if is_picture else "Save it as PDF, or in several parts,"
        return (
            f"There is far more in the file than its size shows, so we cannot check it. {how} and choose the new copy"
        )
    return ""
