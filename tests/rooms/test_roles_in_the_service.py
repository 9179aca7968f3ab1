"""Roles in the service: given by others, narrowed where they must be, never without a national team."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from dspt.accounts.actions import ServiceRoleRefused, end_service_role, give_role_by_address, give_service_role
from dspt.accounts.queries import people_of_service, service_rights, service_roles
from dspt.accounts.rules import ServicePermission, ServiceRole
from dspt.foundation.actors import Actor
from dspt.jobs.demo import the_directory
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from tests.world.cast import EASTHAVEN, NORTH_WEST, PEOPLE, a_person, the_national_team
from tests.world.published import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _areas() -> None:
    the_directory(AT)


def the_id(key: str) -> UUID:
    found = a_person(key, AT).id
    assert found is not None
    return found


def given(role: str, scope: str = "", *, by: Actor | None = None, to: str = "sam") -> bool:
    return give_service_role(by=by or the_national_team(AT), person=the_id(to), role=role, scope=scope, at=AT)


def entries(event: str) -> int:
    return Entry.objects.filter(event=event, subject=str(the_id("sam"))).count()


def test_a_role_is_given_once_journalled_once_and_told() -> None:
    assert given("cqc") is True
    assert given("cqc") is False
    assert [held.role for held in service_roles(the_id("sam"))] == ["cqc"]
    assert entries("accounts.servicerole.given") == 1
    letter = Notice.objects.get(kind="servicerole.given", to=PEOPLE["sam"].email)
    assert "Nadia Rahman gave you the role Care Quality Commission (CQC)" in letter.body


@pytest.mark.parametrize(
    ("role", "scope", "code"),
    [
        ("wizard", "", "role_unknown"),
        ("region", "", "scope_missing"),
        ("board", "", "scope_missing"),
        ("region", EASTHAVEN, "scope_unknown"),
        ("board", NORTH_WEST, "scope_unknown"),
        ("region", "YZ9", "scope_unknown"),
        ("cqc", NORTH_WEST, "scope_needless"),
    ],
)
def test_a_role_must_be_known_and_narrowed_as_it_needs(role: str, scope: str, code: str) -> None:
    with pytest.raises(ServiceRoleRefused, match=code):
        given(role, scope)
    assert entries("accounts.servicerole.given") == 0


def test_one_person_may_hold_several_and_the_same_for_two_areas() -> None:
    given("region", NORTH_WEST)
    given("region", "YZ2")
    given("dars")
    assert len(service_roles(the_id("sam"))) == 3
    assert service_rights(the_id("sam")) == {ServicePermission.ORGANISATIONS, ServicePermission.TABLE}


def test_nobody_gives_a_role_to_themself() -> None:
    nadia = the_national_team(AT)
    with pytest.raises(ServiceRoleRefused, match="own"):
        given("desk", by=nadia, to="nadia")


def test_nobody_gets_a_role_without_an_account() -> None:
    with pytest.raises(ServiceRoleRefused, match="unknown"):
        give_role_by_address(by=the_national_team(AT), email="nobody@demo.example", role="cqc", at=AT)
    with pytest.raises(ServiceRoleRefused, match="unknown"):
        give_service_role(by=the_national_team(AT), person=uuid4(), role="cqc", at=AT)


def test_an_address_is_found_whatever_its_case() -> None:
    a_person("sam", AT)
    assert give_role_by_address(by=the_national_team(AT), email=" SAM@demo.example", role="cqc", at=AT) == "Sam Porter"


def test_an_ended_role_is_gone_and_journalled() -> None:
    given("region", NORTH_WEST)
    given("cqc")
    end_service_role(by=the_national_team(AT), person=the_id("sam"), role="region", scope=NORTH_WEST, at=AT)
    assert [held.role for held in service_roles(the_id("sam"))] == ["cqc"]
    assert entries("accounts.servicerole.ended") == 1


@pytest.mark.parametrize(("role", "scope"), [("cag", ""), ("region", "YZ2"), ("region", "")])
def test_what_nobody_holds_cannot_be_ended(role: str, scope: str) -> None:
    given("region", NORTH_WEST)
    with pytest.raises(ServiceRoleRefused, match="unknown"):
        end_service_role(by=the_national_team(AT), person=the_id("sam"), role=role, scope=scope, at=AT)


def test_the_last_of_the_national_team_stays() -> None:
    nadia = the_national_team(AT)
    with pytest.raises(ServiceRoleRefused, match="last_national"):
        end_service_role(by=nadia, person=the_id("nadia"), role="national", at=AT)
    given("national")
    end_service_role(by=nadia, person=the_id("nadia"), role="national", at=AT)
    assert [person.name for person in people_of_service()] == ["Sam Porter"]


@pytest.fixture
def command() -> Callable[..., str]:
    def run(*words: str) -> str:
        said = StringIO()
        call_command("give_role", *words, stdout=said)
        return said.getvalue().strip()

    return run


def test_the_command_makes_the_very_first(command: Callable[..., str]) -> None:
    a_person("sam", AT)
    assert command("sam@demo.example", "national") == "Sam Porter has the role National team."
    assert (
        command("sam@demo.example", "region", "--scope", NORTH_WEST) == "Sam Porter has the role Regional viewer, YZ1."
    )
    assert {held.role for held in service_roles(the_id("sam"))} == {ServiceRole.NATIONAL, ServiceRole.REGION}
    assert set(Entry.objects.filter(event="accounts.servicerole.given").values_list("actor_kind", flat=True)) == {
        "machine"
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody@demo.example", "national"), "Nobody has an account"),
        (("sam@demo.example", "region"), "--scope CODE"),
        (("sam@demo.example", "board", "--scope", NORTH_WEST), "no region or board of that code"),
        (("sam@demo.example", "cqc", "--scope", NORTH_WEST), "Leave --scope out"),
    ],
)
def test_the_command_says_what_to_do(command: Callable[..., str], words: tuple[str, ...], said: str) -> None:
    a_person("sam", AT)
    with pytest.raises(CommandError, match=said):
        command(*words)
