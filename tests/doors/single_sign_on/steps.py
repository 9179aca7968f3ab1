"""Steps that the tests of single sign-on share."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.test import Client

from dspt.accounts.models import Person
from dspt.accounts.rules import Provider
from dspt.foundation.clock import now
from dspt.journal.models import Entry
from tests.world.cast import a_person
from tests.world.provider import CLIENT_ID, CLIENT_SECRET, RunningProvider


def trust(settings: object, provider: RunningProvider, **more: str) -> None:
    settings.DSPT_SSO = (  # type: ignore[attr-defined]
        Provider(
            **{"name": "NHSmail", "issuer": provider.issuer, "client_id": CLIENT_ID}
            | {"client_secret": CLIENT_SECRET}
            | more
        ),
    )


def somebody(key: str) -> Person:
    return Person.objects.get(id=a_person(key, now()).id)


def sent_to(client: Client, start: str = "/sign-in/sso", **fields: str) -> str:
    """Press the button; gives the address at the provider."""
    answer = client.post(start, fields)
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def comes_by(
    client: Client, provider: RunningProvider, login: str = "ama", start: str = "/sign-in/sso", **fields: str
) -> Any:
    """Press the button, sign in at the provider, come back; gives our answer."""
    return client.get(provider.signs_in(sent_to(client, start, **fields), login))


def connected(person: Person, provider: RunningProvider, subject: str = "ama") -> SocialAccount:
    return SocialAccount.objects.create(
        user=person, provider=provider.issuer, uid=subject, extra_data={"email": f"{subject}@demo.example"}
    )


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def events() -> list[str]:
    return list(
        Entry.objects.filter(event__startswith="accounts.sso.").order_by("number").values_list("event", flat=True)
    )


def last_refusal() -> dict[str, str]:
    return dict(Entry.objects.filter(event="accounts.sso.refused").latest("number").after)
