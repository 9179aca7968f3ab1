"""The people of an organisation."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dspt.accounts.actions import LinkRefused, PersonRefused
from dspt.accounts.queries import waiting_links
from dspt.accounts.rules import Purpose
from dspt.foundation.clock import london_date, now
from dspt.organisations import actions
from dspt.organisations.queries import MemberRecord, people
from dspt.organisations.rules import Permission
from dspt.standard.catalogue import latest
from dspt.web.access import Scope, kept_post, member
from dspt.web.kit.fields import Choice, ErrorLine, ErrorSummary, Field
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import OrganisationFrame, frame

from . import build
from .forms import ROLE_HINTS, InviteForm, RoleForm
from .pages import EndPage, InvitePage, MemberPage

LAST = "There must always be an administrator. Make somebody else one first"


@member(Permission.READ)
@require_safe
def people_list(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show who has access, who is invited, and the warning where there is one administrator only."""
    may_change = scope.may(Permission.PEOPLE)
    waiting = waiting_links(scope.code, Purpose.INVITE, now()) if may_change else ()
    page = build.people_page(scope, _frame(scope), people(scope.standing.organisation), waiting)
    return render(request, "toolkit/people/list.html", page)


@member(Permission.PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Invite somebody by email."""
    form = InviteForm(request.POST if request.method == "POST" else kept_post(request), initial={"role": "member"})
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_person(
                by=scope.actor,
                organisation=scope.standing.organisation,
                email=form.cleaned_data["email"],
                role=form.cleaned_data["role"],
                address=build.invitation_address,
                at=now(),
            )
        except actions.InvitationRefused as refusal:
            form.add_error("email", build.INVITATION_WORDS[refusal.code])
        except PersonRefused:
            form.add_error("email", "Enter an email address in the correct format, like name@example.com")
        else:
            messages.success(request, f"We have sent {form.cleaned_data['email']} an invitation. It works for 7 days.")
            return redirect("people", scope.code)
    fields = _with_hints(fields_of(form, email={"autocomplete": "off", "spellcheck": False}))
    page = InvitePage("Invite somebody", _frame(scope), tuple(fields.values()), errors_of(form, fields=fields))
    return render(request, "toolkit/people/invite.html", page)


@member(Permission.PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, scope: Scope, membership: UUID) -> HttpResponse:
    """Change somebody's role."""
    who = _member(scope, membership)
    form = RoleForm(request.POST or None, initial={"role": who.role})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(
                by=scope.actor,
                organisation=scope.standing.organisation,
                membership=membership,
                role=form.cleaned_data["role"],
                at=now(),
            )
        except actions.LastAdministrator:
            form.add_error("role", LAST)
        except actions.MembershipRefused:
            raise Http404 from None
        else:
            messages.success(request, f"{who.name} is now {form.cleaned_data['role']}.")
            return redirect("people", scope.code)
    fields = _with_hints(fields_of(form))
    page = MemberPage(
        title=who.name,
        frame=_frame(scope),
        email=who.email,
        since=build.day(who.since),
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        end=build.url("people_end", scope.code, membership),
    )
    return render(request, "toolkit/people/member.html", page)


@member(Permission.PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, scope: Scope, membership: UUID) -> HttpResponse:
    """End somebody's access, after asking."""
    who = _member(scope, membership)
    paragraphs = (
        f"{who.name} will no longer see {scope.standing.name}. It takes effect at once.",
        "What they answered and added stays. You can invite them again.",
    )
    page = EndPage(f"End access for {who.name}?", _frame(scope), paragraphs, "End access", ErrorSummary())
    return _ended(request, scope, who, page, f"{who.name} has no access any more.")


@member(Permission.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Leave an organisation, after asking."""
    mine = next(each for each in people(scope.standing.organisation) if each.person == scope.actor.id)
    paragraphs = (
        f"You will no longer see {scope.standing.name}. To come back you need an invitation.",
        "What you answered and added stays.",
    )
    page = EndPage(f"Leave {scope.standing.name}?", _frame(scope), paragraphs, "Leave", ErrorSummary())
    return _ended(request, scope, mine, page, f"You have left {scope.standing.name}.", leaves=True)


@member(Permission.PEOPLE)
@require_POST
def withdraw(request: HttpRequest, scope: Scope, invitation: UUID) -> HttpResponse:
    """Withdraw an invitation that waits."""
    try:
        actions.withdraw_invitation(
            by=scope.actor, organisation=scope.standing.organisation, invitation=invitation, at=now()
        )
    except LinkRefused:
        messages.info(request, "That invitation was used or withdrawn already.")
    else:
        messages.success(request, "The invitation is withdrawn. Its link no longer works.")
    return redirect("people", scope.code)


def _ended(
    request: HttpRequest, scope: Scope, who: MemberRecord, page: EndPage, said: str, *, leaves: bool = False
) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.end_membership(
                by=scope.actor, organisation=scope.standing.organisation, membership=who.membership, at=now()
            )
        except actions.LastAdministrator:
            page = replace(page, errors=ErrorSummary((ErrorLine(LAST),)))
        except actions.MembershipRefused:
            raise Http404 from None
        else:
            messages.success(request, said)
            return redirect("organisations") if leaves else redirect("people", scope.code)
    return render(request, "toolkit/people/end.html", page)


def _member(scope: Scope, membership: UUID) -> MemberRecord:
    found = next((each for each in people(scope.standing.organisation) if each.membership == membership), None)
    if found is None:
        raise Http404
    return found


def _with_hints(fields: dict[str, Field]) -> dict[str, Field]:
    role = fields["role"]
    choices: tuple[Choice, ...] = tuple(
        replace(each, hint=ROLE_HINTS[kind]) for each, kind in zip(role.choices, ROLE_HINTS, strict=True)
    )
    return fields | {"role": replace(role, choices=choices)}


def _frame(scope: Scope) -> OrganisationFrame:
    return frame(scope, latest(london_date(now())), "people")
