"""Second factors: set up, added, removed; recovery codes, shown once."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dspt.accounts.actions import AddedFactor, FactorRefused, add_passkey, add_phone, make_recovery_codes, remove_factor
from dspt.accounts.gateways import (
    TooManyTries,
    count_factor_try,
    forget_factor_tries,
    new_phone_secret,
    passkey_creation,
    phone_address,
)
from dspt.accounts.queries import held_factors
from dspt.accounts.rules import FactorKind
from dspt.foundation.clock import now
from dspt.web.access import actor, setting_up, signed_in_lately
from dspt.web.access.stays import confirm_stay, has_shown_factor, must_keep_factor, owes_factor
from dspt.web.access.targets import with_kept
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.public.entry.answers import person_of

from . import words
from .forms import PasskeyForm, PhoneForm
from .pages import AccountFormPage, CodesPage, PasskeyPage, PhonePage, SetUpPage

_SECRET = "phone_secret"  # noqa: S105 (a name in the session)


@setting_up
@require_safe
def set_up(request: HttpRequest) -> HttpResponse:
    """Offer the ways to set up an extra sign-in step; who owes one finds no way round."""
    # Whose organisation has only now become one that asks for it was not asked at sign-in.
    owes = owes_factor(request) or (not has_shown_factor(request) and must_keep_factor(request))
    paragraphs = (
        "What you may do here matters to many people, and a password can be stolen. So we ask for one more step.",
        "It takes about two minutes, once. Then you go on where you were going.",
    )
    others = ("With an extra step, a stolen password is not enough to get into your account.",)
    query = urlencode({"next": with_kept(request)})
    page = SetUpPage(
        title="Set up an extra sign-in step",
        person=person_of(request),
        paragraphs=paragraphs if owes else others,
        phone=f"{reverse('factor_phone')}?{query}",
        passkey=f"{reverse('factor_passkey')}?{query}",
        back="" if owes else reverse("account"),
    )
    return render(request, "public/account/set_up.html", page)


@setting_up
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Add an app that shows codes: a square code to take in, the secret to type, and the first code as proof."""
    person = request.user
    assert person.is_authenticated
    is_another = any(each.kind is FactorKind.PHONE for each in held_factors(person.id))
    # Kept in the session until a code has proved it, so that a wrong code does not mean to begin again.
    secret = request.session.get(_SECRET) or new_phone_secret()
    request.session[_SECRET] = secret
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count_factor_try(request, person.email)
            added = add_phone(
                by=actor(request),
                secret=secret,
                code=form.cleaned_data["code"],
                keep_session=request.session.session_key or "",
                at=now(),
            )
        except TooManyTries:
            form.add_error(None, words.WAIT)
        except FactorRefused as refusal:
            form.add_error("code", words.of_refusal(refusal))
        else:
            del request.session[_SECRET]
            return _added(request, person.email, added, "Your app is set up. We ask for its code when you sign in.")
    fields = fields_of(form, code={"autocomplete": "one-time-code", "inputmode": "numeric", "width": "10"})
    opens = phone_address(person.id, secret)
    page = PhonePage(
        title="Set up another app with codes" if is_another else "Set up an app with codes",
        is_another=is_another,
        person=person.name,
        drawing=segno.make(opens, error="m").svg_data_uri(scale=4, border=2, dark="#212b32", light="#ffffff"),
        secret=words.spaced(secret),
        opens=opens,
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        next=with_kept(request),
        back=reverse("account") if is_another else reverse("set_up"),
    )
    return render(request, "public/account/phone.html", page)


@setting_up
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Add a passkey, which the browser makes; needs scripts, and says so where there are none."""
    person = request.user
    assert person.is_authenticated
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count_factor_try(request, person.email)
            added = add_passkey(
                by=actor(request),
                name=form.cleaned_data["name"],
                answer=form.cleaned_data["answer"],
                keep_session=request.session.session_key or "",
                at=now(),
            )
        except TooManyTries:
            form.add_error(None, words.WAIT)
        except FactorRefused as refusal:
            form.add_error(None, words.PASSKEY_WRONG if refusal.code == "wrong" else words.of_refusal(refusal))
        else:
            return _added(request, person.email, added, "Your passkey is set up. You can sign in with it alone.")
    fields = fields_of(form, name={"autocomplete": "off", "width": "20"})
    page = PasskeyPage(
        title="Set up a passkey",
        person=person.name,
        options=passkey_creation(person.id),
        fields=tuple(fields.values()),
        errors=errors_of(form, fields=fields),
        next=with_kept(request),
        back=reverse("set_up"),
    )
    return render(request, "public/account/passkey.html", page)


def _added(request: HttpRequest, email: str, added: AddedFactor, said: str) -> HttpResponse:
    forget_factor_tries(request, email)
    confirm_stay(request, by_factor=True)
    if added.codes:
        return _codes(request, added.codes, said)
    messages.success(request, said)
    return redirect(with_kept(request))


@signed_in_lately
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make recovery codes anew, after asking; they are shown this once."""
    if request.method == "POST":
        try:
            codes = make_recovery_codes(by=actor(request), at=now())
        except FactorRefused:
            return redirect("set_up")
        return _codes(request, codes, "These are your new recovery codes. The old ones no longer work.")
    said = (
        "A recovery code lets you in once when your phone or passkey is not at hand.",
        "The codes you have now stop working.",
    )
    page = AccountFormPage(
        "Make new recovery codes", person_of(request), said, "Make new codes", (), ErrorSummary(), reverse("account")
    )
    return render(request, "public/account/form.html", page)


def _codes(request: HttpRequest, codes: tuple[str, ...], said: str) -> HttpResponse:
    spaced = tuple(f"{code[:4]} {code[4:]}" for code in codes)
    text = (
        "Recovery codes for the Data Security and Protection Toolkit\nEach works once.\n\n" + "\n".join(spaced) + "\n"
    )
    page = CodesPage(
        title="Keep your recovery codes",
        person=person_of(request),
        said=said,
        codes=spaced,
        file=f"data:text/plain;charset=utf-8,{quote(text)}",
        next=with_kept(request),
    )
    return render(request, "public/account/codes.html", page)


@signed_in_lately
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, factor: int) -> HttpResponse:
    """Remove a second factor, after asking; the last one stays where one is compulsory."""
    person = request.user.id
    assert person is not None
    held = next(
        (each for each in held_factors(person) if each.number == factor and each.kind is not FactorKind.RECOVERY), None
    )
    if held is None:
        raise Http404
    errors = ErrorSummary()
    if request.method == "POST":
        try:
            remove_factor(by=actor(request), factor=factor, is_compulsory=must_keep_factor(request), at=now())
        except FactorRefused as refusal:
            errors = ErrorSummary((ErrorLine(words.of_refusal(refusal)),))
        else:
            messages.success(request, "It is removed.")
            return redirect("account")
    what = words.of_factor(held.kind).lower()
    page = AccountFormPage(
        title=f"Remove {what}{f' “{held.name}”' if held.name else ''}?",
        person=person_of(request),
        paragraphs=("We no longer ask for it when you sign in. You can add it again.",),
        button="Remove it",
        fields=(),
        errors=errors,
        back=reverse("account"),
        is_warning=True,
    )
    return render(request, "public/account/form.html", page)
