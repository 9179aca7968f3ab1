"""The decisions of this room, pure: who may do what, what a profile makes of a body, the words of letters."""

from .access import ALLOWED as ALLOWED
from .access import Permission as Permission
from .access import Role as Role
from .access import may as may
from .profile import Currency as Currency
from .profile import NhsMail as NhsMail
from .profile import certificate_kinds as certificate_kinds
from .profile import currency as currency
from .profile import missing_parts as missing_parts
from .profile import suggested_type as suggested_type
