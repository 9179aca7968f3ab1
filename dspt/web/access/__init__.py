"""From a request to a scope: this person, in this organisation, allowed this verb, or page not found.

Policies: ``member(Permission)``, ``signed_in``, ``service(ServicePermission)``; for pages about the sign-in itself
``signed_in_lately``, ``setting_up`` and ``entering``. ``public`` lives in the kit, because the register knows nothing
of people. All of them ask for the second factor where it is owed or was shown too long ago (``stays``). ``kept_post``
gives back a form that was sent after the session had ended, or before the factor was shown again.
"""

from .kept import kept_post as kept_post
from .scopes import Scope as Scope
from .scopes import actor as actor
from .scopes import entering as entering
from .scopes import member as member
from .scopes import service as service
from .scopes import setting_up as setting_up
from .scopes import signed_in as signed_in
from .scopes import signed_in_lately as signed_in_lately
from .scopes import visitor as visitor
