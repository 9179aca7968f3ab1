"""The cast: the people and organisations of the demo, made through the real actions. Tests use the same.

Everybody's address ends in ``DOMAIN`` and everybody's password is ``PASSWORD``, known to all, as are the secrets of
their second factors: production refuses to start where such a person exists.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from dspt.accounts.actions import add_phone, create_person, give_service_role
from dspt.accounts.gateways import phone_code
from dspt.accounts.queries import held_factors, person_by_email
from dspt.accounts.rules import PHONE_PERIOD, ServiceRole
from dspt.foundation.actors import Actor
from dspt.organisations import actions
from dspt.organisations.queries import organisation_by_code, profile
from dspt.register.actions import note_registered
from dspt.standard.edition import Edition

DOMAIN = "demo.example"
PASSWORD = "shipshape-lantern-harbour"  # noqa: S105 (known on purpose)

MAKER = Actor.machine("demo")


@dataclass(frozen=True, slots=True)
class Character:
    name: str
    does: str

    @property
    def email(self) -> str:
        return f"{self.name.removeprefix('Dr ').split()[0].lower()}@{DOMAIN}"


PEOPLE: Mapping[str, Character] = {
    "ruth": Character("Ruth Cole", "administrator of all six"),
    "ama": Character("Dr Ama Mensah", "administrator of her practice alone"),
    "tom": Character("Tom Okafor", "member of all six"),
    "vera": Character("Vera Lindqvist", "viewer of all six"),
    "sam": Character("Sam Porter", "no organisation at all"),
    "priya": Character("Priya Nair", "auditor of the trust and the supplier"),
    "simon": Character("Simon Adeyemi", "signatory of the trust and the supplier"),
    "nadia": Character("Nadia Rahman", "national team"),
    "dev": Character("Dev Anand", "service desk"),
    "dora": Character("Dora Finch", "service desk"),
    "rosa": Character("Rosa Bianchi", "regional viewer, North West"),
    "bram": Character("Bram Iyer", "board viewer, Easthaven and the Coast"),
    "cleo": Character("Cleo Marsh", "CQC inspector"),
    "dana": Character("Dana Whitlock", "data access requests (DARS)"),
    "cara": Character("Cara Doyle", "confidentiality advice (CAG)"),
    "cody": Character("Cody Bellamy", "contract manager"),
    "stan": Character("Stan Novak", "standards editor"),
    "remy": Character("Remy Aldous", "regional viewer, East of England"),
    "bea": Character("Bea Lindley", "board viewer, Northmoor and Larchford"),
}


USUAL: Mapping[str, str] = {"ruth": "administrator", "tom": "member", "vera": "viewer"}
NORTH_WEST, EASTHAVEN = "YZ1", "QZ2"
"""A region and a board of the demo's directory: what the scopes of two viewers name."""

VIEWERS: Mapping[str, tuple[ServiceRole, str]] = {
    "rosa": (ServiceRole.REGION, NORTH_WEST),
    "remy": (ServiceRole.REGION, "YZ2"),
    "bram": (ServiceRole.BOARD, EASTHAVEN),
    "bea": (ServiceRole.BOARD, "QZ1"),
    "cleo": (ServiceRole.CQC, ""),
    "dana": (ServiceRole.DARS, ""),
    "cara": (ServiceRole.CAG, ""),
    "cody": (ServiceRole.CONTRACTS, ""),
    "stan": (ServiceRole.STANDARDS, ""),
}
"""Who looks from outside, as what, narrowed to which area."""

AREAS: Mapping[str, tuple[str, str]] = {
    "Larchford": (NORTH_WEST, "QZ1"),
    "Northmoor": (NORTH_WEST, "QZ1"),
    "Easthaven": ("YZ2", EASTHAVEN),
}
"""Region and board of each town of the cast."""


ASSURED: Mapping[str, str] = {**USUAL, "priya": "auditor", "simon": "signatory"}
"""Bodies of categories 1 and 2: an auditor and somebody who signs off too."""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation of the cast and the profile it accepts."""

    code: str
    name: str
    sector: str
    type: str
    town: str
    postcode: str
    tests: Mapping[str, str] = field(default_factory=dict)
    nhsmail: str = "no"
    roles: Mapping[str, str] = field(default_factory=lambda: USUAL)


BODIES: Mapping[str, Body] = {
    "practice": Body(
        "YZZ01",
        "Dr Mensah and Partners",
        "General Practice (GP)",
        "gp_practice",
        "Larchford",
        "LZ1 2AB",
        nhsmail="yes",
        roles={"ama": "administrator", "ruth": "administrator", "tom": "member", "vera": "viewer"},
    ),
    "trust": Body(
        "RZZ", "Northmoor Hospitals NHS Trust", "NHS Trust", "nhs_trust", "Northmoor", "NZ4 7QT", roles=ASSURED
    ),
    "home": Body("VZZ02", "Willow Court", "Social Care", "care_home", "Larchford", "LZ3 9WC", nhsmail="yes"),
    "returning": Body("VZZ03", "Rowan House", "Social Care", "care_home", "Northmoor", "NZ2 6RH", nhsmail="yes"),
    "supplier": Body("8ZZ01", "Beacon Systems Ltd", "Company", "it_supplier", "Easthaven", "EZ1 1BS", roles=ASSURED),
    "pharmacy": Body("FZZ01", "Harbour Pharmacy", "Pharmacy", "pharmacy", "Easthaven", "EZ2 5HP", nhsmail="yes"),
}


STEPPED = ("ruth", "nadia", "dev", "dora", *VIEWERS)
"""Who must have a second factor: service roles, and the administrator of bodies of categories 1 and 2."""


def phone_secret(key: str) -> str:
    """Name the secret of a person's app, known to all like the password."""
    return base64.b32encode(hashlib.sha1(f"demo {key}".encode(), usedforsecurity=False).digest()).decode()


def a_person(key: str, at: datetime) -> Actor:
    """Open a person's account, or find it, and give them back as the one who acts."""
    character = PEOPLE[key]
    known = person_by_email(character.email)
    person = (
        known.id
        if known
        else create_person(by=MAKER, email=character.email, name=character.name, password=PASSWORD, at=at)
    )
    return Actor("person", person, character.name)


def a_phone(key: str, at: datetime) -> None:
    """Let a person of the cast set up an app with codes, whose secret everybody knows. Twice is once."""
    person, secret = a_person(key, at), phone_secret(key)
    assert person.id is not None
    if not held_factors(person.id):
        code = phone_code(secret, int(at.timestamp()) // PHONE_PERIOD)
        add_phone(by=person, secret=secret, code=code, keep_session="", at=at)


def an_organisation(key: str, at: datetime) -> UUID:
    """Register an organisation of the cast with its people, or find it; its profile stays empty."""
    body = BODIES[key]
    known = organisation_by_code(body.code)
    if known:
        return known.id
    with transaction.atomic():
        people = {person: a_person(person, at) for person in body.roles}
        first = next(people[person] for person, role in body.roles.items() if role == "administrator")
        assert first.id is not None
        made = actions.register_organisation(by=first, code=body.code, name=body.name, administrator=first.id, at=at)
        note_registered(code=body.code, name=body.name, sector=body.sector, at=at)
        for person, role in body.roles.items():
            someone = people[person].id
            if someone is not None and someone != first.id:
                actions.add_membership(by=first, organisation=made, person=someone, role=role, at=at)
    return made


def an_accepted_profile(key: str, edition: Edition, at: datetime) -> UUID:
    """Register an organisation of the cast and let its administrator fill in and accept the profile."""
    made, body = an_organisation(key, at), BODIES[key]
    if profile(made).version:
        return made
    first = a_person(next(person for person, role in body.roles.items() if role == "administrator"), at)
    kind = edition.types[body.type]
    with transaction.atomic():
        version = actions.save_profile_type(
            by=first,
            organisation=made,
            edition=edition,
            type=body.type,
            tests={test.key: body.tests.get(test.key, "yes") for test in kind.tests},
            seen_version=0,
            at=at,
        )
        if not kind.key_roles_optional:
            holders = {role.key: actions.Holder(PEOPLE["ruth"].name) for role in edition.key_roles}
            version = actions.save_key_roles(
                by=first, organisation=made, edition=edition, holders=holders, seen_version=version, at=at
            )
        version = actions.save_nhsmail(by=first, organisation=made, nhsmail=body.nhsmail, seen_version=version, at=at)
        actions.accept_profile(by=first, organisation=made, edition=edition, seen_version=version, at=at)
    return made


def a_certificate(
    key: str, kind: str, edition: Edition, ends_on: date, at: datetime, *, covers_all: bool = True
) -> UUID:
    """Enter a certificate that lasts a year; the organisation's profile waits for acceptance again."""
    made = an_organisation(key, at)
    first = a_person("ruth", at)
    return actions.add_certificate(
        by=first,
        organisation=made,
        edition=edition,
        certificate=actions.NewCertificate(
            kind=kind,
            issuer="Fernhill Assurance",
            number="FA-20418",
            scope="All systems that hold health and care data",
            covers_all=covers_all,
            valid_from=ends_on.replace(year=ends_on.year - 1),
            valid_to=ends_on,
        ),
        seen_version=profile(made).version,
        at=at,
    )


def accept_again(key: str, edition: Edition, at: datetime) -> None:
    """Let the administrator accept a changed profile as it stands."""
    made = an_organisation(key, at)
    actions.accept_profile(
        by=a_person("ruth", at), organisation=made, edition=edition, seen_version=profile(made).version, at=at
    )


def the_national_team(at: datetime) -> Actor:
    """Open Nadia's account with the national role."""
    return in_the_service("nadia", ServiceRole.NATIONAL, at)


def the_service_desk(at: datetime) -> tuple[Actor, Actor]:
    """Open the accounts of the two people of the service desk: recovery takes both."""
    return in_the_service("dev", ServiceRole.DESK, at), in_the_service("dora", ServiceRole.DESK, at)


def the_viewers(at: datetime) -> None:
    """Open the accounts of those who look from outside. The directory must have their areas."""
    for key, (role, scope) in VIEWERS.items():
        in_the_service(key, role, at, scope=scope)


def in_the_service(key: str, role: ServiceRole, at: datetime, *, scope: str = "") -> Actor:
    """Open somebody's account and give them a role in the service itself."""
    someone = a_person(key, at)
    assert someone.id is not None
    give_service_role(by=MAKER, person=someone.id, role=role, scope=scope, at=at)
    return someone
