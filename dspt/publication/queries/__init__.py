"""What doors read of enrolment and publications."""

from .enrolment import Candidate as Candidate
from .enrolment import candidate as candidate
from .ready import Gathered as Gathered
from .ready import Last as Last
from .ready import NotStarted as NotStarted
from .ready import Readiness as Readiness
from .ready import readiness as readiness
