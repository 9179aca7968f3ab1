"""schemathesis asks every declared address for what the description allows, and for what it does not.

It looks for answers of 500 and above, for statuses, types and bodies that are not declared, and for methods that must
be refused and are not. Bounded in examples, and the same on every run.
"""

from __future__ import annotations

import os

import django
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")
django.setup()

import schemathesis  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from dspt.publication.models import Publication  # noqa: E402
from tests.world.published import AT, a_finished_year, published, the_year_runs  # noqa: E402

pytestmark = pytest.mark.django_db
declared = schemathesis.openapi.from_wsgi("/openapi.json", WSGIHandler())


@pytest.fixture
def a_published_care_home(db: None) -> Publication:
    the_year_runs()
    made = a_finished_year("home", AT)
    published("home", made)
    return Publication.objects.get()


@declared.parametrize()
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_a_declared_address_keeps_its_word(case: schemathesis.Case, a_published_care_home: Publication) -> None:
    case.call_and_validate()
