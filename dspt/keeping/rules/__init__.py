"""What is decided here without a database: what an archive looks like, what is due when."""

from .archive import Entry as Entry
from .archive import Weight as Weight
from .archive import json_list as json_list
from .archive import json_one as json_one
from .archive import packed as packed
from .archive import weighed as weighed
from .dates import ANNOUNCED_BEFORE as ANNOUNCED_BEFORE
from .dates import first_day_to_delete as first_day_to_delete
from .dates import first_day_to_delete_year as first_day_to_delete_year
from .dates import is_due as is_due
from .dates import is_to_announce as is_to_announce
from .dates import years_after as years_after
from .names import Names as Names
