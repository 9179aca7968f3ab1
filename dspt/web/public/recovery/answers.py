"""Answers that the pages of recovering access share."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse

from dspt.accounts.actions import LinkRefused
from dspt.organisations import actions
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.public.entry.answers import dead_link, person_of, private
from dspt.web.public.entry.pages import AskedPage

from . import words
from .pages import OverPage, StepPage


def step(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    paragraphs: tuple[str, ...],
    button: str,
    *,
    quoted: str = "",
    is_warning: bool = False,
) -> HttpResponse:
    """Show one form of a request."""
    shown = {"phone": {"width": "20", "kind": "tel", "autocomplete": "off"}, "position": {"width": "30"}}
    fields = fields_of(form, **{name: shown[name] for name in shown if name in form.fields})
    page = StepPage(
        title=title,
        paragraphs=paragraphs,
        quoted=quoted,
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        button=button,
        is_warning=is_warning,
        person=person_of(request),
    )
    return private(render(request, "public/recovery/step.html", page))


def request_taken(
    request: HttpRequest, form: forms.Form, ask: Callable[[actions.Asked], object], received: tuple[str, ...]
) -> HttpResponse | None:
    """Put a request that was sent before the service desk; None: it has to be shown, with what was typed."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        ask(actions.Asked(**form.cleaned_data))
    except LinkRefused as refusal:
        return dead_link(request, refusal.code)
    except actions.RecoveryRefused as refusal:
        if refusal.code not in ("text_missing", "text_long"):
            return over(request, refusal)
        field = str(refusal.facts["field"])
        form.add_error(field, form.fields[field].error_messages["required"])
        return None
    return said(request, "We have your request", received)


def said(request: HttpRequest, title: str, paragraphs: tuple[str, ...]) -> HttpResponse:
    """Say what has happened."""
    return private(render(request, "public/entry/asked.html", AskedPage(title, person_of(request), paragraphs)))


def over(request: HttpRequest, refusal: actions.RecoveryRefused) -> HttpResponse:
    """Say why nothing can be done here, and what to do."""
    title, advice = words.of_refusal(refusal)
    page = OverPage(title, (advice,), person_of(request))
    status = 404 if refusal.code == "unknown" else 410
    return private(render(request, "public/recovery/over.html", page, status=status))
