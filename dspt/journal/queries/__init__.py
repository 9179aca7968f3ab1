"""What doors and higher rooms read of the journal."""

from .chains import CheckRecord as CheckRecord
from .chains import Stretch as Stretch
from .chains import broken_anchors as broken_anchors
from .chains import head_of as head_of
from .chains import last_check as last_check
from .chains import walk_chains as walk_chains
from .entries import SERVICE as SERVICE
