"""What changes the register: publications, registrations, exports of older registers, places from the directory."""

from .entries import note_registered, put_entry
from .imports import ImportReport, import_register
from .places import import_directory
from .records import keep_record

__all__ = ["ImportReport", "import_directory", "import_register", "keep_record", "note_registered", "put_entry"]
