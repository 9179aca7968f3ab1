"""Let every waiting time of a recovery be over, in a service's database: ``python -m tests.world.waited``."""

from __future__ import annotations

import os


def let_it_be_over() -> None:
    """Move the ends of waiting times into the past and make the worker's round at once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")
    import django

    django.setup()
    from dspt.foundation.clock import now
    from dspt.jobs.rounds import Turn
    from dspt.jobs.rounds.recovering import grant
    from dspt.organisations.models import Recovery

    Recovery.objects.filter(state="counting").update(ends_at=now())
    grant(Turn(now()))


if __name__ == "__main__":
    let_it_be_over()
