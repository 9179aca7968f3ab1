"""The outside of documents: the store of their files."""

from .inspection import inspected as inspected
from .store import Kept as Kept
from .store import discard as discard
from .store import fetch as fetch
from .store import keep as keep
