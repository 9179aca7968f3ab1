"""What is decided here without a database: what an archive looks like, and what its letter says."""

from .archive import Entry as Entry
from .archive import json_list as json_list
from .archive import json_one as json_one
from .archive import packed as packed
from .names import Names as Names
