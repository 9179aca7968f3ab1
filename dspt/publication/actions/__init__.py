"""What reaches the public: enrolling an organisation, publishing its assessment."""

from .enrolment import Enrolled as Enrolled
from .enrolment import EnrolmentRefused as EnrolmentRefused
from .enrolment import ask_to_enrol as ask_to_enrol
from .enrolment import enrol_organisation as enrol_organisation
from .interim import submit_interim as submit_interim
from .ledger import ChangedSinceCheck as ChangedSinceCheck
from .ledger import DeclarationMissing as DeclarationMissing
from .ledger import NothingChanged as NothingChanged
from .ledger import Published as Published
from .ledger import Seen as Seen
from .publish import publish_assessment as publish_assessment
from .sign_off import SignOffRefused as SignOffRefused
from .sign_off import sign_off_assessment as sign_off_assessment
from .sign_off import take_sign_off_back as take_sign_off_back
