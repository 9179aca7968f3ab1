"""Where the directory and the register meet the outside: tables that others made, and many rows written at once."""

from .bulk import insert_rows
from .tables import Cell, Table, UnreadableFile, read_table

__all__ = ["Cell", "Table", "UnreadableFile", "insert_rows", "read_table"]
