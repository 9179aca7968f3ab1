"""Complete the year of bodies of the cast in a service's database: ``python -m tests.world.finish practice trust``."""

from __future__ import annotations

import os
import sys
from datetime import timedelta


def finish(keys: list[str]) -> None:
    """Complete each body's year as of an hour ago."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")
    import django

    django.setup()
    from django.db import transaction

    from dspt.foundation.clock import now
    from tests.world.published import a_finished_year

    with transaction.atomic():
        for key in keys:
            a_finished_year(key, now() - timedelta(hours=1))


if __name__ == "__main__":
    finish(sys.argv[1:])
