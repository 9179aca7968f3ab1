"""Every route, every role: who is let in, who signs in first, who is told no, and for whom there is nothing there.

One table by the name of the policy. The guard of each view is asked itself: behind it stands a spy, so that a missing
row of some page cannot be taken for a refusal. A route without a policy, or with one that the table lacks, fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from types import CellType
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from dspt.jobs.cast import MAKER
from dspt.organisations.actions import add_membership
from dspt.web.access import Scope
from tests.world.cast import PEOPLE, a_person, an_organisation, the_national_team, the_service_desk

CODE = "VZZ02"


class Verdict(Enum):
    IN = "let in"
    SIGN_IN = "signs in first"
    NO = "told no"
    NOTHING = "nothing there"


IN, SIGN_IN, NO, NOTHING = Verdict
ROLES = (
    *("anonymous", "stranger", "viewer", "member", "administrator", "auditor", "signatory", "elsewhere"),
    *("national", "desk"),
)
"""``elsewhere``: administrator of another organisation. ``national``, ``desk``: roles in the service itself."""
WHO = dict(zip(ROLES[1:], ("sam", "vera", "tom", "ruth", "priya", "simon", "ama", "nadia", "dev"), strict=True))

EXPECTED: dict[str, tuple[Verdict, ...]] = {
    #                   anonymous stranger viewer   member   admin    auditor  signat.  elsewhere national desk
    "public":           (IN,      IN,      IN,      IN,      IN,      IN,      IN,      IN,      IN,      IN),
    "signed":           (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    "signed_in":        (SIGN_IN, IN,      IN,      IN,      IN,      IN,      IN,      IN,      IN,      IN),
    "service:feedback": (SIGN_IN, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, IN,      NOTHING),
    "service:recovery": (SIGN_IN, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, IN),
    "member:read":      (SIGN_IN, NOTHING, IN,      IN,      IN,      IN,      IN,      NOTHING, NOTHING, NOTHING),
    "member:answer":    (SIGN_IN, NOTHING, NO,      IN,      IN,      NO,      NO,      NOTHING, NOTHING, NOTHING),
    "member:confirm":   (SIGN_IN, NOTHING, NO,      IN,      IN,      NO,      NO,      NOTHING, NOTHING, NOTHING),
    "member:profile":   (SIGN_IN, NOTHING, NO,      NO,      IN,      NO,      NO,      NOTHING, NOTHING, NOTHING),
    "member:publish":   (SIGN_IN, NOTHING, NO,      NO,      IN,      NO,      NO,      NOTHING, NOTHING, NOTHING),
    "member:sign":      (SIGN_IN, NOTHING, NO,      NO,      NO,      NO,      IN,      NOTHING, NOTHING, NOTHING),
    "member:people":    (SIGN_IN, NOTHING, NO,      NO,      IN,      NO,      NO,      NOTHING, NOTHING, NOTHING),
}  # fmt: skip

UNGUARDED = ("public", "signed")
"""``signed``: whoever holds the signed address of a file gets it; without its signature nobody finds anything."""

SAMPLES = {
    "uuid": UUID("01936000-0000-7000-8000-000000000000"),
    "code": CODE,
    "edition": "2024-25",
    "key": "2024-25",
    "ref": "1.1.1",
    "reference": "1.1.1",
    "token": "no-such-token",
    "number": "NO-SUCH-NUMBER",
    "version": 1,
    "name": "nothing",
    "step": "type",
}


def routes(resolver: URLResolver | None = None) -> Iterable[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry)
        else:
            yield entry


ROUTES = {str(route.name): route for route in routes()}


def address(route: URLPattern) -> str:
    arguments = {}
    for name, converter in get_resolver().reverse_dict.getlist(route.name)[-1][3].items():
        is_uuid = type(converter).__name__ == "UUIDConverter"
        assert is_uuid or name in SAMPLES, f"no sample for <{name}> of {route.name}"
        arguments[name] = SAMPLES["uuid" if is_uuid else name]
    return reverse(str(route.name), kwargs=arguments)


@pytest.fixture
def people(db: None) -> dict[str, Person]:
    at = now()
    home = an_organisation("home", at)
    for key, role in (("priya", "auditor"), ("simon", "signatory")):
        someone = a_person(key, at).id
        assert someone is not None
        add_membership(by=MAKER, organisation=home, person=someone, role=role, at=at)
    an_organisation("practice", at)
    a_person("sam", at)
    the_national_team(at)
    the_service_desk(at)
    return {role: Person.objects.get(email=PEOPLE[key].email) for role, key in WHO.items()}


@pytest.fixture
def clients(people: dict[str, Person]) -> dict[str, Client]:
    made = {role: Client(raise_request_exception=True) for role in ROLES}
    for role, person in people.items():
        made[role].force_login(person)
    return made


def guarded_view(route: URLPattern) -> CellType:
    """Find the cell in which the guard holds its view; decorators around the guard are gone through."""
    each: Any = route.callback
    while each is not None and not each.__code__.co_filename.endswith("web/access/scopes.py"):
        each = getattr(each, "__wrapped__", None)
    assert each is not None, f"{route.name}: its policy guards nothing"
    cells = [cell for cell in each.__closure__ if cell.cell_contents is each.__wrapped__]
    assert len(cells) == 1, f"{route.name}: its policy guards nothing"
    return cells[0]


@contextmanager
def replaced(cell: CellType, spy: Callable[..., HttpResponse]) -> Iterator[None]:
    kept = cell.cell_contents
    cell.cell_contents = spy
    try:
        yield
    finally:
        cell.cell_contents = kept


def guarded_routes() -> list[URLPattern]:
    return [route for route in ROUTES.values() if getattr(route.callback, "policy", "public") not in UNGUARDED]


def verdict(client: Client, path: str, method: str) -> Verdict | None:
    """Tell what came of a request; None where the address does not take the method, whoever asks."""
    response = client.get(path) if method == "GET" else client.post(path)
    if response.status_code == 405:
        return None
    if response.status_code == 302 and response["Location"].startswith("/sign-in?next="):
        return SIGN_IN
    return {200: IN, 403: NO, 404: NOTHING}[response.status_code]


def test_every_route_has_a_policy_that_is_in_the_table() -> None:
    policies = {name: getattr(route.callback, "policy", "none") for name, route in ROUTES.items()}
    assert {name: policy for name, policy in policies.items() if policy not in EXPECTED} == {}


def test_every_role_gets_its_verdict_on_every_guarded_route(clients: dict[str, Client]) -> None:
    wrong = []
    for route in guarded_routes():
        policy = route.callback.policy  # type: ignore[attr-defined]
        path, seen = address(route), []

        def spy(request: HttpRequest, *args: object, seen: list[object] = seen, **kwargs: object) -> HttpResponse:
            seen.extend(each.code for each in args if isinstance(each, Scope))
            return HttpResponse("in")

        with replaced(guarded_view(route), spy):
            for method in ("GET", "POST"):
                found = [verdict(clients[role], path, method) for role in ROLES]
                if set(found) == {None}:
                    continue
                for role, got, expected in zip(ROLES, found, EXPECTED[policy], strict=True):
                    if got is not expected:
                        wrong.append(f"{method} {path}: {role} is {got and got.value}, expected {expected.value}")
        if policy.startswith("member:") and set(seen) != {CODE}:
            wrong.append(f"{path}: the scope is not of the organisation in the address: {seen}")
    assert wrong == []


def test_public_pages_turn_nobody_away(clients: dict[str, Client]) -> None:
    wrong = []
    for route in ROUTES.values():
        if route.callback.policy != "public":  # type: ignore[attr-defined]
            continue
        for role in ("anonymous", "stranger"):
            cache.clear()
            response = clients[role].get(address(route))
            if response.status_code == 403 or response.get("Location", "").startswith("/sign-in?next="):
                wrong.append(f"{route.name}: {role} is turned away")
    assert wrong == []


def test_what_is_not_yours_looks_like_what_does_not_exist(clients: dict[str, Client]) -> None:
    theirs = clients["elsewhere"].get(f"/organisations/{CODE}/people")
    nobodys = clients["elsewhere"].get("/organisations/XZZ99/people")
    assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content)


def test_access_that_ended_is_gone_at_once(clients: dict[str, Client], people: dict[str, Person]) -> None:
    from dspt.organisations.models import Membership

    assert clients["member"].get(f"/organisations/{CODE}/people").status_code == 200
    Membership.objects.filter(person=people["member"], organisation__code=CODE).update(ended_at=now())
    assert clients["member"].get(f"/organisations/{CODE}/people").status_code == 404


def test_an_address_without_its_signature_is_found_by_nobody(clients: dict[str, Client]) -> None:
    signed = [route for route in ROUTES.values() if getattr(route.callback, "policy", "") == "signed"]
    assert [route.name for route in signed] == ["file"]
    for role, client in clients.items():
        assert verdict(client, address(signed[0]), "GET") is NOTHING, role
