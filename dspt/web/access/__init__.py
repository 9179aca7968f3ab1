"""From a request to a scope: this person, in this organisation, allowed this verb, or page not found.

Policies: ``member(Permission)``, ``signed_in``, ``service(ServicePermission)``; ``public`` lives in the kit, because
the register knows nothing of people. ``kept_post`` gives back a form that was sent after the session had ended.
"""

from .kept import kept_post as kept_post
from .scopes import Scope as Scope
from .scopes import actor as actor
from .scopes import member as member
from .scopes import service as service
from .scopes import signed_in as signed_in
from .scopes import visitor as visitor
