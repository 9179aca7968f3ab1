"""Accepting an invitation to an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import LinkRefused, PasswordRefused, PersonRefused
from dspt.accounts.gateways import SingleSignOnRefused, is_within_rate
from dspt.accounts.queries import link
from dspt.accounts.rules import Purpose, Role, role_in_words
from dspt.foundation.clock import now
from dspt.organisations.actions import MembershipRefused, accept_invitation
from dspt.organisations.queries import organisation_by_code
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from .answers import dead_link, person_of, private, refused_link, slow_down
from .joining import Joining, join_page
from .pages import DeadLinkPage


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open an invitation: an account for somebody new, a click for somebody known; then to the organisation."""
    if not is_within_rate(request, "link", reading_counts=True):
        return slow_down(request)
    seen = link(token, Purpose.INVITE, now())
    body = organisation_by_code(seen.organisation) if seen.is_living else None
    if body is None:
        return dead_link(request, "unknown" if seen.is_living else seen.state)
    joining = Joining(request, seen)
    if joining.is_ready:
        try:
            joined = accept_invitation(
                by=joining.actor,
                token=token,
                name=joining.name,
                password=joining.password,
                vouched=joining.vouched,
                at=now(),
            )
        except (PersonRefused, PasswordRefused, SingleSignOnRefused) as refusal:
            joining.refuse(refusal)
        except LinkRefused as refusal:
            return refused_link(request, refusal)
        except MembershipRefused:
            title, there = f"You have access to {body.name} already", ("organisations", "Your organisations")
            page = DeadLinkPage(title, "It is one of your organisations.", person_of(request), *there)
            return private(render(request, "public/entry/dead_link.html", page, status=410))
        else:
            messages.success(request, f"You have joined {body.name}.")
            target = reverse("organisation_home", args=[joined.code])
            return joining.enter(request, joined.person, target)
    said = (
        f"Join {body.name}",
        f"{seen.made_by_name} invites you as {seen.role}. {role_in_words(Role(seen.role))}",
        f"Join {body.name}",
    )
    return join_page(request, joining, said)
