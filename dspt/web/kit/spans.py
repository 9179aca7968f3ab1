"""Lengths of time as all pages say them: the same work takes as long on each."""

from __future__ import annotations


def lasting(minutes: int) -> str:
    """Say a length of time roughly: minutes below one hour, then hours to the half."""
    if minutes < 60:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours, half = divmod(round(minutes / 30), 2)
    if hours == 1 and not half:
        return "1 hour"
    return f"{hours}{'½' if half else ''} hours"
