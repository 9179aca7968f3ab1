"""Accepting an invitation to a role in the service itself."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import (
    LinkRefused,
    PasswordRefused,
    PersonRefused,
    ServiceRoleRefused,
    accept_service_invitation,
)
from dspt.accounts.gateways import SingleSignOnRefused, is_within_rate
from dspt.accounts.queries import HeldServiceRole, link
from dspt.accounts.rules import Purpose
from dspt.foundation.clock import now
from dspt.web.access.service import named
from dspt.web.access.targets import HOME
from dspt.web.kit.policies import public

from .answers import dead_link, refused_link, slow_down
from .forms import ServiceAccountForm, ServiceTermsForm
from .joining import Joining, join_page


@public
@require_http_methods(["GET", "HEAD", "POST"])
def service_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open an invitation to a role: an account for somebody new; then straight to setting up the second factor."""
    if not is_within_rate(request, "link", reading_counts=True):
        return slow_down(request)
    seen = link(token, Purpose.SERVICE, now())
    if not seen.is_living:
        return dead_link(request, seen.state)
    joining = Joining(request, seen, new=ServiceAccountForm, known=ServiceTermsForm)
    role = named([HeldServiceRole(seen.role, seen.scope)])[0]
    if joining.is_ready:
        try:
            person = accept_service_invitation(
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
        except ServiceRoleRefused:
            # The area was closed meanwhile, or the giver accepts their own invitation.
            return dead_link(request, "withdrawn")
        else:
            messages.success(request, f"You have the role {role}.")
            target = f"{reverse('set_up')}?{urlencode({'next': HOME})}"
            return joining.enter(request, person, target)
    said = (
        "Open your account",
        f"{seen.made_by_name} invites you to the role {role}. You set up an extra sign-in step next: have your phone "
        "at hand.",
        "Go on",
    )
    return join_page(request, joining, said)
