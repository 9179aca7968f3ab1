"""The people of an organisation."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dspt.accounts.actions import LinkRefused
from dspt.accounts.queries import unused_links
from dspt.accounts.rules import Purpose
from dspt.foundation.clock import london_date, now
from dspt.organisations import actions
from dspt.organisations.queries import MemberRecord, people
from dspt.organisations.rules import Permission
from dspt.standard.catalogue import latest
from dspt.web.access import Scope, kept_post, member
from dspt.web.access.words import permission_lines, role_names, seen_parts, service_role_words, what_roles_do
from dspt.web.kit.days import day
from dspt.web.kit.fields import Choice, ErrorLine, ErrorSummary, Field
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import OrganisationFrame, frame

from . import build
from .forms import InviteForm, RoleForm, addresses_in
from .pages import EndPage, InvitePage, MemberPage, RolesPage

LAST = "There must always be an administrator. Make somebody else one first"


@member(Permission.READ)
@require_safe
def people_list(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show who has access, who is invited, and the warning where there is one administrator only."""
    may_change = scope.may(Permission.PEOPLE)
    unused = unused_links(scope.code, Purpose.INVITE, now()) if may_change else ()
    page = build.people_page(scope, _frame(scope), people(scope.standing.organisation), unused)
    return render(request, "toolkit/people/list.html", page)


@member(Permission.READ)
@require_safe
def roles(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show what each role may do, and what people outside the organisation may see of it."""
    page = RolesPage(
        "What each role may do", _frame(scope), role_names(), permission_lines(), seen_parts(), service_role_words()
    )
    return render(request, "toolkit/people/roles.html", page)


@member(Permission.PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Invite one or several people by email; each that cannot be invited comes back with its reason."""
    form = InviteForm(request.POST if request.method == "POST" else kept_post(request), initial={"role": "member"})
    refused: tuple[tuple[str, str], ...] = ()
    if request.method == "POST" and form.is_valid():
        wanted = addresses_in(form.cleaned_data["email"])
        try:
            done = actions.invite_people(
                by=scope.actor,
                organisation=scope.standing.organisation,
                emails=wanted,
                role=form.cleaned_data["role"],
                address=build.invitation_address,
                at=now(),
            )
        except actions.InvitationRefused as refusal:
            form.add_error("email", build.INVITATION_WORDS[refusal.code])
        else:
            refused = tuple((each.email, build.INVITATION_WORDS[each.refused]) for each in done if each.refused)
            sent = [each.email for each in done if not each.refused]
            if sent:
                messages.success(request, build.sent_words(sent))
            if not refused:
                return redirect("people", scope.code)
            if len(done) == 1:
                form.add_error("email", refused[0][1])
            else:
                form.add_error("email", f"{len(refused)} of {len(done)} addresses could not be invited")
    fields = _with_hints(fields_of(form, email={"autocomplete": "off", "spellcheck": False, "rows": 3}))
    if refused:
        fields["email"] = replace(fields["email"], value="\n".join(email for email, _ in refused))
    page = InvitePage(
        title="Invite people",
        frame=_frame(scope),
        refused=refused,
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
    )
    return render(request, "toolkit/people/invite.html", page)


@member(Permission.PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, scope: Scope, membership: UUID) -> HttpResponse:
    """Change somebody's role."""
    who = _member(scope, membership)
    form = RoleForm(request.POST or None, initial={"role": request.GET.get("role", who.role)})
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
        since=day(who.since),
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        end=build.url("people_end", scope.code, membership),
        successors=build.successors(scope, people(scope.standing.organisation), who) if form.errors else None,
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
def resend(request: HttpRequest, scope: Scope, invitation: UUID) -> HttpResponse:
    """Send an invitation again, with a new link."""
    try:
        email = actions.resend_invitation(
            by=scope.actor,
            organisation=scope.standing.organisation,
            invitation=invitation,
            address=build.invitation_address,
            at=now(),
        )
    except actions.InvitationRefused as refusal:
        messages.info(request, f"{build.INVITATION_WORDS[refusal.code]}.")
    else:
        messages.success(request, f"{build.sent_words([email])} The earlier link no longer works.")
    return redirect("people", scope.code)


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
    page = replace(page, successors=build.successors(scope, people(scope.standing.organisation), who))
    return render(request, "toolkit/people/end.html", page)


def _member(scope: Scope, membership: UUID) -> MemberRecord:
    found = next((each for each in people(scope.standing.organisation) if each.membership == membership), None)
    if found is None:
        raise Http404
    return found


def _with_hints(fields: dict[str, Field]) -> dict[str, Field]:
    role = fields["role"]
    choices: tuple[Choice, ...] = tuple(
        replace(each, hint=does) for each, does in zip(role.choices, what_roles_do(), strict=True)
    )
    return fields | {"role": replace(role, choices=choices)}


def _frame(scope: Scope) -> OrganisationFrame:
    return frame(scope, latest(london_date(now())), "people")
