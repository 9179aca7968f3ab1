"""The people of the service."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dspt.accounts.actions import (
    AccountRefused,
    LinkRefused,
    Offered,
    PersonRefused,
    ServiceInvitationRefused,
    ServiceRoleRefused,
    end_service_role,
    offer_service_role,
    resend_service_invitation,
    withdraw_service_invitation,
)
from dspt.accounts.queries import HeldServiceRole, people_of_service, person_record, service_roles, unused_links
from dspt.accounts.rules import SERVICE_NAMES, Purpose, ServicePermission, ServiceRole
from dspt.directory.queries import regions_and_boards
from dspt.foundation.clock import now
from dspt.organisations.actions import close_account
from dspt.web.access.scopes import actor, service
from dspt.web.access.service import named, role_name, viewer
from dspt.web.kit.days import day
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render

from .forms import CloseForm, GiveForm
from .pages import CloseAccountPage, HeldRow, InvitedRow, ServicePeoplePage, ServicePersonPage, ServicePersonRow

_GIVING = {
    "own": ("email", "You cannot give yourself a role. Ask somebody else of the national team"),
    "scope_missing": ("scope", "Select the region or board that this role is narrowed to"),
    "scope_unknown": ("scope", "Select a region for a regional viewer, a board for a board viewer"),
    "scope_needless": ("scope", "This role is for all of England. Select “None”"),
    "role_unknown": ("role", "Select a role"),
    "email_malformed": ("email", "Enter an email address in the correct format, like name@example.com"),
    "too_many": ("email", "We have sent this address three invitations within the hour. Wait a little"),
}
_GONE = "That invitation was used or withdrawn already."
_LAST = "There must always be somebody in the national team. Give the role to somebody else first."


@service(ServicePermission.ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """List who has a role in the service or is invited to one; give one, or invite somebody to it."""
    form = GiveForm(request.POST if request.method == "POST" else None, regions_and_boards())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            offered = offer_service_role(
                by=actor(request),
                email=said["email"],
                role=said["role"],
                scope=said["scope"],
                address=_invitation_address,
                at=now(),
            )
        except (ServiceRoleRefused, PersonRefused, ServiceInvitationRefused) as refusal:
            form.add_error(*_GIVING[refusal.code])
        else:
            messages.success(request, _offered(offered, said["role"]))
            return redirect("oversight_people")
    who = viewer(request, "people")
    fields = fields_of(form, email={"autocomplete": "off", "spellcheck": False})
    page = ServicePeoplePage(
        who.frame,
        _rows(actor(request).id),
        _invited(),
        tuple(fields.values()),
        errors_of(form, fields=fields),
    )
    return render(request, "oversight/people.html", page, status=422 if page.errors else 200)


@service(ServicePermission.ROLES)
@require_POST
def resend(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Send an invitation to a role again, with a new link."""
    try:
        offered = resend_service_invitation(
            by=actor(request), invitation=invitation, address=_invitation_address, at=now()
        )
    except ServiceInvitationRefused as refusal:
        messages.info(request, f"{_GIVING['too_many'][1]}." if refusal.code == "too_many" else _GONE)
    except ServiceRoleRefused as refusal:
        messages.info(request, f"{_GIVING[refusal.code][1]}.")
    else:
        said = f"We have sent {offered.email} a new link. The earlier one no longer works."
        messages.success(request, f"{offered.name} now has the role." if offered.name else said)
    return redirect("oversight_people")


@service(ServicePermission.ROLES)
@require_POST
def withdraw(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Withdraw an invitation to a role."""
    try:
        withdraw_service_invitation(by=actor(request), invitation=invitation, at=now())
    except LinkRefused:
        messages.info(request, _GONE)
    else:
        messages.success(request, "The invitation is withdrawn. Its link no longer works.")
    return redirect("oversight_people")


@service(ServicePermission.ROLES)
@require_safe
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show somebody's roles in the service, with what can be done about them."""
    found = person_record(person)
    if found is None:
        raise Http404
    held = service_roles(person)
    page = ServicePersonPage(
        title=found.name,
        frame=viewer(request, "people").frame,
        back=reverse("oversight_people"),
        email=found.email,
        held=tuple(
            HeldRow(name, one.role, one.scope, reverse("oversight_role_end", args=[person]))
            for one, name in zip(held, named(held), strict=True)
        ),
        close="" if actor(request).id == person else reverse("oversight_person_close", args=[person]),
    )
    return render(request, "oversight/person.html", page)


@service(ServicePermission.ROLES)
@require_POST
def end_role(request: HttpRequest, person: UUID) -> HttpResponse:
    """End one role of somebody."""
    role, scope = request.POST.get("role", ""), request.POST.get("scope", "")
    try:
        end_service_role(by=actor(request), person=person, role=role, scope=scope, at=now())
    except ServiceRoleRefused as refusal:
        if refusal.code != "last_national":
            raise Http404 from None
        messages.warning(request, _LAST)
        return redirect("oversight_person", person)
    messages.success(request, f"The role {role_name(role)} is ended.")
    return redirect("organisations" if actor(request).id == person else "oversight_people")


@service(ServicePermission.ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, person: UUID) -> HttpResponse:
    """Close somebody's account, with the reason."""
    found = person_record(person)
    if found is None or actor(request).id == person:
        raise Http404
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            closed = close_account(by=actor(request), person=person, reason=form.cleaned_data["reason"], at=now())
        except AccountRefused as refusal:
            form.add_error("reason", _LAST if refusal.code == "last_national" else "Enter why the account is closed")
        else:
            messages.success(request, f"The account of {found.name} is closed.")
            if closed.left_without:
                names = ", ".join(closed.left_without)
                messages.warning(request, f"Nobody administers {names} any more. The service desk can help them.")
            return redirect("oversight_people")
    fields = fields_of(form, reason={"rows": 3})
    page = CloseAccountPage(
        title=f"Close the account of {found.name}?",
        frame=viewer(request, "people").frame,
        back=reverse("oversight_person", args=[person]),
        paragraphs=(
            f"{found.name} ({found.email}) is signed out everywhere and loses every role at once, "
            "in organisations and in the service.",
            "What they wrote stays, with their name. The address can be used for a new account.",
        ),
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
    )
    return render(request, "oversight/close_account.html", page, status=422 if page.errors else 200)


def _invitation_address(token: str) -> str:
    return f"{settings.DSPT_BASE_URL}{reverse('service_invitation', args=[token])}"


def _offered(offered: Offered, role: str) -> str:
    if offered.name:
        return f"{offered.name} now has the role {SERVICE_NAMES[ServiceRole(role)]}."
    return f"We have sent {offered.email} an invitation. It works for 7 days."


def _invited() -> tuple[InvitedRow, ...]:
    waiting = unused_links("", Purpose.SERVICE, now())
    roles = named(HeldServiceRole(each.role, each.scope) for each in waiting)
    return tuple(
        InvitedRow(
            each.email,
            role,
            f"{day(each.made_at)}, by {each.made_by_name}",
            "It ran out" if each.is_lapsed else day(each.expires_at),
            reverse("oversight_invitation_resend", args=[each.id]),
            reverse("oversight_invitation_withdraw", args=[each.id]),
        )
        for each, role in zip(waiting, roles, strict=True)
    )


def _rows(me: UUID | None) -> tuple[ServicePersonRow, ...]:
    everybody = people_of_service()
    words = iter(named(held for one in everybody for held in one.held))
    return tuple(
        ServicePersonRow(
            one.name,
            one.email,
            tuple(next(words) for _ in one.held),
            reverse("oversight_person", args=[one.id]),
            one.id == me,
        )
        for one in everybody
    )
