"""The cast of the tests is the cast of the demo."""

from dspt.jobs.cast import BODIES as BODIES
from dspt.jobs.cast import DOMAIN as DOMAIN
from dspt.jobs.cast import EASTHAVEN as EASTHAVEN
from dspt.jobs.cast import MAKER as MAKER
from dspt.jobs.cast import NORTH_WEST as NORTH_WEST
from dspt.jobs.cast import PASSWORD as PASSWORD
from dspt.jobs.cast import PEOPLE as PEOPLE
from dspt.jobs.cast import a_certificate as a_certificate
from dspt.jobs.cast import a_person as a_person
from dspt.jobs.cast import a_phone as a_phone
from dspt.jobs.cast import accept_again as accept_again
from dspt.jobs.cast import an_accepted_profile as an_accepted_profile
from dspt.jobs.cast import an_organisation as an_organisation
from dspt.jobs.cast import in_the_service as in_the_service
from dspt.jobs.cast import the_national_team as the_national_team
from dspt.jobs.cast import the_service_desk as the_service_desk
from dspt.jobs.cast import the_viewers as the_viewers
