"""The pages of documents."""

from .document import about_one, describe, put_back, remove, replace
from .library import library
from .serving import one, trouble

__all__ = ["about_one", "describe", "library", "one", "put_back", "remove", "replace", "trouble"]
