"""A forgotten password: a link by mail, and a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import LinkRefused, PasswordRefused, choose_password, mail_password_link
from dspt.accounts.gateways import is_within_rate
from dspt.accounts.queries import link
from dspt.accounts.rules import Purpose
from dspt.foundation.clock import now
from dspt.web.access import visitor
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from . import words
from .addresses import address_of
from .answers import dead_link, private, slow_down
from .forms import ForgottenForm, PasswordForm
from .pages import AskedPage, SimpleFormPage


@public
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Mail a link to choose a new password; the answer is the same for every address."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not is_within_rate(request, "mail", email.lower()):
            return slow_down(request)
        mail_password_link(by=visitor(request), email=email, address=address_of("choose_password"), at=now())
        page = AskedPage(
            "Check your email",
            "",
            (
                "If there is an account with this address, we have sent it a link to choose a new password.",
                "The link works for one hour. Look in your junk mail if it does not come.",
            ),
        )
        return private(render(request, "public/entry/asked.html", page))
    fields = fields_of(form, email={"autocomplete": "email", "spellcheck": False})
    return private(
        render(
            request,
            "public/entry/simple_form.html",
            SimpleFormPage(
                title="Choose a new password",
                lede="We send you a link by email.",
                button="Send the link",
                fields=tuple(fields.values()),
                errors=errors_of(form, fields=fields),
            ),
        )
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Set a new password with a mailed link."""
    if not is_within_rate(request, "link", reading_counts=True):
        return slow_down(request)
    seen = link(token, Purpose.PASSWORD, now())
    if not seen.is_living:
        return dead_link(request, seen.state)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_password(by=visitor(request), token=token, password=form.cleaned_data["password"], at=now())
        except PasswordRefused as refusal:
            form.add_error("password", words.of_password(refusal))
        except LinkRefused as refusal:
            return dead_link(request, refusal.code)
        else:
            messages.success(request, "Your password is changed. Sign in with it.")
            return private(redirect("sign_in"))
    fields = fields_of(form, password={"autocomplete": "new-password"})
    return private(
        render(
            request,
            "public/entry/simple_form.html",
            SimpleFormPage(
                title="Choose a new password",
                lede=f"For {seen.email}. You will be signed out everywhere.",
                button="Save the password",
                fields=tuple(fields.values()),
                errors=errors_of(form, fields=fields),
            ),
        )
    )
