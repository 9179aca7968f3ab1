"""What doors read of the register."""

from .sectors import sectors_of_types
from .verification import NumberRefused, Verified, published_keys, signed_record, verified_number, verified_paper

__all__ = [
    "NumberRefused",
    "Verified",
    "published_keys",
    "sectors_of_types",
    "signed_record",
    "verified_number",
    "verified_paper",
]
