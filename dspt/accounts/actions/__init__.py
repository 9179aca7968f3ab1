"""What is done with people and the links that are mailed to them."""

from .closing import AccountRefused as AccountRefused
from .closing import deactivate_person as deactivate_person
from .people import Entered as Entered
from .people import LinkRefused as LinkRefused
from .people import PasswordRefused as PasswordRefused
from .people import PersonRefused as PersonRefused
from .people import SpentLink as SpentLink
from .people import choose_password as choose_password
from .people import create_person as create_person
from .people import drop_kept_post as drop_kept_post
from .people import enter_by_link as enter_by_link
from .people import keep_post as keep_post
from .people import mail_link as mail_link
from .people import mail_password_link as mail_password_link
from .people import spend_link as spend_link
from .people import withdraw_link as withdraw_link
from .service_roles import ServiceRoleRefused as ServiceRoleRefused
from .service_roles import end_service_role as end_service_role
from .service_roles import give_role_by_address as give_role_by_address
from .service_roles import give_service_role as give_service_role
