"""Changing one's own name, address and password."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import (
    LinkRefused,
    PasswordRefused,
    PasswordWrong,
    PersonRefused,
    ask_for_email,
    change_email,
    change_name,
    change_password,
)
from dspt.accounts.gateways import (
    TooManyTries,
    count_factor_try,
    is_within_rate,
    keep_session_over_password,
    remember_device,
)
from dspt.accounts.queries import link
from dspt.accounts.rules import Purpose, tidy_email
from dspt.foundation.clock import now
from dspt.web.access import actor, signed_in, signed_in_lately
from dspt.web.access.stays import confirm_stay, has_shown_factor
from dspt.web.kit.fields import ErrorSummary
from dspt.web.kit.forms import Form, errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.public.entry.answers import dead_link, person_of, slow_down
from dspt.web.public.entry.pages import AskedPage
from dspt.web.public.entry.words import of_password, of_person

from . import words
from .forms import ChangePasswordForm, EmailForm, NameForm
from .pages import AccountFormPage


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Change the name that others see."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        try:
            change_name(by=actor(request), name=form.cleaned_data["name"], at=now())
        except PersonRefused as refusal:
            form.add_error(*of_person(refusal))
        else:
            messages.success(request, "Your name is changed.")
            return redirect("account")
    said = ("What you did until now stays under the name you had.",)
    return _form(request, form, "Change your name", said, "Save the name", name={"autocomplete": "name"})


@signed_in_lately
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the password, knowing the present one; all other sessions end."""
    person = request.user
    assert person.is_authenticated
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count_factor_try(request, person.email)
            change_password(
                by=actor(request),
                current=form.cleaned_data["current"],
                password=form.cleaned_data["password"],
                keep_session=request.session.session_key or "",
                at=now(),
            )
        except TooManyTries:
            form.add_error(None, words.WAIT)
        except PasswordWrong:
            form.add_error("current", words.PASSWORD_WRONG)
        except PasswordRefused as refusal:
            form.add_error("password", of_password(refusal))
        else:
            keep_session_over_password(request, person.id)
            confirm_stay(request, by_factor=has_shown_factor(request))
            messages.success(request, "Your password is changed. You are signed out everywhere else.")
            return redirect("account")
    shown = {"current": {"autocomplete": "current-password"}, "password": {"autocomplete": "new-password"}}
    said = ("You will be signed out everywhere else.",)
    return _form(request, form, "Change your password", said, "Save the password", **shown)


@signed_in_lately
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest) -> HttpResponse:
    """Ask for another address: a link goes there. The answer is the same for every address."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = tidy_email(form.cleaned_data["email"])
        if not is_within_rate(request, "mail", wanted):
            return slow_down(request)
        try:
            ask_for_email(by=actor(request), email=wanted, address=_address, at=now())
        except PersonRefused as refusal:
            form.add_error("email", of_person(refusal)[1])
        else:
            sent = (
                f"If {wanted} can get our mail, a message is on its way. Open its link while you are signed in.",
                "The link works once, for 24 hours. Until then you sign in with the address you have now.",
            )
            return render(request, "public/entry/asked.html", AskedPage("Check your email", person_of(request), sent))
    said = (f"You sign in as {request.user.email} now.",)  # type: ignore[union-attr]
    shown: dict[str, str | bool] = {"autocomplete": "email", "spellcheck": False}
    return _form(request, form, "Change your email address", said, "Send the link", email=shown)


@signed_in_lately
@require_http_methods(["GET", "HEAD", "POST"])
def email_link(request: HttpRequest, token: str) -> HttpResponse:
    """Open the link that came to the new address, and move the account there."""
    if not is_within_rate(request, "link", reading_counts=True):
        return slow_down(request)
    person = request.user
    assert person.is_authenticated
    seen = link(token, Purpose.EMAIL, now())
    if not seen.is_living or seen.made_by != person.id:
        return dead_link(request, "unknown" if seen.is_living else seen.state)
    if request.method == "POST":
        try:
            moved = change_email(by=actor(request), token=token, at=now())
        except LinkRefused as refusal:
            return dead_link(request, refusal.code)
        except PersonRefused:
            return dead_link(request, "taken")
        messages.success(request, f"You sign in as {moved} from now on.")
        response = redirect("account")
        remember_device(request, response, moved)
        return response
    said = (f"You sign in as {person.email} now. From then on you sign in as {seen.email}.",)
    page = AccountFormPage(
        "Change your email address", person.name, said, f"Change it to {seen.email}", (), ErrorSummary(), _account()
    )
    return render(request, "public/account/form.html", page)


def _form(
    request: HttpRequest, form: Form, title: str, said: tuple[str, ...], button: str, **shown: Mapping[str, str | bool]
) -> HttpResponse:
    fields = fields_of(form, **shown)
    page = AccountFormPage(
        title, person_of(request), said, button, tuple(fields.values()), errors_of(form, fields=fields), _account()
    )
    return render(request, "public/account/form.html", page)


def _account() -> str:
    return reverse("account")


def _address(token: str) -> str:
    return f"{settings.DSPT_BASE_URL}{reverse('account_email_link', args=[token])}"
