"""Days as pages say them."""

from __future__ import annotations

from datetime import date, datetime

from dspt.foundation.clock import london_date


def day(on: date | datetime) -> str:
    """Say a day, of an instant the United Kingdom's: 30 June 2025."""
    local = london_date(on) if isinstance(on, datetime) else on
    return f"{local.day} {local:%B %Y}"
