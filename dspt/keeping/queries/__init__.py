"""What this room reads: everything an organisation has, bit by bit."""

from .contents import Contents as Contents
from .contents import contents as contents
