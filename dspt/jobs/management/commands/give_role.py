"""``dspt give_role EMAIL ROLE``: a role in the service for somebody who has an account; the very first above all."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from dspt.accounts.actions import ServiceRoleRefused, give_role_by_address
from dspt.accounts.rules import SERVICE_NAMES, ServiceRole
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.jobs.command import DatabaseCommand

_WORDS = {
    "unknown": "Nobody has an account with this address. The person opens one first, then run this again.",
    "scope_missing": "This role is narrowed to a region or board. Say which with --scope CODE.",
    "scope_unknown": "The directory has no region or board of that code and of the kind that this role needs.",
    "scope_needless": "This role is not narrowed to an area. Leave --scope out.",
}


class Command(DatabaseCommand):
    """Give a role in the service. Later ones are given at /oversight/people."""

    help = (
        "Give somebody with an account a role in the service: the first of the national team is made so, all others at "
        "/oversight/people. Journalled as done by the machine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the account")
        parser.add_argument("role", choices=[role.value for role in ServiceRole])
        parser.add_argument("--scope", default="", help="code of the region or board, for the roles region and board")

    def handle(self, *args: Any, **options: Any) -> None:
        role, scope = options["role"], options["scope"]
        try:
            name = give_role_by_address(
                by=Actor.machine("command"), email=options["email"], role=role, scope=scope, at=now()
            )
        except ServiceRoleRefused as refusal:
            raise CommandError(_WORDS[refusal.code]) from None
        self.stdout.write(f"{name} has the role {SERVICE_NAMES[ServiceRole(role)]}{f', {scope}' if scope else ''}.")
