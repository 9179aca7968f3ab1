"""Signing in and out; and what was sent after a session's end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from dspt.accounts.gateways import TooManyTries, enter_with_password, leave
from dspt.accounts.rules import tidy_email
from dspt.web.access import signed_in
from dspt.web.access.kept import forget, kept
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from . import words
from .answers import person_of, private
from .forms import SignInForm
from .pages import KeptPage, KeptText, SignInPage

HOME = "/organisations?only"
_SHOWN_FROM = 12  # characters: shorter values are buttons and versions rather than what somebody wrote


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for address and password; a known person goes where they were going. Unknown ones learn nothing more."""
    target = wanted(request)
    if request.user.is_authenticated:
        return private(redirect(target))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = tidy_email(form.cleaned_data["email"])
        password = form.cleaned_data["password"]
        try:
            entered = enter_with_password(request, email=email, password=password, target=target)
        except TooManyTries:
            form.add_error(None, words.WAIT)
        else:
            if entered is not None:
                return private(entered)
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
        next=target,
        has_kept=kept(request) is not None,
    )
    return private(render(request, "public/entry/sign_in.html", page))


def wanted(request: HttpRequest) -> str:
    """Tell where somebody goes after sign-in: to what they sent too late, to ``next`` if it is ours, or home."""
    if request.method == "POST" and kept(request) is not None:
        return "/sign-in/kept"
    target = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    # Only paths: an address of this host would do no harm, but nothing of ours makes one.
    return target if ours and target.startswith("/") and not target.startswith("/sign-in") else HOME


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    leave(request)
    return private(redirect("/"))


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
    page = KeptPage(
        title="You were signed out before this was saved",
        person=person_of(request),
        path=found.path,
        back=found.back,
        hidden=tuple(fields),
        shown=tuple(each for each in fields if len(each.text) >= _SHOWN_FROM and " " in each.text),
    )
    return render(request, "public/entry/kept.html", page)
