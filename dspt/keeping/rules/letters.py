"""The words of the letters that this room owes, and of the page that lies in an archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from dspt.foundation.clock import LONDON

_MOST_LINES = 50


def taken_out_letter(*, organisation: str, code: str, by: str, at: datetime) -> tuple[str, str]:
    """Subject and body of the letter to administrators: everything was taken out."""
    return (
        f"Everything of {organisation} was taken out"[:200],
        f"Hello,\n\n{by} took out everything {organisation} ({code}) has on the Data Security and Protection Toolkit, "
        f"as one archive, on {_moment(at)}, UK time: answers with their history, documents, people, publications and "
        "the activity.\n\nNothing was changed or deleted here. The archive holds personal data and documents: keep it "
        "where only those who need it can open it.\n\n"
        "If nobody of you expected this, end the person’s access under People and tell the service desk.\n",
    )


def counted(editions: Sequence[str], documents: int) -> str:
    """Say in words what will be deleted: assessments of these editions, so many removed documents."""
    parts = []
    if editions:
        named = " and ".join(filter(None, (", ".join(editions[:-1]), editions[-1])))
        parts.append(f"the {named} assessment{'s' if len(editions) > 1 else ''}")
    if documents:
        parts.append("a removed document" if documents == 1 else f"{documents} removed documents")
    return " and ".join(parts)


def deletion_letter(
    *, organisation: str, assessments: Sequence[str], documents: Sequence[str], on: date, years: int, address: str
) -> tuple[str, str]:
    """Subject and body of the announcement: what will be deleted, ``on`` that day at the soonest.

    ``assessments``: their editions; ``documents``: the titles of removed ones.
    """
    what = counted(assessments, len(documents))
    what = what[0].upper() + what[1:]
    lines = [f"- Assessment {one}: every answer and outcome, and all they said before" for one in assessments]
    lines += [f"- {title}" for title in documents]
    listed = "\n".join(lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        listed += f"\n- and {len(lines) - _MOST_LINES} more"
    text = (
        f"Hello,\n\n{what} of {organisation} will be deleted for good on {on.day} {on:%B %Y} or soon after, because "
        f"the {years} years for which {'it is' if len(lines) == 1 else 'they are'} kept are over:\n\n{listed}\n\n"
    )
    if assessments:
        text += "What you published stays on the register, with its receipt and signed record.\n\n"
    text += "You need do nothing. "
    if documents:
        text += "To keep a document, put it back in the library. "
    text += f"To keep all, place a hold. To have a copy, take everything out.\n\n{address}\n"
    return f"{what} will be deleted: {organisation}"[:200], text


def held_letter(*, organisation: str, by: str, reason: str, address: str) -> tuple[str, str]:
    """Subject and body of the letter to administrators: the national team has placed a hold."""
    return (
        f"Nothing of {organisation} is deleted for now"[:200],
        f"Hello,\n\n{by} of the national team placed a hold on {organisation}. While it stands, no document and no "
        "assessment of yours is deleted, whatever its age. The reason given:\n\n"
        f"{reason}\n\n"
        "You need do nothing. You can work, remove and replace documents as before: what you remove is kept. Only the "
        f"national team can end this hold; you will get an email when it does.\n\n{address}\n",
    )


def let_go_letter(*, organisation: str, by: str, reason: str, own_stands: bool, address: str) -> tuple[str, str]:
    """Subject and body of the letter to administrators: the national team has ended its hold.

    ``own_stands``: a hold that the organisation placed itself still stands.
    """
    then = (
        "Your own hold still stands, so nothing is deleted until you end it."
        if own_stands
        else "What is past its time is announced to you again, 30 days before it is deleted."
    )
    return (
        f"The national hold on {organisation} has ended"[:200],
        f"Hello,\n\n{by} of the national team ended the hold on {organisation}. The reason given:\n\n{reason}\n\n"
        f"{then}\n\n{address}\n",
    )


def read_me(*, organisation: str, code: str, by: str, at: datetime) -> str:
    """The page that explains an archive to whoever opens it."""
    return f"""{organisation} ({code})
Everything it has on the Data Security and Protection Toolkit
Taken out by {by} on {_moment(at)}, UK time

KEEP IT SAFE
It holds names, mail addresses, answers and documents. Whoever has it needs no password.

WHAT IS IN IT
organisation.json            the organisation, its profile, key roles, certificates and holds on deletion
people.json                  everybody who has or had access, with role and dates
assessments/YEAR/            one folder for each edition:
  assessment.json            which view and category, when it was started, how far it is
  answers.json               every answer, its documents, and all it said before
  judgements.json            every outcome: level, ticks, statement, documents and what they support, and its history
  confirmations.json         who confirmed which assertion, and what was withdrawn
  comments.json              what colleagues said
  assignments.json           who holds what, until when
documents.json               every document and version; "file" names the file here, "left_out" says why there is none
documents/                   the files
publications.json            every publication, in short
sign-offs.json               who signed which year off
publications/NUMBER.json     the signed record with the frozen answers
journal.json                 the activity: who did what, when, the newest first
manifest.json                every file here with its size and SHA-256

Instants are in UTC. A certificate as PDF will be added here once the service makes one.

WHAT IS NOT IN IT
Files that the virus check has not passed (whoever uploaded one takes their own out), and files no longer kept.
What people typed and did not save. Passwords and anything else people sign in with. Requests for access by
people outside. Other organisations.

CHECK IT
Each publication: dspt verify publications/NUMBER.json, or upload it on the service's page Verify.
Each file: its SHA-256 is in manifest.json. The manifest is written last: an archive without one is not whole, and is to
be taken out again.
"""


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"
