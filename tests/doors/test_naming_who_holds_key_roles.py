"""Who holds the key roles: chosen among colleagues, the same person as above, or named once."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from dspt.organisations.models import Organisation
from dspt.organisations.queries import profile
from tests.world.cast import BODIES, PEOPLE, an_organisation

pytestmark = pytest.mark.django_db

ROLES = ("caldicott_guardian", "siro", "ig_lead", "dpo")
KIM = {"dpo_who": "other", "dpo_name": "Kim Vale", "dpo_email": "kim@demo.example"}


@pytest.fixture
def ama() -> Client:
    """The administrator of a practice that has said what it is."""
    return arrives("practice", "ama", "gp_practice")


def arrives(key: str, person: str, kind: str) -> Client:
    an_organisation(key, now())
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[person].email))
    send(client, "type", key, type=kind)
    return client


def held(key: str = "practice") -> dict[str, tuple[str, str]]:
    roles = profile(Organisation.objects.get(code=BODIES[key].code).id).key_roles
    return {each.role: (each.name, each.email) for each in roles}


def send(client: Client, step: str, key: str = "practice", **fields: str):  # type: ignore[no-untyped-def]
    version = profile(Organisation.objects.get(code=BODIES[key].code).id).version
    return client.post(f"/organisations/{BODIES[key].code}/profile/{step}", {"version": version, **fields})


def page_of(client: Client, key: str = "practice") -> str:
    return client.get(f"/organisations/{BODIES[key].code}/profile/key-roles").text


def chosen(page: str) -> list[tuple[str, str]]:
    return re.findall(r'name="(\w+)_who" type="radio" value="([^"]+)" checked', page)


def somebody(key: str) -> str:
    return str(Person.objects.get(email=PEOPLE[key].email).id)


def test_a_colleague_is_chosen_for_all_roles_without_typing(ama: Client) -> None:
    assert "Dr Ama Mensah" in page_of(ama)
    assert not chosen(page_of(ama))
    assert send(ama, "key-roles", **{f"{role}_who": somebody("ama") for role in ROLES}).status_code == 302
    assert held() == dict.fromkeys(ROLES, (PEOPLE["ama"].name, PEOPLE["ama"].email))
    assert chosen(page_of(ama)) == [(role, somebody("ama")) for role in ROLES]


def test_somebody_from_outside_is_typed_once_and_holds_the_roles_below_too(ama: Client) -> None:
    fields = {
        "caldicott_guardian_who": "other",
        "caldicott_guardian_name": "Kim Vale",
        "caldicott_guardian_email": "kim@demo.example",
        "siro_who": "same-caldicott_guardian",
        "ig_lead_who": "same-siro",
        "dpo_who": somebody("ama"),
    }
    assert "Same person as the Caldicott Guardian" in page_of(ama)
    assert "Same person as the senior information risk owner (SIRO)" in page_of(ama)
    assert send(ama, "key-roles", **fields).status_code == 302
    kim, doctor = ("Kim Vale", "kim@demo.example"), (PEOPLE["ama"].name, PEOPLE["ama"].email)
    assert held() == {"caldicott_guardian": kim, "siro": kim, "ig_lead": kim, "dpo": doctor}
    page = page_of(ama)
    assert chosen(page) == [
        ("caldicott_guardian", "other"),
        ("siro", "same-caldicott_guardian"),
        ("ig_lead", "same-siro"),
        ("dpo", somebody("ama")),
    ]
    assert page.count('value="Kim Vale"') == 1


def test_what_is_missing_is_asked_for_once_and_nothing_typed_is_lost(ama: Client) -> None:
    page = send(ama, "key-roles", siro_who="same-caldicott_guardian", **KIM).text
    assert '<a href="#caldicott_guardian_who">Select who is Caldicott Guardian</a>' in page
    assert '<a href="#ig_lead_who">Select who is information governance lead</a>' in page
    assert "risk owner (SIRO)</a>" not in page
    assert chosen(page) == [("siro", "same-caldicott_guardian"), ("dpo", "other")]
    assert 'value="Kim Vale"' in page
    assert 'value="kim@demo.example"' in page
    page = send(ama, "key-roles", **KIM | {"dpo_name": ""}).text
    assert '<a href="#dpo_name">Enter who is data protection officer (DPO)</a>' in page


def test_somebody_who_has_no_access_any_more_is_not_chosen_unseen(ama: Client) -> None:
    page = send(ama, "key-roles", siro_who=somebody("ama")[::-1], **KIM).text
    assert "Select who is senior information risk owner (SIRO)" in page
    assert 'value="Kim Vale"' in page
    assert held() == {}


def test_a_name_typed_without_a_choice_is_somebody_elses(ama: Client) -> None:
    page = send(ama, "key-roles", dpo_name="Kim Vale").text
    assert chosen(page) == [("dpo", "other")]


def test_a_role_that_may_be_left_out_can_be_emptied_again() -> None:
    ruth = arrives("home", "ruth", "care_home")
    assert send(ruth, "key-roles", "home", **KIM).status_code == 302
    assert held("home") == {"dpo": ("Kim Vale", "kim@demo.example")}
    page = send(ruth, "key-roles", "home", caldicott_guardian_who="nobody", siro_who="same-caldicott_guardian").text
    assert "Nobody is named as Caldicott Guardian. Select somebody else as senior information risk owner" in page
    assert send(ruth, "key-roles", "home", dpo_who="nobody").status_code == 302
    assert held("home") == {}


def test_colleagues_of_one_name_are_told_apart_by_their_addresses(ama: Client) -> None:
    assert PEOPLE["tom"].email not in page_of(ama)
    Person.objects.filter(email=PEOPLE["tom"].email).update(name=PEOPLE["ama"].name)
    page = page_of(ama)
    assert PEOPLE["tom"].email in page
    assert PEOPLE["ama"].email in page
    assert PEOPLE["vera"].email not in page


def test_a_practice_is_not_offered_nobody(ama: Client) -> None:
    assert 'value="nobody"' not in page_of(ama)


def test_an_auditor_is_no_colleague_and_too_many_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    ruth = arrives("supplier", "ruth", "company")
    page = page_of(ruth, "supplier")
    assert "Tom Okafor" in page
    assert "Priya Nair" not in page
    monkeypatch.setattr("dspt.web.toolkit.profile.key_roles._MOST", 2)
    page = page_of(ruth, "supplier")
    assert "Tom Okafor" not in page
    assert page.count("Same person as the") == 3
    assert page.count('type="radio"') == 6
