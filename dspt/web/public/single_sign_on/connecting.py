"""Connecting a provider to one's own account while signed in, and taking it off."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import connect_identity, disconnect_identity
from dspt.accounts.gateways import Errand, SingleSignOnRefused, go_to_provider, is_within_rate, providers
from dspt.accounts.queries import connections
from dspt.foundation.clock import now
from dspt.web.access import actor, signed_in_lately
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.kit.pages import render
from dspt.web.public.account.pages import AccountFormPage
from dspt.web.public.entry.answers import person_of

from . import words
from .answers import refused, say_no, the_provider, wait_no_more, waiting


@signed_in_lately
@require_http_methods(["GET", "HEAD", "POST"])
def connect(request: HttpRequest) -> HttpResponse:
    """Say what connecting means, and go to the provider to do it."""
    provider = the_provider()
    if request.method == "POST":
        if not is_within_rate(request, "login"):
            return say_no(request, provider, "slow_down")
        errand = Errand("connect", str(request.user.pk), reverse("account"))
        try:
            return go_to_provider(request, provider, errand, back=reverse("sso_callback"))
        except SingleSignOnRefused as refusal:
            return refused(request, provider, refusal)
    said = (
        f"You sign in to {provider.name} next. From then on it can sign you in here, without your password.",
        "Your password still works. We send you an email about the change.",
    )
    return _form(request, f"Connect {provider.name}", said, f"Go to {provider.name}")


@signed_in_lately
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest) -> HttpResponse:
    """Connect who came by the provider first and has signed in the old way since; by a press, never by itself."""
    provider = the_provider()
    identity = waiting(request)
    if identity is None:
        return redirect("account")
    if request.method == "POST":
        wait_no_more(request)
        try:
            connect_identity(by=actor(request), identity=identity, provider=provider.name, at=now())
        except SingleSignOnRefused as refusal:
            return refused(request, provider, refusal)
        messages.success(request, f"{provider.name} is connected. You can sign in with it from now on.")
        return redirect("account")
    said = (
        f"{provider.name} says that you are {identity.email}. Once connected, it can sign you in here.",
        "Your password still works. We send you an email about the change.",
    )
    return _form(request, f"Connect {provider.name} to your account", said, "Connect")


@signed_in_lately
@require_http_methods(["GET", "HEAD", "POST"])
def disconnect(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then take a connection off. Also where the provider is no longer set."""
    assert request.user.is_authenticated
    held = next((each for each in connections(request.user.id) if each.number == number), None)
    if held is None:
        raise Http404
    name = next((each.name for each in providers() if each.issuer == held.issuer), held.issuer)
    errors = ErrorSummary()
    if request.method == "POST":
        try:
            disconnect_identity(by=actor(request), connection=number, provider=name, at=now())
        except SingleSignOnRefused as refusal:
            errors = ErrorSummary((ErrorLine(words.of_disconnecting(refusal)),))
        else:
            messages.success(request, f"{name} no longer signs you in.")
            return redirect("account")
    said = ("From then on you sign in with your password or a passkey. You can connect it again at any time.",)
    return _form(request, f"Disconnect {name}", said, f"Disconnect {name}", errors=errors, is_warning=True)


def _form(
    request: HttpRequest,
    title: str,
    said: tuple[str, ...],
    button: str,
    *,
    errors: ErrorSummary | None = None,
    is_warning: bool = False,
) -> HttpResponse:
    page = AccountFormPage(
        title, person_of(request), said, button, (), errors or ErrorSummary(), reverse("account"), is_warning
    )
    return render(request, "public/account/form.html", page)
