"""What reaches the public: enrolling an organisation, publishing its assessment."""

from .enrolment import Enrolled as Enrolled
from .enrolment import EnrolmentRefused as EnrolmentRefused
from .enrolment import ask_to_enrol as ask_to_enrol
from .enrolment import enrol_organisation as enrol_organisation
