"""A form sent after the session's end is not lost: it is kept, the person signs in, and sends it on.

How: a view behind ``member``, ``signed_in`` or ``service`` that gets a POST from nobody puts the posted fields aside
(``accounts.actions.keep_post``: 200 kB at most, no files, no passwords, two hours) and gives the browser a random
secret in a cookie that scripts cannot read; the database holds its digest alone. After sign-in the person is shown
``/sign-in/kept``: what they wrote, a button that sends it to where it was going, and a link back to the form, whose
view may fill it in by ``kept_post(request)``. It is bound to the browser, not to a person, because the session that
would have told who it was has ended; whoever signs in next in this browser still needs access to the page that it
goes to, because that page's own policy is asked again. The first POST to that page lets it go.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from dspt.accounts.actions import drop_kept_post, keep_post
from dspt.accounts.queries import KeptForm, kept_form
from dspt.accounts.rules import KEPT_FOR
from dspt.foundation.clock import now

COOKIE = f"{settings.DSPT_COOKIE_PREFIX}dspt-kept"


def keep(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Put a POST that came without a living session aside, and tell the browser its secret; False: it is too long."""
    token = keep_post(
        path=request.path,
        back=came_from(request),
        fields={name: request.POST.getlist(name) for name in request.POST},
        at=now(),
    )
    if token is None:
        return False
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(KEPT_FOR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return True


def came_from(request: HttpRequest) -> str:
    """Name the page a form stood on, from the browser's own word where it is one of ours, else the form's target."""
    referrer = request.headers.get("Referer", "")
    host = request.get_host()
    if referrer and url_has_allowed_host_and_scheme(referrer, {host}):
        _, _, rest = referrer.partition(f"//{host}")
        if rest.startswith("/"):
            return rest
    return request.get_full_path()


def kept(request: HttpRequest) -> KeptForm | None:
    """Find what this browser sent without a session; None where there is nothing. No statement without the cookie."""
    token = request.COOKIES.get(COOKIE, "")
    return kept_form(token, now()) if token else None


def kept_post(request: HttpRequest, path: str = "") -> QueryDict | None:
    """Give the fields that were meant for this page (or for ``path``), to fill its form with; None: nothing kept."""
    found = kept(request)
    if found is None or found.path != (path or request.path):
        return None
    fields = QueryDict(mutable=True)
    for name, values in found.fields.items():
        fields.setlist(name, list(values))
    return fields


def forget(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forget what was kept, because the person does not want it."""
    drop_kept_post(token=request.COOKIES.get(COOKIE, ""))
    response.delete_cookie(COOKIE, samesite="Lax")


def let_go(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forget what was kept once the person sends to the page it was meant for."""
    token = request.COOKIES.get(COOKIE, "")
    if not token or request.method != "POST":
        return
    found = kept_form(token, now())
    if found is None or found.path == request.path:
        drop_kept_post(token=token)
        response.delete_cookie(COOKIE, samesite="Lax")
