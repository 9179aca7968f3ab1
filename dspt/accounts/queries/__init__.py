"""What doors and higher rooms read of people, links and roles in the service."""

from .people import HeldServiceRole as HeldServiceRole
from .people import KeptForm as KeptForm
from .people import LinkRecord as LinkRecord
from .people import PersonRecord as PersonRecord
from .people import WaitingLink as WaitingLink
from .people import addresses_of_service_role as addresses_of_service_role
from .people import demo_people as demo_people
from .people import kept_form as kept_form
from .people import link as link
from .people import person_by_email as person_by_email
from .people import service_people as service_people
from .people import service_rights as service_rights
from .people import service_roles as service_roles
from .people import waiting_links as waiting_links
from .people import weaknesses as weaknesses
