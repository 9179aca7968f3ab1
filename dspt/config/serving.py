"""How gunicorn serves: what all its workers need alike is read once, before they are forked, and shared."""

from __future__ import annotations

import gc
from contextlib import suppress

preload_app = True
worker_class = "dspt.config.threads.Worker"


def when_ready(server: object) -> None:
    """Read the catalogue, the register's index and the pages' templates; then let go of the database.

    The sockets listen already: who comes within this second waits instead of being turned away. Every process goes on
    asking with each search what came in since. No connection may be shared across a fork, nor a pool's threads.
    """
    # Only now: gunicorn reads this file before the application is there.
    from django.db import DatabaseError, connection
    from django.template import engines

    from dspt.register.queries import read_ahead
    from dspt.standard import catalogue

    catalogue.editions()
    # A database that is away for a moment is for the readiness page to tell, not for the start.
    with suppress(DatabaseError):
        read_ahead()
    pages = engines["jinja2"].env  # type: ignore[attr-defined]
    for name in pages.list_templates(extensions=["html"]):
        pages.get_template(name)
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
    gc.collect()
    gc.freeze()  # so that a collection in a worker does not touch, and thereby copy, what all of them share
