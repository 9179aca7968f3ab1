"""A request of somebody outside to administer the organisation, for everybody who has access."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from dspt.foundation.clock import london_date, now
from dspt.organisations import actions, queries
from dspt.organisations.gateways import recovery_pages
from dspt.organisations.rules import Permission
from dspt.organisations.rules.recovery_letters import moment
from dspt.standard.catalogue import latest
from dspt.web.access import Scope, kept_post, member
from dspt.web.kit.components import Row
from dspt.web.kit.forms import Form, ReasonField, errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame

from . import words
from .pages import RecoveryRequestPage


class StopForm(Form):
    text = ReasonField(
        "Why should this not happen?",
        "Enter why this should not happen",
        help_text="The person who asked and the service desk read this.",
    )


@member(Permission.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_request(request: HttpRequest, scope: Scope, recovery: UUID) -> HttpResponse:
    """Show who asks and where it stands; whoever has access can stop it, with the reason."""
    found = queries.recovery(recovery)
    if found is None or found.organisation != scope.standing.organisation:
        raise Http404
    form = StopForm(request.POST if request.method == "POST" else kept_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.stop_recovery(
                by=scope.actor,
                organisation=scope.standing.organisation,
                recovery=recovery,
                text=form.cleaned_data["text"],
                pages=recovery_pages(),
                at=now(),
            )
        except actions.RecoveryRefused:
            messages.info(request, "There was nothing to stop any more.")
        else:
            messages.success(request, "The request is stopped. We have told everybody concerned.")
        return redirect("recovery_request", scope.code, recovery)
    fields = fields_of(form) if found.is_living else {}
    page = RecoveryRequestPage(
        title=f"{found.name} asks to become an administrator",
        frame=frame(scope, latest(london_date(now())), "people"),
        stands=words.stands(found),
        rows=(
            Row("Who", found.name, lines=(found.email,)),
            Row("Says they are", found.position),
            Row("Can be confirmed by", found.voucher),
            Row("Asked on", moment(found.asked_at)),
        ),
        why=found.why,
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
    )
    return render(request, "toolkit/recovery/request.html", page)
