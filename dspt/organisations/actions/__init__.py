"""What can be done with organisations: register, people, profile, certificates."""

from .certificates import CertificateRefused as CertificateRefused
from .certificates import NewCertificate as NewCertificate
from .certificates import add_certificate as add_certificate
from .certificates import remove_certificate as remove_certificate
from .people import InvitationRefused as InvitationRefused
from .people import Joined as Joined
from .people import LastAdministrator as LastAdministrator
from .people import MembershipRefused as MembershipRefused
from .people import accept_invitation as accept_invitation
from .people import add_membership as add_membership
from .people import change_role as change_role
from .people import end_membership as end_membership
from .people import invite_person as invite_person
from .people import withdraw_invitation as withdraw_invitation
from .profile import Holder as Holder
from .profile import ProfileIncomplete as ProfileIncomplete
from .profile import ProfileRefused as ProfileRefused
from .profile import StaleProfile as StaleProfile
from .profile import accept_profile as accept_profile
from .profile import save_key_roles as save_key_roles
from .profile import save_nhsmail as save_nhsmail
from .profile import save_profile_type as save_profile_type
from .registration import AlreadyRegistered as AlreadyRegistered
from .registration import CodeRefused as CodeRefused
from .registration import ask_for_access as ask_for_access
from .registration import register_organisation as register_organisation
