"""Recovering access: to an organisation whose administrators are gone, or of a person who lost every factor."""

from ...gateways import RecoveryPages as RecoveryPages
from ...rules.recovery import RecoveryRefused as RecoveryRefused
from .asking import Asked as Asked
from .asking import answer_recovery as answer_recovery
from .asking import ask_to_recover as ask_to_recover
from .asking import request_recovery as request_recovery
from .asking_for_a_person import ask_to_recover_factor as ask_to_recover_factor
from .asking_for_a_person import request_factor_recovery as request_factor_recovery
from .deciding import approve_recovery as approve_recovery
from .deciding import question_recovery as question_recovery
from .deciding import refuse_recovery as refuse_recovery
from .ending import grant_recovery as grant_recovery
from .ending import remind_the_desk as remind_the_desk
from .ending import stop_recovery as stop_recovery
from .ending import stop_recovery_by_link as stop_recovery_by_link
