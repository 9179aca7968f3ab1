"""Page objects of a person's own account."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.fields import ErrorSummary, Field


@dataclass(frozen=True, slots=True)
class FactorLine:
    what: str
    about: str
    remove: str
    """Address; empty: it may not go, because it is the last and one is compulsory."""
    replace: str
    """Address to change to another one; empty: several may be had."""


@dataclass(frozen=True, slots=True)
class ConnectionLine:
    what: str
    about: str
    remove: str


@dataclass(frozen=True, slots=True)
class SessionLine:
    what: str
    about: str
    end: str
    """Address; empty: this is the one that is looking."""


@dataclass(frozen=True, slots=True)
class SignInLine:
    when: str
    how: str
    device: str
    place: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class RunningRequest:
    """A request to take this account's extra sign-in step away, that can still come to something."""

    paragraph: str
    stop: str
    """Where it is stopped."""


@dataclass(frozen=True, slots=True)
class AccountPage:
    title: str
    person: str
    email: str
    asked: RunningRequest | None
    factors: tuple[FactorLine, ...]
    must: str
    """Why a second factor is compulsory; empty: it is not."""
    may_add_phone: bool
    codes: str
    """How many recovery codes are left, in words; empty: nothing to recover."""
    has_few_codes: bool
    connections: tuple[ConnectionLine, ...]
    """What signs the person in without the password."""
    may_connect: str
    """Name of a provider of single sign-on that is not connected yet; empty: there is none."""
    sessions: tuple[SessionLine, ...]
    has_others: bool
    sign_ins: tuple[SignInLine, ...]


@dataclass(frozen=True, slots=True)
class AccountFormPage:
    title: str
    person: str
    paragraphs: tuple[str, ...]
    button: str
    fields: tuple[Field, ...]
    errors: ErrorSummary
    back: str
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class SetUpPage:
    title: str
    person: str
    paragraphs: tuple[str, ...]
    phone: str
    passkey: str
    back: str
    """Address of the account; empty: there is no way round."""


@dataclass(frozen=True, slots=True)
class PhonePage:
    title: str
    person: str
    drawing: str
    """The square code as the address of an image."""
    secret: str
    opens: str
    """Address that an app on this very device opens."""
    is_another: bool
    fields: tuple[Field, ...]
    errors: ErrorSummary
    next: str
    back: str


@dataclass(frozen=True, slots=True)
class PasskeyPage:
    title: str
    person: str
    options: str
    """What the browser is asked for, as JSON."""
    fields: tuple[Field, ...]
    errors: ErrorSummary
    next: str
    back: str


@dataclass(frozen=True, slots=True)
class CodesPage:
    title: str
    person: str
    said: str
    codes: tuple[str, ...]
    file: str
    """The codes as the address of a text file."""
    next: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """Showing a factor: again while signed in, or as the second step of signing in."""

    title: str
    person: str
    paragraphs: tuple[str, ...]
    action: str
    next: str
    options: str
    """For a passkey, as JSON; empty: the person has none."""
    fields: tuple[Field, ...]
    errors: ErrorSummary
    button: str
    has_kept: bool = False
    is_entering: bool = False
    single_sign_on: str = ""
    """Name of the provider that can say again who somebody is; empty: none."""
