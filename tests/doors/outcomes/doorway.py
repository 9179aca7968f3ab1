"""What the tests of the outcome view's pages share: a trust whose year has begun, and people at its door."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.actions import AssessmentKey, save_judgement
from dspt.assessments.queries import judgements_of
from dspt.organisations.models import Organisation
from dspt.standard import catalogue
from tests.world.cast import BODIES, PEOPLE, a_person

AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)
EDITION = catalogue.edition("2024-25")
CODE = BODIES["trust"].code
BASE = f"/organisations/{CODE}/assessment/2024-25"


def signed_in(key: str) -> Client:
    client = Client()
    a_person(key, AT)
    client.force_login(
        Person.objects.get(email=PEOPLE[key].email), backend="dspt.accounts.gateways.staying.SignInBackend"
    )
    client.get("/healthz")
    return client


def judge(trust: UUID, outcome: str, declared: str = "", *, by: str = "ruth", **said: Any) -> None:
    values: dict[str, Any] = {
        "ticks": (),
        "set_aside": {},
        "reason": "",
        "statement": "",
        "policy": {},
        "seen_version": 0,
    }
    save_judgement(
        by=a_person(by, AT),
        assessment=AssessmentKey(trust, CODE, EDITION.key),
        outcome=outcome,
        declared=declared,
        at=AT,
        **(values | said),
    )


def stands(trust: UUID, outcome: str) -> Any:
    year = Organisation.objects.get(pk=trust).assessments.get()
    return judgements_of(year.pk)[outcome]


def rows(text: str) -> list[str]:
    return re.findall(r'<tr role="row" id="([^"]+)">', text)
