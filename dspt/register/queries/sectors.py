"""What doors read of the register."""

from __future__ import annotations


def sectors_of_types() -> dict[str, str]:
    """Map the folded label of every type of organisation to the register's sector, for exports that say the type."""
    return {}
