"""Publishing: look, declare, receipt, history."""

from __future__ import annotations

from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dspt.foundation import clock
from dspt.foundation.refusals import Refusal
from dspt.organisations.rules import Permission
from dspt.publication import queries
from dspt.publication.actions import ChangedSinceCheck, NothingChanged, Seen, publish_assessment
from dspt.publication.queries import NotStarted
from dspt.publication.rules import Offer, status_text
from dspt.standard import catalogue
from dspt.standard.edition import Edition
from dspt.web.access import Scope, member
from dspt.web.kit.forms import errors_of
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.year import year_of
from dspt.web.toolkit.links import address

from . import build
from .forms import DeclarationForm
from .years import edition_in_address


@member(Permission.READ)
@require_safe
def ready(request: HttpRequest, scope: Scope, edition: str) -> HttpResponseBase:
    """Show whether and as what may be published. Commits nothing."""
    this = edition_in_address(edition)
    try:
        found = queries.readiness(organisation=scope.standing.organisation, edition=this, at=clock.now())
    except NotStarted as refusal:
        page = build.not_started_page(year_of(scope, this.key, clock.now()), refusal.code)
        return render(request, "toolkit/publish/not_started.html", page)
    return render(request, "toolkit/publish/readiness.html", build.readiness_page(scope, found))


@member(Permission.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, scope: Scope, edition: str) -> HttpResponseBase:
    """Show the declaration; publish once it is made. Whatever is in the way leads back to the readiness page."""
    this = edition_in_address(edition)
    form = DeclarationForm(request.POST) if request.method == "POST" else DeclarationForm()
    if form.is_bound and form.is_valid():
        return _publish(request, scope, this, form)
    return _declaration(request, scope, this, form)


def _publish(request: HttpRequest, scope: Scope, edition: Edition, form: DeclarationForm) -> HttpResponseBase:
    said = form.cleaned_data
    try:
        done = publish_assessment(
            by=scope.actor,
            organisation=scope.standing.organisation,
            edition=edition,
            seen=Seen(said["revision"], said["profile"], said["status"]),
            declared=said["declare"],
            job_title=said["job_title"].strip(),
            again=said["again"],
            receipt=lambda publication: settings.DSPT_BASE_URL + reverse("receipt", args=[scope.code, publication]),
            at=clock.now(),
        )
    except NothingChanged:
        words = "Nothing has changed since you published. Tick “Publish again, although nothing has changed” to go on"
        form.add_error("again", words)
        return _declaration(request, scope, edition, form)
    except ChangedSinceCheck as refusal:
        messages.warning(request, _what_changed(edition, refusal))
        return redirect("publish", code=scope.code, edition=edition.key)
    except Refusal:  # the readiness page says which, with what to do
        return redirect("publish", code=scope.code, edition=edition.key)
    return redirect("receipt", code=scope.code, publication=done.id)


def _declaration(request: HttpRequest, scope: Scope, edition: Edition, form: DeclarationForm) -> HttpResponseBase:
    try:
        found = queries.readiness(organisation=scope.standing.organisation, edition=edition, at=clock.now())
    except NotStarted:
        return redirect("publish", code=scope.code, edition=edition.key)
    offer: Offer | None = found.offer
    if offer is None:
        return redirect("publish", code=scope.code, edition=edition.key)
    page = build.declaration_page(scope, found, offer, form, errors_of(form, note="Nothing was published."))
    return render(request, "toolkit/publish/declaration.html", page, status=422 if page.errors else 200)


@member(Permission.READ)
@require_safe
def receipt(request: HttpRequest, scope: Scope, publication: UUID) -> HttpResponseBase:
    """Show the receipt of a publication, as often as wanted."""
    slip = queries.receipt(scope.standing.organisation, publication)
    if slip is None:
        raise Http404
    verify = f"{settings.DSPT_BASE_URL}{address('register_verify')}?number={slip.publication.number}"
    drawing = segno.make(verify, error="m").svg_data_uri(scale=4, border=2, dark="#212b32", light="#ffffff")
    page = build.receipt_page(scope, edition_in_address(slip.publication.edition), slip, verify=verify, qr=drawing)
    return render(request, "toolkit/publish/receipt.html", page)


@member(Permission.READ)
@require_safe
def history(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """List everything the organisation published here."""
    now = clock.now()
    on = clock.london_date(now)
    page = build.history_page(
        scope,
        catalogue.latest(on),
        {edition.key: edition for edition in catalogue.editions()},
        queries.publication_history(scope.standing.organisation),
        on,
    )
    return render(request, "toolkit/publish/history.html", page)


@member(Permission.READ)
@require_safe
def frozen_copy(request: HttpRequest, scope: Scope, publication: UUID) -> HttpResponseBase:
    """Hand out the frozen document with its signed record: to the organisation's own people alone."""
    bundle = queries.frozen_bundle(scope.standing.organisation, publication)
    if bundle is None:
        raise Http404
    response = HttpResponse(bundle, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{scope.code.replace("/", "-")}-{publication}.json"'
    return response


@member(Permission.READ)
@require_safe
def documents(request: HttpRequest, scope: Scope, publication: UUID) -> HttpResponseBase:
    """List the documents that a publication froze; each version can still be opened. Four statements."""
    found = queries.frozen_documents(scope.standing.organisation, publication)
    if found is None:
        raise Http404
    edition = catalogue.latest(clock.london_date(clock.now()))
    return render(request, "toolkit/publish/documents.html", build.documents_page(scope, edition, *found))


def _what_changed(edition: Edition, refusal: ChangedSinceCheck) -> str:
    changed = []
    if refusal.facts["work"]:
        changed.append("somebody saved an answer")
    if refusal.facts["profile"]:
        changed.append("the profile changed")
    if not changed:
        changed.append(f"the status on offer became {status_text(edition, str(refusal.facts['status']))}")
    return f"Nothing was published: since you looked, {' and '.join(changed)}. Look again, then publish."
