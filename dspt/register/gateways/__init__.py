"""Where the register meets the outside: signed records as people hand them in."""

from .signatures import (
    ALGORITHM,
    LONGEST,
    Checked,
    NotARecord,
    Record,
    RecordRefused,
    SignatureDoesNotMatch,
    UnknownKey,
    check_paper,
    read_keys,
    read_record,
)

__all__ = [
    "ALGORITHM",
    "LONGEST",
    "Checked",
    "NotARecord",
    "Record",
    "RecordRefused",
    "SignatureDoesNotMatch",
    "UnknownKey",
    "check_paper",
    "read_keys",
    "read_record",
]
