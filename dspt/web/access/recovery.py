"""Where the letters about recovering access lead: doors hand these addresses to the actions."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from dspt.organisations.actions import RecoveryPages


def recovery_pages() -> RecoveryPages:
    """Give the addresses that letters lead to."""

    def address(name: str, *args: object) -> str:
        return f"{settings.DSPT_BASE_URL}{reverse(name, args=args)}"

    return RecoveryPages(
        request=lambda token: address("recover_link", token),
        answer=lambda token: address("recovery_answer", token),
        stop=lambda token: address("recovery_stop_link", token),
        join=lambda token: address("invitation", token),
        desk=lambda id: address("helpdesk_recovery", id),
        home=lambda code: address("organisation_home", code),
        start=address("start"),
        forgotten=address("forgotten"),
    )
