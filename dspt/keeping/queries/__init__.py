"""What this room reads: everything an organisation has, bit by bit."""

from .contents import Contents as Contents
from .contents import contents as contents
from .everything import year_entries as year_entries
from .everything import year_rows as year_rows
from .retention import HoldRecord as HoldRecord
from .retention import NationalHold as NationalHold
from .retention import RemovedDocument as RemovedDocument
from .retention import holds_of as holds_of
from .retention import is_held as is_held
from .retention import national_holds as national_holds
from .retention import organisations_to_look_at as organisations_to_look_at
from .retention import removed_and_kept as removed_and_kept
from .years import DeletedYear as DeletedYear
from .years import KeptYear as KeptYear
from .years import deleted_years as deleted_years
from .years import years_kept as years_kept
