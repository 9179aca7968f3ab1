"""Ending sessions elsewhere, and staying in this one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dspt.accounts.actions import SessionRefused, end_other_sessions, end_session
from dspt.foundation.clock import now
from dspt.web.access import actor, entering, signed_in
from dspt.web.access.stays import stay_on
from dspt.web.kit.stays import seconds_left


@signed_in
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Sign one other browser out."""
    try:
        end_session(by=actor(request), number=number, at=now())
    except SessionRefused:
        messages.info(request, "That one was signed out already.")
    else:
        messages.success(request, "It is signed out. Its next click leads to the sign-in page.")
    return redirect("account")


@signed_in
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign every other browser out."""
    end_other_sessions(by=actor(request), keep_session=request.session.session_key or "", at=now())
    messages.success(request, "You are signed out everywhere else.")
    return redirect("account")


@entering
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Stay signed in, asked for by the warning; answers with the seconds that are left from now on."""
    stay_on(request, at_once=True)
    return JsonResponse({"seconds": seconds_left(request)})
