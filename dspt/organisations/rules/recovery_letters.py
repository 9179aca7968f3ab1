"""The words of the letters about recovering access. What a requester wrote is not repeated in them, but for the name:
a letter from us must not become a way to send others one's own text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dspt.accounts.rules import Letter
from dspt.foundation.clock import LONDON

from .recovery import LIVING, RecoveryState, RecoveryVerb


@dataclass(frozen=True, slots=True)
class RecoveryWords:
    """What letters about one request speak of. ``text``: the desk's question or reason, or why it was stopped."""

    name: str
    email: str
    organisation: str
    code: str
    state: RecoveryState
    ends_at: datetime | None = None
    text: str = ""
    by_name: str = ""


def moment(at: datetime) -> str:
    """Say an instant in UK time: 4 May 2026 at 10:00."""
    here = at.astimezone(LONDON)
    return f"{here.day} {here:%B %Y} at {here:%H:%M}"


def confirm_letter(name: str, organisation: str, code: str, address: str) -> Letter:
    return Letter(
        f"Go on with your request for {organisation}"[:200],
        f"Dear {name},\n\nYou want to recover access to {organisation} ({code}) on the Data Security and Protection "
        "Toolkit, because nobody there can give you access.\n\n"
        f"Tell us more here within 24 hours:\n{address}\n\n"
        "If it was not you, do nothing. Nothing has been asked in your name.\n",
    )


def not_registered_letter(name: str, code: str, address: str) -> Letter:
    return Letter(
        f"The code {code} is not in use here",
        f"Dear {name},\n\nYou asked to recover access to an organisation with the code {code}. No organisation with "
        "this code works with the Data Security and Protection Toolkit.\n\n"
        f"Check the code. If it is right, register the organisation:\n{address}\n\n"
        "If it was not you, do nothing.\n",
    )


def living_letter(name: str, organisation: str, address: str) -> Letter:
    return Letter(
        f"Your request for {organisation} is under way"[:200],
        f"Dear {name},\n\nYou have asked for access to {organisation} already. We write to you at every step, so there "
        "is no need to ask again.\n\n"
        f"If you no longer need it, or never asked for it, stop it here:\n{address}\n",
    )


def busy_letter(name: str, organisation: str) -> Letter:
    return Letter(
        f"We look at other requests for {organisation} first"[:200],
        f"Dear {name},\n\nSeveral people have asked for access to {organisation}. We look at their requests first and "
        "take no further one until then. Try again in a few days, or contact us.\n",
    )


def administrator_letter(name: str, organisation: str, address: str) -> Letter:
    return Letter(
        f"You are an administrator of {organisation}"[:200],
        f"Dear {name},\n\nYou asked to recover access to {organisation}. Your account is an administrator there "
        f"already, so there is nothing to recover. Sign in, or choose a new password:\n{address}\n\n"
        "If it was not you, do nothing.\n",
    )


_SUBJECT = {
    None: "Somebody asks to administer {organisation}",
    RecoveryVerb.APPROVE: "A request to administer {organisation} goes on",
    RecoveryVerb.QUESTION: "A request to administer {organisation}: we ask for more",
    RecoveryVerb.ANSWER: "A request to administer {organisation}: an answer has come",
    RecoveryVerb.REFUSE: "A request to administer {organisation} was refused",
    RecoveryVerb.STOP: "A request to administer {organisation} was stopped",
    RecoveryVerb.GRANT: "{organisation} has a new administrator",
}


def people_letter(to: str, verb: RecoveryVerb | None, words: RecoveryWords, stop: str) -> Letter:
    """Tell somebody who has access what became of a request; ``verb`` None: it was made."""
    asked = f"{words.name} ({words.email}) asks to become an administrator of {words.organisation} ({words.code})"
    said = {
        None: f"{asked}, because nobody there can give access any more. Two people of our service desk look at it.",
        RecoveryVerb.APPROVE: _approved(asked, words),
        RecoveryVerb.QUESTION: f"{asked}. Our service desk has asked for more.",
        RecoveryVerb.ANSWER: f"{asked}. Our service desk has more to look at now.",
        RecoveryVerb.REFUSE: f"{asked}. Our service desk refused it. Nothing has changed.",
        RecoveryVerb.STOP: f"{asked}. {words.by_name} stopped it. Nothing has changed.",
        RecoveryVerb.GRANT: (
            f"{words.name} ({words.email}) is made an administrator of {words.organisation} ({words.code}). "
            "The waiting time is over and nobody stopped it. If this is wrong, contact us at once."
        ),
    }[verb]
    return Letter(_SUBJECT[verb].format(organisation=words.organisation)[:200], _body(to, said, words, stop))


def requester_letter(verb: RecoveryVerb | None, words: RecoveryWords, stop: str, way: str = "") -> Letter:
    """Tell the requester; ``way`` is the address of the next thing to do: the answer, or the way in."""
    body = words.organisation
    said = {
        None: (
            f"We have your request to become an administrator of {body} ({words.code}). Two people of our service desk "
            "look at it. They may ring your organisation. Everybody with access has been told and can stop it."
        ),
        RecoveryVerb.APPROVE: _approved(f"You asked to become an administrator of {body}", words),
        RecoveryVerb.QUESTION: (
            f"We need to know more before we can decide on {body}:\n\n{words.text}\n\nAnswer here:\n{way}"
        ),
        RecoveryVerb.ANSWER: f"Thank you. We have your answer about {body} and look at it.",
        RecoveryVerb.REFUSE: (
            f"We cannot make you an administrator of {body}. The reason:\n\n{words.text}\n\n"
            "You can ask again once that has changed, or contact us."
        ),
        RecoveryVerb.STOP: (
            f"{words.by_name} stopped your request for {body}. The reason:\n\n{words.text}\n\n"
            "Talk to the people of your organisation first. You can ask again, or contact us."
        ),
        RecoveryVerb.GRANT: f"You are made an administrator of {body} ({words.code}). Go on here:\n{way}",
    }[verb]
    return Letter(f"Your request for {body}"[:200], _body(words.name, said, words, stop))


def desk_letter(to: str, words: RecoveryWords, since: datetime, address: str) -> Letter:
    return Letter(
        f"A request for {words.organisation} waits"[:200],
        f"Dear {to},\n\nThe request to recover access to {words.organisation} ({words.code}) has waited for the "
        f"service desk since {moment(since)}.\n\nLook at it here:\n{address}\n",
    )


def _approved(asked: str, words: RecoveryWords) -> str:
    if words.ends_at is None:
        return f"{asked}. One person of our service desk has approved it. A second one looks at it now."
    return (
        f"{asked}. Two people of our service desk have approved it. The waiting time runs until "
        f"{moment(words.ends_at)} UK time. If nobody with access stops it before, it is granted then."
    )


def _body(to: str, said: str, words: RecoveryWords, stop: str) -> str:
    way_out = f"\n\nIf this should not happen, stop it here:\n{stop}" if words.state in LIVING else ""
    return f"Dear {to},\n\n{said}{way_out}\n"
