"""What a session knows of its stay: when it began, when it was last seen, when the person last showed a factor.

All of it stands in the session that is read anyway, so that no page pays a statement for it:

``seen``        when it was last written, at most five minutes behind
``until``       when it ends without a further click, for the warning before
``began``       when the person signed in; the stay ends so many hours later, whatever happens
``confirmed``   when the person last showed the second factor, or the password where there is none
``factor``      the person has shown a second factor in this session
``owes``        the person must have one and has none: only setting it up is open
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from dspt.accounts.gateways import renew_session_key, ways_in
from dspt.accounts.queries import service_roles
from dspt.accounts.rules import FactorKind, must_have_factor
from dspt.foundation.clock import now
from dspt.organisations.queries import strict_administrations

_FACTORS = {FactorKind.PHONE.value, FactorKind.PASSKEY.value, FactorKind.RECOVERY.value, "sso_factor"}


def begin_stay(sender: object, request: HttpRequest, user: Any, **about: object) -> None:
    """Note how and when a session began. Three statements where the person came without a second factor."""
    session, present = request.session, _present()
    has_factor = bool(_FACTORS & set(ways_in(request, user)))
    session["began"] = session["confirmed"] = present
    session["factor"] = has_factor
    session["owes"] = not has_factor and _owes(user.id)
    _write_seen(request, present)


def stay_on(request: HttpRequest, *, at_once: bool = False) -> None:
    """Note that somebody is still there, where the last note is old: writing it always would cost a statement."""
    present = _present()
    if at_once or present - request.session.get("seen", 0) > min(300, settings.SESSION_COOKIE_AGE // 10):
        _write_seen(request, present)


def has_shown_factor(request: HttpRequest) -> bool:
    """Tell whether a second factor was shown in this session."""
    return bool(request.session.get("factor"))


def owes_factor(request: HttpRequest, *, role: str = "", category: str = "", in_service: bool = False) -> bool:
    """Tell whether the person must set up a second factor before anything else; reads nothing."""
    if has_shown_factor(request):
        return False
    return bool(request.session.get("owes")) or must_have_factor(
        has_service_role=in_service, role=role, category=category, compulsory=settings.DSPT_FACTOR_FOR
    )


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether the person showed the factor lately enough for what asks again."""
    confirmed: int = request.session.get("confirmed", 0)
    return _present() - confirmed <= settings.DSPT_CONFIRM_MINUTES * 60


def confirm_stay(request: HttpRequest, *, by_factor: bool) -> None:
    """Note that the person has just shown a factor (or the password); the session gets another key."""
    request.session["confirmed"] = _present()
    if by_factor:
        request.session["factor"], request.session["owes"] = True, False
    renew_session_key(request)


def must_keep_factor(request: HttpRequest) -> bool:
    """Tell whether the signed-in person must have a second factor at all. Two statements."""
    person = request.user.id
    assert person is not None
    return _owes(person)


def _owes(person: UUID) -> bool:
    return must_have_factor(has_service_role=bool(service_roles(person)), compulsory=settings.DSPT_FACTOR_FOR) or bool(
        strict_administrations(person)
    )


def _write_seen(request: HttpRequest, present: int) -> None:
    session = request.session
    session["seen"] = present
    left = session.get("began", present) + settings.DSPT_SESSION_HOURS * 3600 - present
    lasts = max(1, min(settings.SESSION_COOKIE_AGE, left))
    session["until"] = present + lasts
    session.set_expiry(lasts)


def _present() -> int:
    return int(now().timestamp())
