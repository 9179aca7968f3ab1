"""The words of our letters about accounts."""

from __future__ import annotations

from datetime import datetime

from .links import Letter

_SERVICE = "the Data Security and Protection Toolkit"
_NOT_YOU = (
    "If it was not you, choose a new password at once, sign out everywhere else under “Your account”, "
    "and tell an administrator of your organisation.\n"
)


def password_letter(name: str, address: str) -> Letter:
    return Letter(
        "Choose a new password",
        f"Dear {name},\n\n"
        f"Somebody, probably you, asked for a new password for {_SERVICE}.\n\n"
        f"Choose it here within one hour:\n{address}\n\n"
        "If it was not you, do nothing. Your password stays as it is.\n",
    )


def password_changed_letter(name: str, at: datetime) -> Letter:
    return Letter(
        "Your password was changed",
        f"Dear {name},\n\n"
        f"Your password for {_SERVICE} was changed {_when(at)}, and you were signed out everywhere else.\n\n"
        "If it was not you, choose a new password at once and tell an administrator of your organisation.\n",
    )


def new_device_letter(name: str, device: str, place: str, at: datetime) -> Letter:
    where = f", network address {place}" if place else ""
    return Letter(
        "You signed in on a new device",
        f"Dear {name},\n\n"
        f"Your account for {_SERVICE} was signed in to {_when(at)} with a browser we had not seen before: "
        f"{device}{where}.\n\n"
        f"If it was you, do nothing. {_NOT_YOU}",
    )


def factor_added_letter(name: str, what: str, at: datetime) -> Letter:
    return Letter(
        f"An extra sign-in step was added: {what}",
        f"Dear {name},\n\n"
        f"{_capital(what)} was added to your account for {_SERVICE} {_when(at)}. "
        "From now on we ask for it when you sign in.\n\n"
        f"{_NOT_YOU}",
    )


def factor_removed_letter(name: str, what: str, at: datetime) -> Letter:
    return Letter(
        f"An extra sign-in step was removed: {what}",
        f"Dear {name},\n\n{_capital(what)} was removed from your account for {_SERVICE} {_when(at)}.\n\n{_NOT_YOU}",
    )


def codes_made_letter(name: str, at: datetime) -> Letter:
    return Letter(
        "You have new recovery codes",
        f"Dear {name},\n\n"
        f"New recovery codes were made for your account for {_SERVICE} {_when(at)}. The old ones no longer work.\n\n"
        f"{_NOT_YOU}",
    )


def recovery_used_letter(name: str, left: int, at: datetime) -> Letter:
    return Letter(
        "A recovery code was used",
        f"Dear {name},\n\n"
        f"One of your recovery codes for {_SERVICE} was used {_when(at)}. "
        f"You have {left} left{'' if left > 3 else ': make new ones under “Your account”'}.\n\n"
        f"{_NOT_YOU}",
    )


def sso_connected_letter(name: str, provider: str, at: datetime) -> Letter:
    return Letter(
        f"{provider} now signs you in",
        f"Dear {name},\n\n"
        f"An account of {provider} was connected to your account for {_SERVICE} {_when(at)}. "
        "It can be used to sign in from now on.\n\n"
        f"{_NOT_YOU}",
    )


def sso_disconnected_letter(name: str, provider: str, at: datetime) -> Letter:
    return Letter(
        f"{provider} no longer signs you in",
        f"Dear {name},\n\n"
        f"The connection of {provider} to your account for {_SERVICE} was taken off {_when(at)}.\n\n{_NOT_YOU}",
    )


def email_letter(name: str, address: str) -> Letter:
    return Letter(
        "Confirm your new email address",
        f"Dear {name},\n\n"
        f"You asked to sign in to {_SERVICE} with this address from now on.\n\n"
        f"Confirm it here within 24 hours, signed in:\n{address}\n\n"
        "If it was not you, do nothing. Nothing changes.\n",
    )


def email_in_use_letter(name: str) -> Letter:
    return Letter(
        "This address has an account already",
        f"Dear {name},\n\n"
        f"Somebody wanted to use your address for another account of {_SERVICE}. "
        "You have an account with it, so nothing was changed.\n\n"
        "If it was you, sign in with this address instead. If it was not you, do nothing.\n",
    )


def email_changed_letter(name: str, masked_new: str, at: datetime) -> Letter:
    return Letter(
        "Your email address was changed",
        f"Dear {name},\n\n"
        f"Your account for {_SERVICE} was moved to the address {masked_new} {_when(at)}. "
        "This address no longer signs you in.\n\n"
        "If it was not you, tell the service desk and an administrator of your organisation at once.\n",
    )


def _when(at: datetime) -> str:
    return f"on {at.day} {at:%B %Y} at {at:%H:%M}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
