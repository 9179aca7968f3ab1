"""What the service desk sees of the account of somebody who lost every second factor."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.urls import reverse

from dspt.accounts.queries import HeldFactor, account_standing, held_factors, service_roles
from dspt.accounts.rules import FactorKind
from dspt.organisations.queries import administrators_around, organisations_of
from dspt.web.access.service import named
from dspt.web.helpdesk import words
from dspt.web.helpdesk.organisations.build import person_row
from dspt.web.kit.components import Link, Row

from .build import Subject

MOST = 20
"""Of the organisations of one person, so many are listed."""

_KINDS = {FactorKind.PHONE: "App with codes", FactorKind.PASSKEY: "Passkey", FactorKind.RECOVERY: "Recovery codes"}


def of_account(person: UUID) -> tuple[Subject, tuple[str, ...]]:
    """Describe an account and who administers its organisations; beside it the codes of those. Six statements."""
    account, held = account_standing(person), organisations_of(person)[:MOST]
    around = [each for each in administrators_around(person) if each.code in {one.code for one in held}]
    codes = tuple(each.code for each in held)
    rows = (
        Row("Opened", words.day(account.opened_at)),
        Row("Last sign-in", words.when(account.last_sign_in)),
        *(_factor(each) for each in held_factors(person)),
        *(Row("In the service", name) for name in named(service_roles(person))),
    )
    links = tuple(
        Link(f"{each.name}: {each.role}", reverse("helpdesk_organisation", args=[each.code])) for each in held
    )
    people = tuple(replace(person_row(each), role=f"Administrator of {each.organisation_name}") for each in around)
    return Subject("The account", rows, links, "Who else administers their organisations", people), codes


def _factor(held: HeldFactor) -> Row:
    if held.kind is FactorKind.RECOVERY:
        return Row(_KINDS[held.kind], f"{held.codes_left} left, made on {words.day(held.added_at)}")
    name = f" “{held.name}”" if held.name else ""
    return Row(f"{_KINDS[held.kind]}{name}", f"Since {words.day(held.added_at)}, last used: {words.when(held.used_at)}")
