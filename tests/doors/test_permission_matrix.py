"""Every route, every role: who is let in, who signs in first, who is told no, and for whom there is nothing there.

One table by the name of the policy. The guard of each view is asked itself: behind it stands a spy, so that a missing
row of some page cannot be taken for a refusal. A route without a policy, or with one that the table lacks, fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
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
from dspt.jobs.demo import the_directory
from dspt.organisations.actions import add_membership
from dspt.standard.catalogue import edition
from dspt.web.access import Scope
from tests.world.cast import (
    PEOPLE,
    a_person,
    an_accepted_profile,
    an_organisation,
    the_national_team,
    the_service_desk,
    the_viewers,
)

CODE = "VZZ02"


class Verdict(Enum):
    IN = "let in"
    SIGN_IN = "signs in first"
    NO = "told no"
    NOTHING = "nothing there"


IN, SIGN_IN, NO, NOTHING = Verdict
WHO = {
    "stranger": "sam",
    "viewer": "vera",
    "member": "tom",
    "administrator": "ruth",
    "auditor": "priya",
    "signatory": "simon",
    "elsewhere": "ama",
    "national": "nadia",
    "desk": "dev",
    "region": "rosa",
    "other region": "remy",
    "board": "bea",
    "other board": "bram",
    "cqc": "cleo",
    "dars": "dana",
    "cag": "cara",
    "contracts": "cody",
    "standards": "stan",
}
"""Every role that somebody can hold. ``elsewhere``: administrator of another organisation. From ``national`` on: roles
in the service itself; the organisation asked about is in the region and board of one, and out of those of the other."""
ROLES = ("anonymous", *WHO)
ORGANISATION = ("viewer", "member", "administrator", "auditor", "signatory")
SERVICE = ROLES[ROLES.index("national") :]


def everybody(verdict: Verdict, **others: Verdict) -> tuple[Verdict, ...]:
    """One verdict for all who are signed in, except those named."""
    return tuple(SIGN_IN if role == "anonymous" else others.get(role.replace(" ", "_"), verdict) for role in ROLES)


def own(*allowed: str) -> tuple[Verdict, ...]:
    """Roles of the organisation that are let in; its others are told no, and for everybody else there is nothing."""
    return everybody(NOTHING, **{role: IN if role in allowed else NO for role in ORGANISATION})


def serving(*allowed: str) -> tuple[Verdict, ...]:
    """Roles in the service that are let in; for everybody else there is nothing."""
    return everybody(NOTHING, **{role.replace(" ", "_"): IN for role in allowed})


LOOKING = tuple(role for role in SERVICE if role != "standards")
EXPECTED: dict[str, tuple[Verdict, ...]] = {
    "public": (IN,) * len(ROLES),
    "signed": (NOTHING,) * len(ROLES),
    "signed_in": everybody(IN),
    "signed_in:lately": everybody(IN),
    "signed_in:setting_up": everybody(IN),
    "signed_in:entering": everybody(IN),
    "service:activity": serving("national"),
    "service:hold": serving("national"),
    "service:feedback": serving("national", "standards"),
    "service:organisations": serving(*LOOKING),
    "service:recovery": serving("desk"),
    "service:roles": serving("national"),
    "service:table": serving(*SERVICE),
    "member:read": own(*ORGANISATION),
    "member:answer": own("member", "administrator"),
    "member:confirm": own("member", "administrator"),
    "member:profile": own("administrator"),
    "member:publish": own("administrator"),
    "member:sign": own("signatory"),
    "member:people": own("administrator"),
    "member:take_out": own("administrator"),
    "member:delete": own("administrator"),
}
"""By the policy of a route: what each of ``ROLES`` gets. A policy that is not here fails."""

BEHIND: dict[str, tuple[Verdict, ...]] = {
    "oversight_organisation": serving("national", "desk", "region", "board", "cqc", "dars", "cag", "contracts"),
}
"""Routes whose page itself asks which organisation it is: what each role gets of the care home Willow Court."""

REPORT = Path(__file__).resolve().parents[2] / "build" / "permission-matrix.txt"

UNGUARDED = ("public", "signed")
"""``signed``: whoever holds the signed address of a file gets it; without its signature nobody finds anything."""

SAMPLES = {
    "int": 1,
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
        kind = {"UUIDConverter": "uuid", "IntConverter": "int"}.get(type(converter).__name__, name)
        assert kind in SAMPLES, f"no sample for <{name}> of {route.name}"
        arguments[name] = SAMPLES[kind]
    return reverse(str(route.name), kwargs=arguments)


@pytest.fixture
def people(db: None) -> dict[str, Person]:
    at = now()
    home = an_accepted_profile("home", edition("2024-25"), at)
    for key, role in (("priya", "auditor"), ("simon", "signatory")):
        someone = a_person(key, at).id
        assert someone is not None
        add_membership(by=MAKER, organisation=home, person=someone, role=role, at=at)
    an_organisation("practice", at)
    a_person("sam", at)
    the_directory(at)
    the_national_team(at)
    the_service_desk(at)
    the_viewers(at)
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


def asked(policy: str, method: str) -> str:
    """Name the row of a policy; ``member:read+publish`` is read by the first and sent by the second."""
    to_read, _, to_send = policy.partition("+")
    return f"member:{to_send}" if to_send and method == "POST" else to_read


def test_every_route_has_a_policy_that_is_in_the_table() -> None:
    policies = {name: getattr(route.callback, "policy", "none") for name, route in ROUTES.items()}
    rows = {name: {asked(policy, "GET"), asked(policy, "POST")} for name, policy in policies.items()}
    assert {name: needed for name, needed in rows.items() if not needed <= set(EXPECTED)} == {}


def test_every_role_gets_its_verdict_on_every_guarded_route(clients: dict[str, Client]) -> None:
    wrong, lines = [], []
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
                lines.append((method, str(route.name), policy, found))
                for role, got, expected in zip(ROLES, found, EXPECTED[asked(policy, method)], strict=True):
                    if got is not expected:
                        wrong.append(f"{method} {path}: {role} is {got and got.value}, expected {expected.value}")
        if policy.startswith("member:") and set(seen) != {CODE}:
            wrong.append(f"{path}: the scope is not of the organisation in the address: {seen}")
    for name, expectation in BEHIND.items():
        found = [verdict(clients[role], address(ROUTES[name]), "GET") for role in ROLES]
        lines.append(("GET", f"{name}, the page itself", "by organisation", found))
        for role, got, expected in zip(ROLES, found, expectation, strict=True):
            if got is not expected:
                wrong.append(f"{name}: {role} is {got and got.value}, expected {expected.value}")
    write_report(lines)
    assert wrong == []


def write_report(lines: Sequence[tuple[str, str, str, Sequence[Verdict | None]]]) -> None:
    """Write what every role got on every guarded route, for whoever reviews access."""
    signs = {IN: "in", SIGN_IN: "sign in", NO: "no", NOTHING: "-", None: "gap"}
    wide = max(len(name) for _, name, _, _ in lines)
    gaps = sum(1 for line in lines for got in line[3] if got is None)
    public = sorted(name for name, route in ROUTES.items() if route.callback.policy == "public")  # type: ignore[attr-defined]
    head = f"{'':4}  {'route':{wide}}  {'policy':21}  " + "  ".join(f"{role[:13]:13}" for role in ROLES)
    rows = [
        f"{method:4}  {name:{wide}}  {policy:21}  " + "  ".join(f"{signs[got]:13}" for got in found)
        for method, name, policy, found in lines
    ]
    said = [
        "Who gets in where. in: let in; no: told who can; sign in: signs in first; -: page not found.",
        f"{len(lines)} guarded routes and methods, {len(ROLES)} roles, {len(lines) * len(ROLES)} verdicts, {gaps} gaps",
        "",
        head,
        *rows,
        "",
        f"Open to everybody: {', '.join(public)}.",
        "",
    ]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join(said), encoding="utf-8")


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
