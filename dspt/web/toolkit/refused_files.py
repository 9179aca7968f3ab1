"""Files that are not taken, in words that say what to do."""

from __future__ import annotations

from dspt.foundation.refusals import Refusal


def file_refusal_in_words(refusal: Refusal) -> str:
    """Say why a file is not taken because of what is in it, and what to do; empty: that is not why."""
    label = str(refusal.facts.get("label", ""))
    is_pdf, is_picture = label == "PDF", label.endswith("picture")
    if refusal.code == "damaged":
        return "The file is damaged. Open it in the program that made it, save it again and choose the new copy"
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
