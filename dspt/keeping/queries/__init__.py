"""What this room reads: everything an organisation has, bit by bit."""

from .contents import Contents as Contents
from .contents import contents as contents
from .retention import HoldRecord as HoldRecord
from .retention import RemovedDocument as RemovedDocument
from .retention import holds_of as holds_of
from .retention import is_held as is_held
from .retention import organisations_to_look_at as organisations_to_look_at
from .retention import removed_and_kept as removed_and_kept
