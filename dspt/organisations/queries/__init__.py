"""What doors and higher rooms read of organisations."""

from .organisations import CertificateRecord as CertificateRecord
from .organisations import Held as Held
from .organisations import KeyRole as KeyRole
from .organisations import MemberRecord as MemberRecord
from .organisations import OrganisationRecord as OrganisationRecord
from .organisations import ProfileRecord as ProfileRecord
from .organisations import Standing as Standing
from .organisations import administrators as administrators
from .organisations import certificates as certificates
from .organisations import facts_from as facts_from
from .organisations import facts_of as facts_of
from .organisations import organisation as organisation
from .organisations import organisation_by_code as organisation_by_code
from .organisations import organisations_of as organisations_of
from .organisations import people as people
from .organisations import profile as profile
from .organisations import profile_facts as profile_facts
from .organisations import standing as standing
