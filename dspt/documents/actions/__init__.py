"""What is done with documents: adding, replacing, describing, removing, opening, and what publications keep."""

from ..gateways import StoreAway
from ..rules import DocumentRefused, FileRefused
from .adding import (
    DocumentChanged,
    DocumentGone,
    SpaceRefused,
    add_file,
    add_link,
    add_place,
    replace_with_file,
    replace_with_link,
    replace_with_place,
)
from .erasing import erase_document, erase_files
from .keeping import OwnerNotMember, describe_document, keep_frozen, put_back_document, remove_document
from .opening import FileAltered, FileLost, FileNotServed, OpenedFile, check_file, open_file
from .reviewing import remind_of_reviews
from .scanning import ClaimedScan, claim_rescan, claim_scan, give_scan_back, lock_away, note_verdict
from .sweeping import sweep_store

__all__ = [
    "ClaimedScan",
    "DocumentChanged",
    "DocumentGone",
    "DocumentRefused",
    "FileAltered",
    "FileLost",
    "FileNotServed",
    "FileRefused",
    "OpenedFile",
    "OwnerNotMember",
    "SpaceRefused",
    "StoreAway",
    "add_file",
    "add_link",
    "add_place",
    "check_file",
    "claim_rescan",
    "claim_scan",
    "describe_document",
    "erase_document",
    "erase_files",
    "give_scan_back",
    "keep_frozen",
    "lock_away",
    "note_verdict",
    "open_file",
    "put_back_document",
    "remind_of_reviews",
    "remove_document",
    "replace_with_file",
    "replace_with_link",
    "replace_with_place",
    "sweep_store",
]
