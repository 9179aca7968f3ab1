"""Page objects of the way in."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.components import Link
from dspt.web.kit.fields import ErrorSummary, Field


@dataclass(frozen=True, slots=True)
class SignInPage:
    title: str
    fields: tuple[Field, ...]
    errors: ErrorSummary
    next: str
    has_kept: bool
    """A form was sent after the session had ended."""
    passkey: str
    """Address to sign in with a passkey at."""
    single_sign_on: tuple[str, ...] = ()
    """Names of the providers of single sign-on."""
    person: str = ""


@dataclass(frozen=True, slots=True)
class KeptText:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    title: str
    lede: str
    button: str
    person: str
    path: str
    back: str
    hidden: tuple[KeptText, ...]
    shown: tuple[KeptText, ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    title: str
    fields: tuple[Field, ...]
    errors: ErrorSummary
    person: str
    asks_for_access: str = ""
    """Code of a registered organisation whose administrators can be asked."""
    organisation: str = ""
    place: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Something is on its way. ``again``: what to do where an address was mistyped."""

    title: str
    person: str
    paragraphs: tuple[str, ...]
    again: Link | None = None


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Opening a link: to register an organisation, or to join one."""

    title: str
    lede: str
    button: str
    fields: tuple[Field, ...]
    errors: ErrorSummary
    email: str
    person: str
    sign_in: str = ""
    """Address to sign in at and come back from, where the address has an account and nobody is signed in."""
    is_somebody_else: bool = False
    """Somebody else is signed in than the link was mailed to."""
    link: str = ""
    """Path of the link itself."""
    single_sign_on: str = ""
    """Name of the provider that can stand for a password; empty: none, or it does already."""
    vouched_by: str = ""
    """Name of the provider that stands for a password here."""


@dataclass(frozen=True, slots=True)
class DeadLinkPage:
    """``again``: where another link is asked for, with its words; empty where somebody else has to send it."""

    title: str
    advice: str
    person: str
    again: str = ""
    again_words: str = ""


@dataclass(frozen=True, slots=True)
class SimpleFormPage:
    title: str
    lede: str
    button: str
    fields: tuple[Field, ...]
    errors: ErrorSummary
    person: str = ""


@dataclass(frozen=True, slots=True)
class MailLine:
    text: str
    address: str
    """Where the line is a link of ours: its path."""


@dataclass(frozen=True, slots=True)
class Mail:
    to: str
    subject: str
    when: str
    lines: tuple[MailLine, ...]


@dataclass(frozen=True, slots=True)
class MailPage:
    title: str
    mails: tuple[Mail, ...]
    person: str


@dataclass(frozen=True, slots=True)
class DemoCode:
    name: str
    email: str
    code: str
    next_code: str


@dataclass(frozen=True, slots=True)
class DemoCodesPage:
    title: str
    codes: tuple[DemoCode, ...]
    seconds: int
    """How long the codes of now still show."""
    person: str
