"""The words of the letters about recovering access. What a requester wrote is not repeated in them, but for the name:
a letter from us must not become a way to send others one's own text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dspt.accounts.rules import Letter
from dspt.foundation.clock import LONDON

from .recovery import LIVING, RecoveryKind, RecoveryState, RecoveryVerb


@dataclass(frozen=True, slots=True)
class RecoveryWords:
    """What letters about one request speak of. ``text``: the desk's question or reason, or why it was stopped.

    ``organisation`` and ``code`` are empty where the request is about a person's second factors.
    """

    kind: RecoveryKind
    name: str
    email: str
    organisation: str
    code: str
    state: RecoveryState
    ends_at: datetime | None = None
    text: str = ""
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """How letters about one kind of request speak; filled in from RecoveryWords."""

    subject: str
    subject_asked: str
    subject_granted: str
    asks: str
    because: str
    granted: str
    own_subject: str
    own_asked: str
    own_received: str
    about: str
    cannot: str
    own_granted: str


_PHRASES: Mapping[RecoveryKind, _Phrases] = {
    RecoveryKind.ADMINISTRATOR: _Phrases(
        subject="A request to administer {organisation}",
        subject_asked="Somebody asks to administer {organisation}",
        subject_granted="{organisation} has a new administrator",
        asks="{name} ({email}) asks to become an administrator of {organisation} ({code})",
        because="because nobody there can give access any more",
        granted="{name} ({email}) is made an administrator of {organisation} ({code})",
        own_subject="Your request for {organisation}",
        own_asked="You asked to become an administrator of {organisation}",
        own_received=(
            "We have your request to become an administrator of {organisation} ({code}). Two people of our service "
            "desk look at it. They may ring your organisation. Everybody with access has been told and can stop it."
        ),
        about="about {organisation}",
        cannot="We cannot make you an administrator of {organisation}",
        own_granted="You are made an administrator of {organisation} ({code}). Go on here",
    ),
    RecoveryKind.FACTOR: _Phrases(
        subject="A request about the sign-in of {name}",
        subject_asked="{name} asks us to take away an extra sign-in step",
        subject_granted="The extra sign-in step of {name} was taken away",
        asks="{name} ({email}) asks us to take away the extra sign-in step of their account",
        because="because they have lost it and their recovery codes",
        granted="The extra sign-in step of {name} ({email}) was taken away",
        own_subject="Your request about your extra sign-in step",
        own_asked="You asked us to take away the extra sign-in step of your account",
        own_received=(
            "We have your request to take away the extra sign-in step of your account. Two people of our service desk "
            "look at it. They ring you at work. Those who administer your organisations have been told and can stop it."
        ),
        about="about your extra sign-in step",
        cannot="We cannot take away the extra sign-in step of your account",
        own_granted=(
            "Your extra sign-in step was taken away and you were signed out everywhere. Sign in with your password, "
            "and set a new step up at once"
        ),
    ),
}

_MOVED = {
    RecoveryVerb.APPROVE: " goes on",
    RecoveryVerb.QUESTION: ": we ask for more",
    RecoveryVerb.ANSWER: ": an answer has come",
    RecoveryVerb.REFUSE: " was refused",
    RecoveryVerb.STOP: " was stopped",
}


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


def lost_factor_letter(name: str, address: str) -> Letter:
    return Letter(
        "Go on with your request about your extra sign-in step",
        f"Dear {name},\n\nYou cannot sign in to the Data Security and Protection Toolkit, because you have lost your "
        "phone or passkey and your recovery codes.\n\n"
        f"Tell us more here within 24 hours:\n{address}\n\n"
        "If it was not you, do nothing. Nothing has been asked in your name.\n",
    )


def no_account_letter(address: str) -> Letter:
    return Letter(
        "There is no account with this address",
        "Hello,\n\nSomebody, probably you, told us that they have lost their extra sign-in step. No account of the "
        "Data Security and Protection Toolkit has this address.\n\n"
        f"If you have an account, it has another address. Ask again with that one:\n{address}\n\n"
        "If it was not you, do nothing.\n",
    )


def no_factor_letter(name: str, address: str) -> Letter:
    return Letter(
        "Your account asks for no extra step",
        f"Dear {name},\n\nYou told us that you have lost your extra sign-in step. Your account has none, so there is "
        f"nothing to take away. Sign in with your password, or choose a new one:\n{address}\n\n"
        "If it was not you, do nothing.\n",
    )


def living_factor_letter(name: str, address: str) -> Letter:
    return Letter(
        "Your request about your extra sign-in step is under way",
        f"Dear {name},\n\nYou have asked us to take away your extra sign-in step already. We write to you at every "
        "step, so there is no need to ask again.\n\n"
        f"If you no longer need it, or never asked for it, stop it here:\n{address}\n",
    )


def people_letter(to: str, verb: RecoveryVerb | None, words: RecoveryWords, stop: str) -> Letter:
    """Tell somebody concerned what became of a request; ``verb`` None: it was made."""
    phrases = _PHRASES[words.kind]
    asks = _filled(phrases.asks, words)
    said = {
        None: f"{asks}, {phrases.because}. Two people of our service desk look at it.",
        RecoveryVerb.APPROVE: _approved(asks, words),
        RecoveryVerb.QUESTION: f"{asks}. Our service desk has asked for more.",
        RecoveryVerb.ANSWER: f"{asks}. Our service desk has more to look at now.",
        RecoveryVerb.REFUSE: f"{asks}. Our service desk refused it. Nothing has changed.",
        RecoveryVerb.STOP: f"{asks}. {words.by_name} stopped it. Nothing has changed.",
        RecoveryVerb.GRANT: (
            f"{_filled(phrases.granted, words)}. The waiting time is over and nobody stopped it. "
            "If this is wrong, contact us at once."
        ),
    }[verb]
    return Letter(_filled(_subject(phrases, verb), words)[:200], _body(to, said, words, stop))


def requester_letter(verb: RecoveryVerb | None, words: RecoveryWords, stop: str, way: str = "") -> Letter:
    """Tell the requester; ``way`` is the address of the next thing to do: the answer, or the way in."""
    phrases = _PHRASES[words.kind]
    about = _filled(phrases.about, words)
    said = {
        None: _filled(phrases.own_received, words),
        RecoveryVerb.APPROVE: _approved(_filled(phrases.own_asked, words), words),
        RecoveryVerb.QUESTION: (
            f"We need to know more before we can decide {about}:\n\n{words.text}\n\nAnswer here:\n{way}"
        ),
        RecoveryVerb.ANSWER: f"Thank you. We have your answer {about} and look at it.",
        RecoveryVerb.REFUSE: (
            f"{_filled(phrases.cannot, words)}. The reason:\n\n{words.text}\n\n"
            "You can ask again once that has changed, or contact us."
        ),
        RecoveryVerb.STOP: (
            f"{words.by_name} stopped {_lowered(_filled(phrases.own_subject, words))}. The reason:\n\n{words.text}\n\n"
            "Talk to the people of your organisation first. You can ask again, or contact us."
        ),
        RecoveryVerb.GRANT: f"{_filled(phrases.own_granted, words)}:\n{way}",
    }[verb]
    return Letter(_filled(phrases.own_subject, words)[:200], _body(words.name, said, words, stop))


def desk_letter(to: str, words: RecoveryWords, since: datetime, address: str) -> Letter:
    what, whom = f"to recover access to {words.organisation} ({words.code})", words.organisation
    if words.kind is RecoveryKind.FACTOR:
        what, whom = f"of {words.name} about a lost extra sign-in step", words.name
    return Letter(
        f"A request for {whom} waits"[:200],
        f"Dear {to},\n\nThe request {what} has waited for the service desk since {moment(since)}.\n\n"
        f"Look at it here:\n{address}\n",
    )


def _subject(phrases: _Phrases, verb: RecoveryVerb | None) -> str:
    if verb is None:
        return phrases.subject_asked
    return phrases.subject_granted if verb is RecoveryVerb.GRANT else phrases.subject + _MOVED[verb]


def _filled(phrase: str, words: RecoveryWords) -> str:
    return phrase.format(name=words.name, email=words.email, organisation=words.organisation, code=words.code)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _approved(asked: str, words: RecoveryWords) -> str:
    if words.ends_at is None:
        return f"{asked}. One person of our service desk has approved it. A second one looks at it now."
    return (
        f"{asked}. Two people of our service desk have approved it. The waiting time runs until "
        f"{moment(words.ends_at)} UK time. If nobody concerned stops it before, it is granted then."
    )


def _body(to: str, said: str, words: RecoveryWords, stop: str) -> str:
    way_out = f"\n\nIf this should not happen, stop it here:\n{stop}" if words.state in LIVING else ""
    return f"Dear {to},\n\n{said}{way_out}\n"
