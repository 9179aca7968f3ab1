"""Where messages leave the house."""

from __future__ import annotations

from smtplib import SMTPException

from django.core.mail import EmailMessage


class NotDelivered(Exception):
    """The mail server could not be reached or would not take the message; the text says why."""


def deliver(*, to: str, subject: str, body: str) -> None:
    """Hand one message to the mail server, or to the console in the demo. Raises NotDelivered."""
    try:
        EmailMessage(subject=" ".join(subject.split()), body=body, to=[to]).send()
    except (SMTPException, OSError) as trouble:
        raise NotDelivered(f"{type(trouble).__name__}: {trouble}"[:300]) from None
