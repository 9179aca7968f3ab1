"""The second step of signing in: a code or a passkey after the password; and a passkey alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import FactorRefused, show_passkey
from dspt.accounts.gateways import (
    enter_with_factor,
    enter_with_passkey,
    halfway,
    is_within_rate,
    passkey_owner,
    passkey_request,
)
from dspt.accounts.queries import held_factors
from dspt.accounts.rules import FactorKind
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.web.access.kept import kept
from dspt.web.access.targets import after_sign_in, target
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public
from dspt.web.public.entry.answers import private
from dspt.web.public.entry.arriving import arrived

from .pages import ConfirmPage
from .showing import Showing
from .words import PASSKEY_WRONG, WAIT, few_codes


@public
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask whoever gave the right password for the second factor; nobody else finds anything here."""
    who = halfway(request)
    if who is None:
        return private(redirect("sign_in"))
    kinds = {each.kind for each in held_factors(who.person)}
    showing = Showing(request, Actor("person", who.person, who.name), who.email, kinds, to="enter")
    if showing.shown is not None:
        response = enter_with_factor(request, factor=showing.shown.factor, kind=showing.shown.kind.value)
        if showing.shown.codes_left is not None:
            messages.warning(request, few_codes(showing.shown.codes_left))
        return arrived(request, response)
    page = ConfirmPage(
        title="One more step",
        person="",
        paragraphs=("The first step is done. Now show that it is you.",),
        action=reverse("mfa_authenticate"),
        next=who.target,
        options=showing.options(who.person) if FactorKind.PASSKEY in kinds else "",
        fields=showing.fields,
        errors=showing.errors,
        button="Sign in",
        has_kept=kept(request) is not None,
        is_entering=True,
    )
    return private(render(request, "public/account/confirm.html", page))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def with_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone. Every failure is answered alike."""
    if request.user.is_authenticated:
        return private(redirect(target(request)))
    errors = ErrorSummary()
    if request.method == "POST":
        entered = _with_answer(request, request.POST.get("answer", "")[:20000])
        if not isinstance(entered, str):
            return arrived(request, entered)
        errors = ErrorSummary((ErrorLine(entered),))
    page = ConfirmPage(
        title="Sign in with a passkey",
        person="",
        paragraphs=("Your device asks you for your fingerprint, your face or its PIN. You need no password.",),
        action=reverse("sign_in_passkey"),
        next=target(request),
        options=passkey_request(None),
        fields=(),
        errors=errors,
        button="",
        has_kept=kept(request) is not None,
        is_entering=True,
    )
    return private(render(request, "public/account/confirm.html", page))


def _with_answer(request: HttpRequest, answer: str) -> HttpResponse | str:
    """Sign in by a passkey's answer; words where it does not fit."""
    if not is_within_rate(request, "login"):
        return WAIT
    owner = passkey_owner(answer)
    if owner is None:
        return PASSKEY_WRONG
    try:
        shown = show_passkey(by=Actor("person", *owner), answer=answer, to="enter", at=now())
    except FactorRefused:
        return PASSKEY_WRONG
    return enter_with_passkey(request, person=owner[0], factor=shown.factor, target=after_sign_in(request))
