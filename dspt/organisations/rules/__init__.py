"""The decisions of this room, pure: what a profile makes of a body, the words of letters.

Who may do what stands in ``accounts.rules``, in one table, and is handed on from here.
"""

from dspt.accounts.rules import ALLOWED as ALLOWED
from dspt.accounts.rules import Permission as Permission
from dspt.accounts.rules import Role as Role
from dspt.accounts.rules import may as may

from .profile import Currency as Currency
from .profile import NhsMail as NhsMail
from .profile import certificate_kinds as certificate_kinds
from .profile import currency as currency
from .profile import likely_types as likely_types
from .profile import missing_parts as missing_parts
from .profile import suggested_type as suggested_type
from .recovery import CHECKS as CHECKS
from .recovery import DESK_VERBS as DESK_VERBS
from .recovery import FOR_THE_DESK as FOR_THE_DESK
from .recovery import LIVING as LIVING
from .recovery import NEXT as NEXT
from .recovery import Check as Check
from .recovery import RecoveryKind as RecoveryKind
from .recovery import RecoveryState as RecoveryState
from .recovery import RecoveryVerb as RecoveryVerb
from .search import search_key as search_key
