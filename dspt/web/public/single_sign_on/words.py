"""What single sign-on says where it does not sign somebody in."""

from __future__ import annotations

from dspt.accounts.gateways import SingleSignOnRefused

_NOTHING = "You are not signed in, and nothing was changed."
_TROUBLE = {
    "cancelled": (
        "You cancelled signing in with {name}",
        ("Nothing was changed. You can try again, or sign in another way.",),
    ),
    "expired": (
        "Signing in took too long",
        ("Each try works once, for ten minutes, in one browser. Start again. It takes a minute.",),
    ),
    "unreachable": (
        "We cannot reach {name}",
        ("It did not answer in time. " + _NOTHING, "Try again in a few minutes, or sign in with your email address."),
    ),
    "trouble": (
        "{name} could not sign you in",
        ("It told us of a problem. " + _NOTHING, "Try again in a few minutes. If it stays so, tell us."),
    ),
    "untrusted": (
        "We could not be sure that the answer came from {name}",
        ("So we did not let it in. " + _NOTHING, "Start again from our sign-in page. If you see this twice, tell us."),
    ),
    "clock": (
        "The clock of {name} and ours do not agree",
        ("Its answer is too old, or from the future. " + _NOTHING, "Start again. If you see this twice, tell us."),
    ),
    "other_person": (
        "Somebody else is signed in now",
        ("{name} was to be connected to another account than the one that is signed in. Nothing was changed.",),
    ),
    "taken": (
        "This account of {name} signs somebody else in",
        (
            "It is connected to another account of this service. Nothing was changed.",
            "If both accounts are yours, sign in to the other one and take the connection off first.",
        ),
    ),
    "unconfirmed": (
        "{name} has not confirmed your email address",
        ("Without that it cannot open an account for you. " + _NOTHING, "Your link still works."),
    ),
    "other_address": (
        "{name} knows you by another address",
        (
            "{name} says that you are {email}. Your link was sent to another address. " + _NOTHING,
            "Your link still works. You can choose a password, or sign in to {name} with the account of that address. "
            "Or ask whoever invited you to write to {email}.",
        ),
    ),
    "unverified": (
        "{name} has not confirmed your email address",
        (
            "Without that we cannot find your account. " + _NOTHING,
            "Sign in with your email address and password, then connect {name} under “Your account”.",
        ),
    ),
    "stranger": (
        "You do not have an account yet",
        (
            "{name} says that you are {email}. Nobody has an account with this address, and we have made none.",
            "To get one, ask an administrator of your organisation to invite you, or register your organisation. "
            "If you have an account with another address, sign in with it, then connect {name} under “Your account”.",
        ),
    ),
    "known": (
        "Connect {name} to your account",
        (
            "You have an account with the address {email}, and {name} is not connected to it yet.",
            "Sign in once more the way you did until now. Then we ask whether to connect them.",
        ),
    ),
    "slow_down": ("Wait a little", ("There were too many tries. Wait five minutes and try again.",)),
}
STATUS = {
    "cancelled": 200,
    "known": 200,
    "expired": 400,
    "unreachable": 503,
    "trouble": 503,
    "untrusted": 400,
    "clock": 400,
    "other_person": 403,
    "taken": 409,
    "unverified": 403,
    "unconfirmed": 403,
    "other_address": 403,
    "stranger": 403,
    "slow_down": 429,
}
_NO_USE_TRYING = (
    "known",
    "unconfirmed",
    "other_address",
    "stranger",
    "taken",
    "unverified",
    "slow_down",
    "other_person",
)
LAST = "Choose a password first. Otherwise you could not sign in any more."
GONE = "It is gone already."


def of(code: str, *, name: str, email: str = "") -> tuple[str, tuple[str, ...]]:
    """Give title and paragraphs for what became of a sign-in."""
    title, paragraphs = _TROUBLE[code]
    return title.format(name=name), tuple(each.format(name=name, email=email) for each in paragraphs)


def again(code: str, name: str) -> str:
    """Give the text of the button that tries once more; empty where that would not help."""
    return "" if code in _NO_USE_TRYING else f"Sign in with {name}"


def of_disconnecting(refusal: SingleSignOnRefused) -> str:
    return LAST if refusal.code == "last" else GONE


def moved(name: str, email: str, ours: str) -> str:
    """Tell somebody that the provider has another address for them than the last time."""
    return (
        f"{name} has another email address for you now: {email}. We still write to {ours}. "
        "You can change that under “Your account”."
    )
