"""Sectors as the register names them."""

from __future__ import annotations

from dspt.foundation.folding import folded
from dspt.standard import catalogue


def sectors_of_types() -> dict[str, str]:
    """Map the folded label of every type of organisation to the register's sector, for exports that say the type."""
    newest = catalogue.editions()[0]
    return {folded(kind.label): kind.public_sector for kind in newest.types.values()}
