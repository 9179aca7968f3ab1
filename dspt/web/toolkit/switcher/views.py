"""The choice of an organisation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from dspt.accounts.queries import service_rights
from dspt.accounts.rules import ServicePermission
from dspt.foundation.clock import london_date, now
from dspt.organisations.queries import Held, organisations_of
from dspt.organisations.rules import Role
from dspt.standard.catalogue import latest
from dspt.standard.edition import Edition
from dspt.web.access import signed_in
from dspt.web.access.scopes import actor
from dspt.web.kit.pages import render

from .pages import Row, SwitcherPage


@signed_in
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations somebody has access to. With ``?only``, as after sign-in, a single one opens at once."""
    who = actor(request)
    assert who.id is not None
    held = organisations_of(who.id)
    if len(held) == 1 and "only" in request.GET:
        return redirect(_home(held[0]))
    edition = latest(london_date(now()))
    rights = service_rights(who.id)
    page = SwitcherPage(
        "Your organisations",
        who.name,
        tuple(_row(each, edition) for each in held),
        oversight=reverse("oversight_feedback") if ServicePermission.FEEDBACK in rights else "",
        helpdesk=reverse("helpdesk") if ServicePermission.RECOVERY in rights else "",
    )
    return render(request, "toolkit/switcher.html", page)


def _row(held: Held, edition: Edition) -> Row:
    kind = edition.types.get(held.type)
    about = f"{held.code}. {kind.label}, category {held.category}. " if kind else f"{held.code}. "
    return Row(held.name, _home(held), f"{about}You are {held.role}", not held.has_accepted_profile)


def _home(held: Held) -> str:
    must_fill_in = not held.has_accepted_profile and held.role == Role.ADMINISTRATOR
    return reverse("profile" if must_fill_in else "organisation_home", args=[held.code])
