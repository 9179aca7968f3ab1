"""One provider for all tests of single sign-on, trusted by the settings of each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from dspt.accounts.models import Person
from tests.world.provider import RunningProvider, a_provider

from .steps import somebody, trust


@pytest.fixture(scope="session")
def provider() -> Iterator[RunningProvider]:
    from django.conf import settings

    with a_provider(f"{settings.DSPT_BASE_URL}/sign-in/sso/callback") as running:
        yield running


@pytest.fixture(autouse=True)
def set_up(provider: RunningProvider, settings: object) -> None:
    cache.clear()
    provider.misbehaves()
    trust(settings, provider)


@pytest.fixture
def ama(db: None) -> Person:
    return somebody("ama")
