"""Where sign-in meets its library: nothing else of ours speaks to it."""

from .sign_in import Argon2 as Argon2
from .sign_in import SignInAdapter as SignInAdapter
from .sign_in import TooManyTries as TooManyTries
from .sign_in import enter_by_mail as enter_by_mail
from .sign_in import enter_with_password as enter_with_password
from .sign_in import is_within_rate as is_within_rate
from .sign_in import leave as leave
