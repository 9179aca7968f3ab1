"""A request for recovery, brought through the real actions to where a test begins."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from dspt.foundation.actors import Actor
from dspt.notices.models import Notice
from dspt.organisations import actions
from dspt.organisations.models import Organisation, Recovery
from dspt.organisations.rules import CHECKS, RecoveryKind

from .cast import PEOPLE, a_person, a_phone, an_organisation, the_service_desk

WAIT = timedelta(days=7)
FACTOR_WAIT = timedelta(days=2)
ROUND = Actor.machine("recovery")
JO = "jo@willow-court.example"
ANYBODY = Actor("person", None, "Somebody not signed in")
PAGES = actions.RecoveryPages(
    request=lambda token: f"<request {token}>",
    lost=lambda token: f"<lost {token}>",
    answer=lambda token: f"<answer {token}>",
    stop=lambda token: f"<stop {token}>",
    join=lambda token: f"<join {token}>",
    desk=lambda id: f"<desk {id}>",
    home=lambda code: f"<home {code}>",
    start="<start>",
    forgotten="<forgotten>",
    ask_lost="<ask lost>",
    sign_in="<sign in>",
)
SAID = actions.Asked("Deputy manager", "Our manager left in May.", "Ann Lee, owner", "01632 960 001")


def secret(kind: str, to: str) -> str:
    """Take the secret of a kind (request, answer, stop, join) from the newest letter to somebody that has one."""
    letters = Notice.objects.filter(to=to, body__contains=f"<{kind} ").order_by("-created_at", "-id")
    body: str = letters[0].body
    return body.split(f"<{kind} ")[1].split(">")[0]


def state(request: UUID) -> str:
    """Say where a request stands."""
    return Recovery.objects.get(id=request).state


def newest(to: str) -> str:
    """Read the newest letter to somebody."""
    found: Notice = Notice.objects.filter(to=to).order_by("-created_at", "-id")[0]
    return found.body


def home() -> UUID:
    """Name Willow Court."""
    return Organisation.objects.get(code="VZZ02").id


def granted(request: UUID, at: datetime) -> None:
    """Let the worker grant a request."""
    actions.grant_recovery(by=ROUND, recovery=request, pages=PAGES, at=at)


def a_link(at: datetime, email: str = JO, code: str = "VZZ02") -> str:
    """Let somebody ask, and give the secret that was mailed to them."""
    actions.ask_to_recover(by=ANYBODY, code=code, name="Jo Bell", email=email, pages=PAGES, at=at)
    return secret("request", email)


def requested(token: str, at: datetime) -> UUID:
    """Make a request by its mailed link."""
    return actions.request_recovery(by=ANYBODY, token=token, asked=SAID, pages=PAGES, at=at)


def a_request(at: datetime, email: str = JO) -> UUID:
    """Put a request for Willow Court before the service desk."""
    an_organisation("home", at)
    the_service_desk(at)
    return requested(a_link(at, email), at)


def a_lost_link(at: datetime, key: str = "tom") -> str:
    """Let somebody of the cast tell of a lost factor, and give the secret that was mailed to them."""
    actions.ask_to_recover_factor(by=ANYBODY, email=PEOPLE[key].email, pages=PAGES, at=at)
    return secret("lost", PEOPLE[key].email)


def lost(token: str, at: datetime) -> UUID:
    """Make a request about a lost factor by its mailed link."""
    return actions.request_factor_recovery(by=ANYBODY, token=token, asked=SAID, pages=PAGES, at=at)


def a_lost_factor(at: datetime, key: str = "tom") -> UUID:
    """Put the request of somebody with an app with codes, of Willow Court or the desk, before the service desk."""
    an_organisation("home", at)
    the_service_desk(at)
    a_person(key, at)
    a_phone(key, at)
    return lost(a_lost_link(at, key), at)


def approved(request: UUID, who: str, at: datetime) -> None:
    """Let somebody of the service desk approve what stands."""
    row = Recovery.objects.get(id=request)
    kind = RecoveryKind(row.kind)
    actions.approve_recovery(
        by=a_person(who, at),
        recovery=request,
        seen_version=row.version,
        checked=CHECKS[kind],
        text="Rang back on the number of the CQC’s page; Ann Lee confirmed.",
        wait=WAIT if kind is RecoveryKind.ADMINISTRATOR else FACTOR_WAIT,
        pages=PAGES,
        at=at,
    )


def a_counting_request(at: datetime, email: str = JO) -> UUID:
    """Bring a request into its waiting time."""
    made = a_request(at, email)
    approved(made, "dev", at)
    approved(made, "dora", at)
    return made
