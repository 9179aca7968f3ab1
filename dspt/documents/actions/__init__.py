"""What is done with documents: adding, replacing, describing, removing, opening, and what publications keep."""

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
from .keeping import OwnerNotMember, describe_document, keep_frozen, put_back_document, remove_document
from .opening import FileAltered, FileLost, OpenedFile, open_file

__all__ = [
    "DocumentChanged",
    "DocumentGone",
    "DocumentRefused",
    "FileAltered",
    "FileLost",
    "FileRefused",
    "OpenedFile",
    "OwnerNotMember",
    "SpaceRefused",
    "add_file",
    "add_link",
    "add_place",
    "describe_document",
    "keep_frozen",
    "open_file",
    "put_back_document",
    "remove_document",
    "replace_with_file",
    "replace_with_link",
    "replace_with_place",
]
