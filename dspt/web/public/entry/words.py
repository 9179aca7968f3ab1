"""Refusals of the rooms, in words for people on their way in."""

from __future__ import annotations

from datetime import date

from dspt.accounts.actions import PasswordRefused, PersonRefused
from dspt.publication.queries import Candidate

_WEAK = {
    "password_too_short": "Your password must have 12 characters or more",
    "password_too_common": "Many people use this password. Choose one that is harder to guess",
    "password_guessable": "This password is easy to guess. Add a word or two that do not belong to it",
    "password_too_similar": "Your password is too much like your name or email address. Choose another one",
}
_PERSON = {
    "email_malformed": ("email", "Enter an email address in the correct format, like name@example.com"),
    "email_same": ("email", "You sign in with this address already. Enter another one"),
    "name_missing": ("name", "Enter your full name"),
    "name_long": ("name", "Your name must be 120 characters or fewer"),
    "email_taken": ("email", "Somebody has an account with this address. Sign in instead"),
}
_LINK = {
    "unknown": ("This link does not work", "Check that you have the whole address from the email."),
    "spent": ("This link was used already", "Each link works once. If it was you, sign in."),
    "taken": ("Somebody has an account with this address", "Sign in with it, or choose another address."),
    "withdrawn": ("This link was withdrawn", "A newer one may be in your mailbox. Otherwise ask who sent it."),
    "ran_out": ("This link has run out", "Ask for a new one. It takes a minute."),
}
AGAIN = {
    "start_link": ("start", "Register an organisation"),
    "choose_password": ("forgotten", "Choose a new password"),
    "recover_link": ("recover", "Ask to get access back"),
    "lost_factor_link": ("lost_factor", "Say that you have lost your phone or passkey"),
    "account_email_link": ("account_email", "Change your email address"),
}
"""By the route of a mailed link: the route where another one is asked for, and its words."""
INVITED = "If that does not help, ask who invited you for a new invitation."

WAIT = "Too many tries. Wait five minutes and try again"
KEPT = (
    "Nothing is lost. We kept what you sent for two hours, in this browser alone. Files are not kept: add them again."
)
KEPT_CONFIRMED = "You have confirmed that it is you. What you sent before is kept and not done yet."
NOT_VOUCHED = "This account of single sign-on belongs to somebody else here. Choose a password instead"
MISMATCH = "The email address or the password is not right. Try again, or choose a new password"


def spoken(day: date) -> str:
    """Say a day as pages do: 30 June 2025."""
    return f"{day.day} {day:%B %Y}"


def of_password(refusal: PasswordRefused) -> str:
    codes = refusal.facts["why"]
    return of_weaknesses(codes if isinstance(codes, tuple) else ())


def of_weaknesses(codes: tuple[str, ...]) -> str:
    """Say the first thing that makes a password too weak."""
    return _WEAK.get(codes[0] if codes else "", "Choose another password")


def of_person(refusal: PersonRefused) -> tuple[str, str]:
    """Give the field and its message."""
    return _PERSON[refusal.code]


def of_link(state: str) -> tuple[str, str]:
    """Give heading and advice for a link that cannot be used."""
    return _LINK[state]


def of_candidate(found: Candidate) -> str:
    """Say why a code cannot be registered, and what to do."""
    if found.standing == "malformed":
        return "Enter a code of letters and numbers, like A12345"
    if found.standing == "unknown":
        return f"There is no organisation with the code {found.code}. Check the code, or find it by name"
    if found.standing == "closed" and found.closed_on is not None:
        words = f"{found.name} ({found.code}) closed on {spoken(found.closed_on)}. "
        return words + (
            f"Register {found.successor_code}, which took its place"
            if found.successor_code
            else "Enter the code of the organisation that took its place"
        )
    return f"{found.name} ({found.code}) is registered already"
