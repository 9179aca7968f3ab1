"""What doors read of enrolment and publications."""

from .enrolment import Candidate as Candidate
from .enrolment import candidate as candidate
