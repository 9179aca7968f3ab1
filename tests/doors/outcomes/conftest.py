"""A day, a trust whose year has begun, and Tom at its door."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from dspt.assessments.actions import AssessmentKey, start_assessment
from tests.doors.outcomes.doorway import AT, CODE, EDITION, signed_in
from tests.world.cast import a_person, an_accepted_profile


@pytest.fixture(autouse=True)
def the_day(db: None) -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def trust(the_day: None) -> UUID:
    made = an_accepted_profile("trust", EDITION, AT)
    start_assessment(by=a_person("ruth", AT), assessment=AssessmentKey(made, CODE, EDITION.key), at=AT)
    return made


@pytest.fixture
def tom(trust: UUID) -> Client:
    return signed_in("tom")
