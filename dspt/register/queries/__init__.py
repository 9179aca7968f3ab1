"""What doors read of the register."""

from .sectors import sectors_of_types

__all__ = ["sectors_of_types"]
