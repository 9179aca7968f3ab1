"""What doors read of the register."""

from .currency import forget_currency
from .download import download_lines
from .index import forget_index, read_ahead
from .organisation import (
    FormerlyNamed,
    NewestStatus,
    Past,
    RegisterEntry,
    code_as_listed,
    register_badge,
    register_entry,
    statuses_of,
)
from .search import CURRENCIES, FILTERS, PAGE, Figures, Found, Hit, Search, figures, search, unknown_values
from .sectors import sectors_of_types
from .verification import NumberRefused, Verified, published_keys, signed_record, verified_number, verified_paper

__all__ = [
    "CURRENCIES",
    "FILTERS",
    "PAGE",
    "Figures",
    "FormerlyNamed",
    "Found",
    "Hit",
    "NewestStatus",
    "NumberRefused",
    "Past",
    "RegisterEntry",
    "Search",
    "Verified",
    "code_as_listed",
    "download_lines",
    "figures",
    "forget_currency",
    "forget_index",
    "published_keys",
    "read_ahead",
    "register_badge",
    "register_entry",
    "search",
    "sectors_of_types",
    "signed_record",
    "statuses_of",
    "unknown_values",
    "verified_number",
    "verified_paper",
]
