"""Registering an organisation by its code: the code, who you are, the mailed link, the first administrator."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.accounts.actions import LinkRefused, PasswordRefused, PersonRefused
from dspt.accounts.gateways import SingleSignOnRefused, is_within_rate
from dspt.accounts.queries import LinkRecord, link
from dspt.accounts.rules import Purpose
from dspt.foundation.clock import now
from dspt.organisations.actions import ask_for_access
from dspt.publication.actions import EnrolmentRefused, ask_to_enrol, enrol_organisation
from dspt.publication.queries import Candidate, candidate
from dspt.web.access import visitor
from dspt.web.kit.components import Link
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from . import words
from .addresses import address_of
from .answers import dead_link, person_of, private, refused_link, slow_down
from .forms import CodeForm, WhoForm
from .joining import Joining, join_page
from .pages import AskedPage, DeadLinkPage, StartPage


@public
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Step 1, the code: what is wrong with it, in words, or on to who you are."""
    typed = request.POST.get("code", request.GET.get("code"))
    form = CodeForm({"code": typed}) if typed is not None else CodeForm()
    if form.is_valid():
        found = candidate(form.cleaned_data["code"], now())
        if found.is_open or found.standing == "registered":
            return _who(request, found)
        form.add_error("code", words.of_candidate(found))
    fields = fields_of(form, code={"width": "10", "spellcheck": False, "autocomplete": "off"})
    page = StartPage(
        title="Register an organisation",
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        person=person_of(request),
    )
    return private(render(request, "public/entry/start.html", page))


def _who(request: HttpRequest, found: Candidate) -> HttpResponse:
    """Step 2, name and address: mail the link, or tell the administrators of a registered organisation."""
    is_sent = request.method == "POST" and "email" in request.POST
    form = WhoForm(request.POST if is_sent else None)
    if request.method == "POST" and not is_sent:
        return private(redirect(f"{reverse('start')}?code={found.code}"))
    if is_sent and form.is_valid():
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        if not is_within_rate(request, "mail", email.lower()):
            return slow_down(request)
        try:
            if found.standing == "registered":
                ask_for_access(by=visitor(request, name), code=found.code, name=name, email=email, at=now())
            else:
                ask_to_enrol(
                    by=visitor(request, name),
                    code=found.code,
                    name=name,
                    email=email,
                    address=address_of("start_link"),
                    at=now(),
                )
        except PersonRefused as refusal:
            form.add_error(*words.of_person(refusal))
        except EnrolmentRefused:
            return private(redirect(f"{reverse('start')}?code={found.code}"))
        else:
            return _asked(request, found, email)
    fields = fields_of(form, name={"autocomplete": "name"}, email={"autocomplete": "email", "spellcheck": False})
    is_registered = found.standing == "registered"
    page = StartPage(
        title=f"{found.name} is registered already" if is_registered else f"Register {found.name}",
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        person=person_of(request),
        asks_for_access=found.code if is_registered else "",
        organisation=found.name,
        place=", ".join(part for part in (found.town, found.postcode) if part),
        code=found.code,
    )
    return private(render(request, "public/entry/start_who.html", page))


def _asked(request: HttpRequest, found: Candidate, email: str) -> HttpResponse:
    if found.standing == "registered":
        paragraphs = (
            f"We have told the administrators of {found.name} that you would like access.",
            "If they know you, they will invite you by email. We do not tell you who they are.",
        )
        return private(
            render(request, "public/entry/asked.html", AskedPage("Request sent", person_of(request), paragraphs))
        )
    paragraphs = (
        f"If {email} can get our mail, a link to register {found.name} is on its way.",
        "The link works once, for 24 hours. Look in your junk mail if it does not come.",
    )
    again = Link("Enter it again", f"{reverse('start')}?{urlencode({'code': found.code})}")
    page = AskedPage("Check your email", person_of(request), paragraphs, again)
    return private(render(request, "public/entry/asked.html", page))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def start_link(request: HttpRequest, token: str) -> HttpResponse:
    """Step 3, the mailed link: the account, the terms; then administrator, signed in, at the profile."""
    if not is_within_rate(request, "link", reading_counts=True):
        return slow_down(request)
    seen = link(token, Purpose.REGISTER, now())
    if not seen.is_living:
        return dead_link(request, seen.state)
    found = candidate(seen.organisation, now())
    if not found.is_open:
        return _too_late(request, found)
    joining = Joining(request, seen)
    if joining.is_ready:
        try:
            enrolled = enrol_organisation(
                by=joining.actor,
                token=token,
                name=joining.name,
                password=joining.password,
                vouched=joining.vouched,
                at=now(),
            )
        except (PersonRefused, PasswordRefused, SingleSignOnRefused) as refusal:
            joining.refuse(refusal)
        except LinkRefused as refusal:
            return refused_link(request, refusal)
        except EnrolmentRefused:
            return _too_late(request, candidate(seen.organisation, now()))
        else:
            messages.success(request, f"{found.name} is registered. You are its administrator.")
            target = reverse("profile", args=[enrolled.code])
            return joining.enter(request, enrolled.person, target)
    return join_page(request, joining, _words(found, seen))


def _words(found: Candidate, seen: LinkRecord) -> tuple[str, str, str]:
    return (
        f"Register {found.name}",
        f"Code {found.code}. You will be its first administrator: you answer, publish and decide who has access.",
        f"Register {found.name}",
    )


def _too_late(request: HttpRequest, found: Candidate) -> HttpResponse:
    advice = "Its administrators can invite you." if found.standing == "registered" else "Register another code."
    page = DeadLinkPage(words.of_candidate(found), advice, person_of(request), *words.AGAIN["start_link"])
    return private(render(request, "public/entry/dead_link.html", page, status=410))
