"""A request for recovery, brought through the real actions to where a test begins."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from dspt.foundation.actors import Actor
from dspt.notices.models import Notice
from dspt.organisations import actions
from dspt.organisations.models import Recovery
from dspt.organisations.rules import Check

from .cast import a_person, an_organisation, the_service_desk

WAIT = timedelta(days=7)
JO = "jo@willow-court.example"
ANYBODY = Actor("person", None, "Somebody not signed in")
PAGES = actions.RecoveryPages(
    request=lambda token: f"<request {token}>",
    answer=lambda token: f"<answer {token}>",
    stop=lambda token: f"<stop {token}>",
    join=lambda token: f"<join {token}>",
    desk=lambda id: f"<desk {id}>",
    home=lambda code: f"<home {code}>",
    start="<start>",
    forgotten="<forgotten>",
)
SAID = actions.Asked("Deputy manager", "Our manager left in May.", "Ann Lee, owner", "01632 960 001")


def secret(kind: str, to: str) -> str:
    """Take the secret of a kind (request, answer, stop, join) from the newest letter to somebody that has one."""
    letters = Notice.objects.filter(to=to, body__contains=f"<{kind} ").order_by("-created_at", "-id")
    body: str = letters[0].body
    return body.split(f"<{kind} ")[1].split(">")[0]


def a_link(at: datetime, email: str = JO, code: str = "VZZ02") -> str:
    """Let somebody ask, and give the secret that was mailed to them."""
    actions.ask_to_recover(by=ANYBODY, code=code, name="Jo Bell", email=email, pages=PAGES, at=at)
    return secret("request", email)


def a_request(at: datetime, email: str = JO) -> UUID:
    """Put a request for Willow Court before the service desk."""
    an_organisation("home", at)
    the_service_desk(at)
    return actions.request_recovery(by=ANYBODY, token=a_link(at, email), asked=SAID, pages=PAGES, at=at)


def approved(request: UUID, who: str, at: datetime) -> None:
    """Let somebody of the service desk approve what stands."""
    actions.approve_recovery(
        by=a_person(who, at),
        recovery=request,
        seen_version=Recovery.objects.get(id=request).version,
        checked=tuple(Check),
        text="Rang back on the number of the CQC’s page; Ann Lee confirmed.",
        wait=WAIT,
        pages=PAGES,
        at=at,
    )


def a_counting_request(at: datetime, email: str = JO) -> UUID:
    """Bring a request into its waiting time."""
    made = a_request(at, email)
    approved(made, "dev", at)
    approved(made, "dora", at)
    return made
