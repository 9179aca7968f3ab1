"""The step of certificates: the list, a new one, taking one away."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from dspt.foundation.clock import london_date, now
from dspt.organisations import actions
from dspt.organisations.queries import ProfileRecord, profile
from dspt.organisations.rules import Permission, certificate_kinds
from dspt.standard.edition import Edition
from dspt.web.access import Scope, kept_post, member
from dspt.web.kit.fields import Choice, ErrorLine, ErrorSummary
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame

from . import build, steps, words
from .forms import CertificateForm
from .pages import FieldGroup, RemovePage, StepPage


@member(Permission.PROFILE)
@require_safe
def certificates(request: HttpRequest, scope: Scope) -> HttpResponse:
    """List the certificates entered, with what ends soon."""
    record = profile(scope.standing.organisation)
    page = build.certificates_page(scope, steps.edition(), record, london_date(now()))
    return render(request, "toolkit/profile/certificates.html", page)


@member(Permission.PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Enter a certificate."""
    edition, record = steps.edition(), profile(scope.standing.organisation)
    form = CertificateForm(request.POST if request.method == "POST" else kept_post(request))
    if request.method == "POST":
        unreadable = set(form.errors)
        try:
            actions.add_certificate(
                by=scope.actor,
                organisation=scope.standing.organisation,
                edition=edition,
                certificate=_typed(form),
                seen_version=steps.version(request),
                at=now(),
            )
        except actions.CertificateRefused as refusal:
            faults = refusal.facts["faults"]
            assert isinstance(faults, dict)
            for name, code in faults.items():
                if name not in unreadable:
                    form.add_error(name, words.certificate_fault(name, code))
        except actions.StaleProfile:
            form.add_error(None, words.STALE)
            record = profile(scope.standing.organisation)
        else:
            messages.success(request, "The certificate is added. Check your profile and accept it again.")
            return redirect("profile_certificates", scope.code)
    return render(request, "toolkit/profile/step.html", _page(scope, edition, form, record))


@member(Permission.PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, scope: Scope, certificate: UUID) -> HttpResponse:
    """Take a certificate away, after saying what opens again."""
    edition, record = steps.edition(), profile(scope.standing.organisation)
    held = next((each for each in record.certificates if each.id == certificate), None)
    if held is None:
        raise Http404
    kind = edition.exemptions.get(held.kind)
    errors = ErrorSummary()
    if request.method == "POST":
        try:
            actions.remove_certificate(
                by=scope.actor,
                organisation=scope.standing.organisation,
                certificate=certificate,
                seen_version=steps.version(request),
                at=now(),
            )
        except actions.CertificateRefused:
            raise Http404 from None
        except actions.StaleProfile:
            errors = ErrorSummary((ErrorLine(words.STALE_REMOVAL),))
        else:
            messages.success(request, "The certificate is removed. Check your profile and accept it again.")
            return redirect("profile_certificates", scope.code)
    page = RemovePage(
        title=f"Remove {kind.label if kind else held.kind}?",
        frame=frame(scope, edition, "profile"),
        paragraphs=(
            f"Number {held.number}, {words.day(held.valid_from)} to {words.day(held.valid_to)}.",
            "Questions that it completes open again. Your profile must be accepted again.",
        ),
        version=record.version,
        errors=errors,
    )
    return render(request, "toolkit/profile/remove.html", page)


def _typed(form: CertificateForm) -> actions.NewCertificate:
    """Give what could be read of the form. What could not is absent, which the action refuses with all that is wrong
    besides; the form's own message then stands at the field."""
    form.is_valid()
    typed = form.cleaned_data
    covers_all = typed.get("covers_all")
    return actions.NewCertificate(
        kind=typed.get("kind", ""),
        issuer=typed.get("issuer", ""),
        number=typed.get("number", ""),
        scope=typed.get("scope", ""),
        covers_all=covers_all == "yes" if covers_all else None,
        valid_from=typed.get("valid_from"),
        valid_to=typed.get("valid_to"),
    )


def _page(scope: Scope, edition: Edition, form: CertificateForm, record: ProfileRecord) -> StepPage:
    fields = fields_of(
        form,
        kind={"kind": "radios"},
        issuer={"width": "20", "autocomplete": "off"},
        number={"width": "20", "autocomplete": "off", "spellcheck": False},
        scope={"rows": 3},
        covers_all={"is_inline": True},
    )
    typed = form["kind"].value()
    fields["kind"] = replace(
        fields["kind"],
        choices=tuple(
            Choice(kind.key, kind.label, kind.note, is_chosen=kind.key == typed)
            for kind in certificate_kinds(edition, record.settled_type)
        ),
    )
    return StepPage(
        title="Add a certificate",
        frame=frame(scope, edition, "profile"),
        lede="Copy what the certificate says.",
        groups=(FieldGroup("", "", tuple(fields.values())),),
        version=record.version,
        errors=errors_of(form, fields=fields),
        button="Add the certificate",
    )
