"""What is kept until when, what is due, and holds."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dspt.foundation.clock import london_date, now
from dspt.keeping.actions import HoldGone, HoldStands, end_hold, place_hold
from dspt.keeping.queries import deleted_years, holds_of, removed_and_kept, years_kept
from dspt.organisations.rules import Permission
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.forms import Form, ReasonField, errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.year import current_edition
from dspt.web.toolkit.frame import frame

from .pages import HoldPage, retention_page


class HoldForm(Form):
    reason = ReasonField(
        "Why must nothing be deleted?",
        "Enter why nothing may be deleted",
        help_text="For example an inquiry, a complaint or a claim. Everybody with access reads this.",
    )


class EndHoldForm(Form):
    reason = ReasonField("Why is it no longer needed?", "Enter why the hold is no longer needed")


@member(Permission.READ)
@require_safe
def retention(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show what is kept until when. Seven statements beside the scope's; more where removed documents were frozen."""
    at, organisation = now(), scope.standing.organisation
    page = retention_page(
        scope,
        frame(scope, current_edition(at), "documents"),
        removed_and_kept(organisation, years=settings.DSPT_KEEP_YEARS),
        years_kept(organisation, years=settings.DSPT_KEEP_YEARS),
        deleted_years(organisation),
        holds_of(organisation),
        years=settings.DSPT_KEEP_YEARS,
        today=london_date(at),
    )
    return render(request, "toolkit/keeping/retention.html", page)


@member(Permission.DELETE)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Place a hold, with its reason."""
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            place_hold(
                by=scope.actor,
                organisation=scope.standing.organisation,
                code=scope.code,
                reason=form.cleaned_data["reason"],
                at=now(),
            )
        except HoldStands:
            messages.info(request, "There is a hold already. Nothing is deleted while it stands.")
        else:
            messages.success(request, "The hold is placed. Nothing is deleted until it is ended.")
        return redirect("retention", scope.code)
    return _asked(request, scope, form, "Place a hold", "While it stands, nothing of your organisation is deleted.")


@member(Permission.DELETE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, scope: Scope, hold: UUID) -> HttpResponse:
    """End a hold, with its reason."""
    organisation = scope.standing.organisation
    if not any(one.id == hold and not one.is_national for one in holds_of(organisation)):
        raise Http404
    form = EndHoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            end_hold(
                by=scope.actor,
                organisation=organisation,
                code=scope.code,
                hold=hold,
                reason=form.cleaned_data["reason"],
                at=now(),
            )
        except HoldGone:
            messages.info(request, "The hold has ended already.")
        else:
            messages.success(request, "The hold is ended.")
        return redirect("retention", scope.code)
    text = "What is past its time is announced to your administrators again, 30 days before it is deleted."
    return _asked(request, scope, form, "End the hold", text)


def _asked(request: HttpRequest, scope: Scope, form: Form, title: str, text: str) -> HttpResponse:
    fields = fields_of(form)
    page = HoldPage(
        title=title,
        frame=frame(scope, current_edition(now()), "documents"),
        text=text,
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        back=reverse("retention", args=(scope.code,)),
    )
    return render(request, "toolkit/keeping/hold.html", page, status=422 if page.errors.lines else 200)
