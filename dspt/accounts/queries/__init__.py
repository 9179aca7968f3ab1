"""What doors and higher rooms read of people, links, second factors and roles in the service."""

from .factors import HeldFactor as HeldFactor
from .factors import SignInRecord as SignInRecord
from .factors import held_factors as held_factors
from .factors import sign_ins as sign_ins
from .people import KeptForm as KeptForm
from .people import LinkRecord as LinkRecord
from .people import PersonRecord as PersonRecord
from .people import UnusedLink as UnusedLink
from .people import WaitingLink as WaitingLink
from .people import addresses_of_service_role as addresses_of_service_role
from .people import demo_people as demo_people
from .people import kept_form as kept_form
from .people import link as link
from .people import names_of as names_of
from .people import person_by_email as person_by_email
from .people import person_record as person_record
from .people import staff_of_service as staff_of_service
from .people import unused_links as unused_links
from .people import waiting_links as waiting_links
from .people import weaknesses as weaknesses
from .service_roles import HeldServiceRole as HeldServiceRole
from .service_roles import ServicePerson as ServicePerson
from .service_roles import people_of_service as people_of_service
from .service_roles import service_people as service_people
from .service_roles import service_rights as service_rights
from .service_roles import service_roles as service_roles
