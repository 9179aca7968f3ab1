"""The decisions of this room, pure: addresses and mailed links, and the one table of who may do what."""

from .links import KEPT_FOR as KEPT_FOR
from .links import LARGEST_KEPT as LARGEST_KEPT
from .links import LINKS_AN_HOUR as LINKS_AN_HOUR
from .links import VALID_FOR as VALID_FOR
from .links import Letter as Letter
from .links import Purpose as Purpose
from .links import digest as digest
from .links import is_email as is_email
from .links import masked as masked
from .links import password_changed_letter as password_changed_letter
from .links import password_letter as password_letter
from .links import tidy_email as tidy_email
from .permissions import ALLOWED as ALLOWED
from .permissions import FRESH as FRESH
from .permissions import SERVICE_ALLOWED as SERVICE_ALLOWED
from .permissions import Permission as Permission
from .permissions import Role as Role
from .permissions import ServicePermission as ServicePermission
from .permissions import ServiceRole as ServiceRole
from .permissions import may as may
from .permissions import service_permissions as service_permissions
