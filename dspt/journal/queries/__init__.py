"""What doors and higher rooms read of the journal."""

from .chains import CheckRecord as CheckRecord
from .chains import Stretch as Stretch
from .chains import broken_anchors as broken_anchors
from .chains import head_of as head_of
from .chains import last_check as last_check
from .chains import walk_chains as walk_chains
from .entries import SERVICE as SERVICE
from .entries import EntryRecord as EntryRecord
from .entries import Wanted as Wanted
from .entries import entries_of as entries_of
from .entries import entries_of_service as entries_of_service
from .entries import stream_of as stream_of
from .entries import was_told as was_told
