"""Every second factor is lost: asking for a letter, and by its link the service desk."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import PersonRefused
from dspt.accounts.gateways import halfway, is_within_rate
from dspt.accounts.queries import link
from dspt.accounts.rules import Purpose
from dspt.foundation.clock import now
from dspt.organisations import actions
from dspt.organisations.gateways import recovery_pages
from dspt.web.access import visitor
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public
from dspt.web.public.entry.answers import dead_link, person_of, private, slow_down
from dspt.web.public.entry.words import of_person

from .answers import request_taken, said, step
from .forms import LostFactorForm, LostFactorRequestForm
from .pages import RecoverPage

SENT = (
    "If the address you gave can get our mail, an email is on its way. Its link says how to go on.",
    "Its link works once, for 24 hours. Look in your junk mail if it does not come.",
)
RECEIVED = (
    "Two people of our service desk look at your request, and ring you at work.",
    "We have told those who administer your organisations with you. Each of them can stop it, and so can you.",
    "We write to you at every step. There is nothing you need to do now.",
)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Ask for the address, and mail a letter: the answer is the same whatever is so."""
    who = halfway(request) if request.method != "POST" else None
    form = LostFactorForm(request.POST if request.method == "POST" else None, initial={"email": who and who.email})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not is_within_rate(request, "mail", email.lower()):
            return slow_down(request)
        try:
            actions.ask_to_recover_factor(by=visitor(request), email=email, pages=recovery_pages(), at=now())
        except PersonRefused as refusal:
            form.add_error(*of_person(refusal))
        else:
            return said(request, "Check your email", SENT)
    fields = fields_of(form, email={"autocomplete": "username", "spellcheck": False})
    page = RecoverPage(
        "Lost your phone or passkey", tuple(fields.values()), errors_of(form, fields=fields), person_of(request)
    )
    return private(render(request, "public/recovery/lost.html", page))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the request itself, by the link that showed that whoever asks reads the account's mail."""
    if not is_within_rate(request, "link", reading_counts=True):
        return slow_down(request)
    seen = link(token, Purpose.FACTOR, now())
    if not seen.is_living or not seen.has_account:
        return dead_link(request, "unknown" if seen.is_living else seen.state)
    form = LostFactorRequestForm(request.POST if request.method == "POST" else None)
    ask = partial(
        actions.request_factor_recovery, by=visitor(request, seen.name), token=token, pages=recovery_pages(), at=now()
    )
    if taken := request_taken(request, form, lambda asked: ask(asked=asked), RECEIVED):
        return taken
    paragraphs = (
        f"You are {seen.name}, {seen.email}. You want us to take away the extra sign-in step of your account, because "
        "you have lost it and your recovery codes.",
        "We ring you at work before we do. Those who administer your organisations are told, and there is a waiting "
        "time in which you and they can stop it.",
    )
    return step(request, form, "Your extra sign-in step", paragraphs, "Send the request")
