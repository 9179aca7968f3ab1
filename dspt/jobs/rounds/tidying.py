"""Rounds that keep the house tidy."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

from dspt.notices.actions import free_stuck_notices

from .turns import Turn


def free_notices(turn: Turn) -> str:
    """Put messages back that a dead worker held."""
    return f"{free_stuck_notices(at=turn.at)} messages of a dead worker put back"


def clear_sessions(turn: Turn) -> str:
    """Remove sessions that have ended by themselves."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return "ended sessions removed"
