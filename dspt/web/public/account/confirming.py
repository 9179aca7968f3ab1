"""Showing a factor: again while signed in, where something asks for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import PasswordWrong, confirm_password
from dspt.accounts.gateways import TooManyTries, count_factor_try, forget_factor_tries, providers
from dspt.accounts.queries import connections, held_factors
from dspt.accounts.rules import FactorKind
from dspt.foundation.clock import now
from dspt.web.access import actor, entering
from dspt.web.access.kept import kept
from dspt.web.access.stays import confirm_stay, is_fresh
from dspt.web.access.targets import with_kept
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.public.entry.answers import private

from . import words
from .forms import OwnPasswordForm
from .pages import ConfirmPage
from .showing import Showing

_SAID = "This matters to many people, so we make sure that it is you and not somebody at your open browser."
_NO_WAY = "You have no password here. Choose one by the link below, then come back."


@entering
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the factor again, or for the password of somebody who has none; then go on."""
    person = request.user
    assert person.is_authenticated
    if request.method != "POST" and is_fresh(request):
        return redirect(with_kept(request))
    kinds = {each.kind for each in held_factors(person.id)}
    if not kinds:
        return _password(request, person.email)
    showing = Showing(request, actor(request), person.email, kinds, to="confirm")
    if showing.shown is not None:
        confirm_stay(request, by_factor=True)
        return redirect(with_kept(request))
    page = ConfirmPage(
        title="Confirm that it is you",
        person=person.name,
        paragraphs=(_SAID,),
        action=reverse("confirm"),
        next=with_kept(request),
        options=showing.options(person.id) if FactorKind.PASSKEY in kinds else "",
        fields=showing.fields,
        errors=showing.errors,
        button="Confirm",
        has_kept=kept(request) is not None,
    )
    return private(render(request, "public/account/confirm.html", page))


def _password(request: HttpRequest, email: str) -> HttpResponse:
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count_factor_try(request, email)
            confirm_password(by=actor(request), password=form.cleaned_data["password"], at=now())
        except TooManyTries:
            form.add_error(None, words.WAIT)
        except PasswordWrong:
            form.add_error("password", words.PASSWORD_WRONG)
        else:
            forget_factor_tries(request, email)
            confirm_stay(request, by_factor=False)
            return redirect(with_kept(request))
    person = request.user
    assert person.is_authenticated
    has_password = person.has_usable_password()
    fields = fields_of(form, password={"autocomplete": "current-password"}) if has_password else {}
    issuers = {each.issuer for each in connections(person.id)}
    provider = next((each.name for each in providers() if each.issuer in issuers), "")
    paragraphs = (_SAID,) if has_password or provider else (_SAID, _NO_WAY)
    page = ConfirmPage(
        title="Confirm that it is you",
        person=person.name,
        paragraphs=paragraphs,
        action=reverse("confirm"),
        next=with_kept(request),
        options="",
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        button="Confirm",
        has_kept=kept(request) is not None,
        single_sign_on=provider,
    )
    return private(render(request, "public/account/confirm.html", page))
