"""Recovering access without being signed in: every change needs a button, never a mere visit."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import PersonRefused
from dspt.accounts.gateways import is_within_rate
from dspt.accounts.queries import link
from dspt.accounts.rules import Purpose
from dspt.foundation.clock import now
from dspt.organisations import actions
from dspt.organisations.gateways import recovery_pages
from dspt.organisations.queries import organisation_by_code, recovery_to_answer, recovery_to_stop
from dspt.web.access import visitor
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public
from dspt.web.public.entry.answers import dead_link, person_of, private, slow_down
from dspt.web.public.entry.words import of_person

from . import words
from .answers import over, request_taken, said, step
from .forms import AnswerForm, RecoverForm, RequestForm, StopForm
from .pages import OverPage, RecoverPage

SENT = (
    "If the address you gave can get our mail, an email is on its way. Its link says how to go on.",
    "Its link works once, for 24 hours. Look in your junk mail if it does not come.",
)
RECEIVED = (
    "Two people of our service desk look at your request, and ring your organisation.",
    "We have told everybody who has access to it. Each of them can stop it.",
    "We write to you at every step. There is nothing you need to do now.",
)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Ask for code, name and address, and mail a letter: the answer is the same whatever is so."""
    form = RecoverForm(request.POST if request.method == "POST" else None, initial={"code": request.GET.get("code")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if not is_within_rate(request, "mail", given["email"].lower()):
            return slow_down(request)
        try:
            actions.ask_to_recover(by=visitor(request, given["name"]), **given, pages=recovery_pages(), at=now())
        except PersonRefused as refusal:
            form.add_error(*of_person(refusal))
        except actions.CodeRefused:
            form.add_error("code", "Enter a code of letters and numbers, like A12345")
        else:
            return said(request, "Check your email", SENT)
    fields = fields_of(
        form,
        code={"width": "10", "spellcheck": False, "autocomplete": "off"},
        name={"autocomplete": "name"},
        email={"autocomplete": "email", "spellcheck": False},
    )
    page = RecoverPage("Get access back", tuple(fields.values()), errors_of(form, fields=fields), person_of(request))
    return private(render(request, "public/recovery/recover.html", page))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def recover_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the request itself, by the link that showed that the address is the person's own."""
    if not is_within_rate(request, "link", reading_counts=True):
        return slow_down(request)
    seen = link(token, Purpose.RECOVER, now())
    body = organisation_by_code(seen.organisation) if seen.is_living else None
    if body is None:
        return dead_link(request, "unknown" if seen.is_living else seen.state)
    form = RequestForm(request.POST if request.method == "POST" else None)
    ask = partial(
        actions.request_recovery, by=visitor(request, seen.name), token=token, pages=recovery_pages(), at=now()
    )
    if taken := request_taken(request, form, lambda asked: ask(asked=asked), RECEIVED):
        return taken
    paragraphs = (
        f"You want to become an administrator of {body.name} ({body.code}), because nobody there can give you access.",
        f"You are {seen.name}, {seen.email}. Everybody who has access is told of your request.",
    )
    return step(request, form, f"Your request for {body.name}", paragraphs, "Send the request")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Let the requester answer what the service desk asked, by the link of its letter."""
    if not is_within_rate(request, "link", reading_counts=True):
        return slow_down(request)
    found = recovery_to_answer(token)
    if found is None:
        return over(request, actions.RecoveryRefused("not_now"))
    asked, question = found
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_recovery(
                by=visitor(request, asked.name),
                token=token,
                text=form.cleaned_data["text"],
                pages=recovery_pages(),
                at=now(),
            )
        except actions.RecoveryRefused as refusal:
            return over(request, refusal)
        return said(request, "Thank you", ("Our service desk has your answer. We write to you at the next step.",))
    paragraphs = (f"It is about {words.own(asked)}. Our service desk asks:",)
    return step(request, form, "We need to know more", paragraphs, "Send the answer", quoted=question)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop a request, by the link of a letter; stop it at the press of the button."""
    if not is_within_rate(request, "link", reading_counts=True):
        return slow_down(request)
    found = recovery_to_stop(token)
    if found is None:
        return over(request, actions.RecoveryRefused("unknown"))
    if not found.is_living:
        page = OverPage("There is nothing to stop", (words.asked(found), words.stands(found)), person_of(request))
        return private(render(request, "public/recovery/over.html", page, status=410))
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.stop_recovery_by_link(
                by=visitor(request), token=token, text=form.cleaned_data["text"], pages=recovery_pages(), at=now()
            )
        except actions.RecoveryRefused as refusal:
            return over(request, refusal)
        return said(request, "The request is stopped", ("We have told everybody concerned. Nothing has changed.",))
    paragraphs = (words.asked(found), words.stands(found), "Nothing happens until you press the button.")
    return step(request, form, "Stop this request?", paragraphs, "Stop the request", is_warning=True)
