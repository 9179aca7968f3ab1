"""The choice of an organisation, and the end of one's account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dspt.accounts.actions import AccountRefused
from dspt.accounts.queries import invitations_to, service_roles
from dspt.accounts.rules import service_permissions
from dspt.foundation.clock import london_date, now
from dspt.organisations.actions import StillAdministrator, close_account
from dspt.organisations.queries import Held, last_administrator_of, organisations_of
from dspt.organisations.rules import Role
from dspt.standard.catalogue import latest
from dspt.standard.edition import Edition
from dspt.web.access import signed_in
from dspt.web.access.scopes import actor, signed_in_lately
from dspt.web.access.service import named, sections
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.kit.pages import render
from dspt.web.toolkit.words import day, instant

from .here import Here, here
from .pages import CloseMyAccountPage, NoneYet, Row, SwitcherPage

_LAST_NATIONAL = "You are the last of the national team. Give the role to somebody else first"
_ALONE = "You are the only administrator of the organisations below. Make somebody else one first"


@signed_in
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations somebody has access to, and their roles in the service.

    With ``?only``, as after sign-in, a single one opens at once. With ``?here``, the page that one comes from, choosing
    opens the same page of the other organisation where it has it.
    """
    who = actor(request)
    assert who.id is not None
    assert request.user.is_authenticated
    held = organisations_of(who.id)
    roles = service_roles(who.id)
    pages = sections(service_permissions(each.role for each in roles))
    if "only" in request.GET and len(held) + len(roles) == 1:
        return redirect(_home(held[0]) if held else pages[0].url)
    edition, came = latest(london_date(now())), here(request.GET.get("here", "")[:500])
    page = SwitcherPage(
        title="Your organisations" if held or roles else "You have no organisation yet",
        person=who.name,
        none_yet=None if held or roles else _none_yet(request.user.email),
        rows=tuple(_row(each, edition, came) for each in held),
        keeps="Choosing one opens the page that you come from, where it exists there." if came else "",
        roles=named(roles),
        sections=pages,
        close=reverse("close_account"),
    )
    return render(request, "toolkit/switcher.html", page)


@signed_in_lately
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Close one's own account, after asking; not while an organisation would be left without an administrator."""
    who = actor(request)
    assert who.id is not None
    errors = ErrorSummary()
    if request.method == "POST":
        try:
            close_account(by=who, person=who.id, reason="Closed by its owner", at=now())
        except StillAdministrator:
            errors = ErrorSummary((ErrorLine(_ALONE),))
        except AccountRefused:
            errors = ErrorSummary((ErrorLine(_LAST_NATIONAL),))
        else:
            logout(request)
            messages.success(request, "Your account is closed.")
            return redirect("sign_in")
    page = CloseMyAccountPage(
        title="Close your account?",
        person=who.name,
        paragraphs=(
            "You are signed out everywhere and lose access to every organisation at once.",
            "What you wrote stays, with your name. With the same address you can open a new account later; "
            "it starts without access to anything.",
        ),
        alone=tuple((one.name, reverse("people", args=[one.code])) for one in last_administrator_of(who.id)),
        errors=errors,
    )
    return render(request, "toolkit/close_account.html", page, status=422 if errors else 200)


def _none_yet(email: str) -> NoneYet:
    """One statement."""
    waiting = tuple(
        f"{one.made_by_name} invited you to {one.organisation} on {day(london_date(one.made_at))}. "
        f"The link in that message works until {instant(one.expires_at)}."
        for one in invitations_to(email, now())
    )
    return NoneYet(email, waiting)


def _row(held: Held, edition: Edition, came: Here | None) -> Row:
    kind = edition.types.get(held.type)
    about = f"{held.code}. {kind.label}, category {held.category}. " if kind else f"{held.code}. "
    home = _home(held)
    url = came.elsewhere(held.code, held.role) if came and held.has_accepted_profile else home
    is_here = came is not None and came.code == held.code
    return Row(held.name, url, f"{about}Your role: {held.role}", not held.has_accepted_profile, is_here)


def _home(held: Held) -> str:
    must_fill_in = not held.has_accepted_profile and held.role == Role.ADMINISTRATOR
    return reverse("profile" if must_fill_in else "organisation_home", args=[held.code])
