"""Let every session of a service's database have shown its factor long ago: ``python -m tests.world.later``."""

from __future__ import annotations

import os


def grow_old() -> int:
    """Age the showing of a factor in every session; gives how many there are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")
    import django

    django.setup()
    from django.contrib.sessions.models import Session

    from dspt.accounts.gateways.staying import SessionStore

    keys = list(Session.objects.values_list("session_key", flat=True))
    for key in keys:
        session = SessionStore(key)
        if "confirmed" in session:
            session["confirmed"] = 0
            session.save()
    return len(keys)


if __name__ == "__main__":
    grow_old()
