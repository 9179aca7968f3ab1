"""Signing in and out; and what was sent after a session's end."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dspt.accounts.gateways import TooManyTries, enter_with_password, leave, providers
from dspt.accounts.rules import tidy_email
from dspt.web.access import signed_in
from dspt.web.access.kept import forget, kept
from dspt.web.access.targets import HOME, after_sign_in, target
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from . import words
from .answers import person_of, private
from .arriving import arrived
from .forms import SignInForm
from .pages import KeptPage, KeptText, SignInPage

_SHOWN_FROM = 12  # characters: shorter values are buttons and versions rather than what somebody wrote


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for address and password; a known person goes where they were going. Unknown ones learn nothing more."""
    if request.user.is_authenticated:
        return private(redirect(target(request)))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = tidy_email(form.cleaned_data["email"])
        password = form.cleaned_data["password"]
        try:
            entered = enter_with_password(request, email=email, password=password, target=after_sign_in(request))
        except TooManyTries:
            form.add_error(None, words.WAIT)
        else:
            if entered is not None:
                return arrived(request, entered)
            form.add_error(None, words.MISMATCH)
    fields = fields_of(
        form,
        email={"autocomplete": "username", "spellcheck": False},
        password={"autocomplete": "current-password"},
    )
    page = SignInPage(
        title="Sign in",
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        next=target(request),
        has_kept=kept(request) is not None,
        passkey=f"{reverse('sign_in_passkey')}?{urlencode({'next': target(request)})}",
        single_sign_on=tuple(each.name for each in providers()),
    )
    return private(render(request, "public/entry/sign_in.html", page))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and let the browser forget the pages of it."""
    leave(request)
    response = private(redirect("/"))
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def kept_text(request: HttpRequest) -> HttpResponse:
    """Show what was sent after the session's end, with a button that sends it on; or forget it."""
    found = kept(request)
    if found is None:
        return redirect(HOME)
    if request.method == "POST":
        response = redirect(found.back)
        forget(request, response)
        return response
    fields = [KeptText(name, value) for name, values in found.fields.items() for value in values]
    is_confirmed = "confirmed" in request.GET
    page = KeptPage(
        title="Send this now?" if is_confirmed else "You were signed out before this was saved",
        lede=words.KEPT_CONFIRMED if is_confirmed else words.KEPT,
        button="Send it now" if is_confirmed else "Save it now",
        person=person_of(request),
        path=found.path,
        back=found.back,
        hidden=tuple(fields),
        shown=tuple(each for each in fields if len(each.text) >= _SHOWN_FROM and " " in each.text),
    )
    return render(request, "public/entry/kept.html", page)
