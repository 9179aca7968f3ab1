"""Properties are tried without a clock: on a busy machine a slow example is no fault."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=60)
settings.load_profile("house")
