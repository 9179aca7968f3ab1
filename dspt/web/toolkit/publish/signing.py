"""Signing off: the list on the readiness page, the form of a signatory, taking back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from dspt.foundation import clock
from dspt.foundation.refusals import Refusal
from dspt.organisations.rules import Permission
from dspt.publication import queries
from dspt.publication.actions import (
    ChangedSinceCheck,
    Seen,
    SignOffRefused,
    sign_off_assessment,
    take_sign_off_back,
)
from dspt.publication.queries import Gathered, NotStarted
from dspt.publication.rules import FINAL, LONGEST_NOTE, Capacity, Offer, SignOff, moved_since, stands, status_text
from dspt.standard.edition import Edition
from dspt.web.access import Scope, kept_post, member
from dspt.web.kit.components import Link
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.kit.forms import Form, errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import OrganisationFrame, frame
from dspt.web.toolkit.links import address
from dspt.web.toolkit.words import instant

from .years import edition_in_address

_MOVED = {
    "answer": "the answer to {subject} changed",
    "level": "the judgement of {subject} changed",
    "confirmation": "assertion {subject} was confirmed anew",
    "profile": "the profile changed",
    "other": "the assessment changed",
}


class SignOffForm(Form):
    """What was shown comes back hidden, so that nobody signs something they have not seen."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    profile = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    status = forms.CharField(max_length=40, widget=forms.HiddenInput)
    capacity = forms.ChoiceField(
        label="You sign as",
        choices=[(one.name.lower(), one.value[0].upper() + one.value[1:]) for one in Capacity],
        widget=forms.RadioSelect,
        error_messages={"required": "Select in which capacity you sign"},
    )
    note = forms.CharField(
        label="Note (optional)",
        help_text="For example conditions, or the meeting at which it was agreed. Your organisation sees it",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea,
        error_messages={"max_length": f"Your note must be {LONGEST_NOTE} characters or fewer"},
    )


@dataclass(frozen=True, slots=True)
class SignOffLine:
    """One sign-off in words. ``ended``: why it holds no more; empty: it stands."""

    who: str
    when: str
    note: str
    ended: str
    take_back: str
    """Address; empty: not this person's, or over."""


@dataclass(frozen=True, slots=True)
class SignOffBox:
    """The part of the readiness page that speaks of signing off."""

    sentence: str
    lines: tuple[SignOffLine, ...]
    sign: Link | None
    another: Link | None
    """In place of ``sign`` for somebody whose sign-off stands: in another capacity."""
    is_pressing: bool
    """It is asked for, begun or this person's to give; else it stands below what everybody has to do."""


@dataclass(frozen=True, slots=True)
class SignOffPage:
    title: str
    frame: OrganisationFrame
    back: str
    status: str
    hidden: tuple[Field, ...]
    fields: tuple[Field, ...]
    errors: ErrorSummary


def sign_off_box(scope: Scope, found: Gathered, offer: Offer | None) -> SignOffBox:
    """Say who signed, whether it still holds, and where this person signs."""
    living = found.standing_sign_offs
    if living:
        sentence = "It holds until an answer, a level, a confirmation or the profile changes."
    elif found.sign_offs:
        sentence = "No sign-off holds at present. You can publish without one."
    else:
        sentence = "Nobody has signed it off. You can publish without, if your organisation does not ask for it."
    if queries.needs_sign_off(found.edition) and not living:
        sentence = "This edition asks for a sign-off before you publish. A signatory of your organisation gives it."
    sign = another = None
    if offer and scope.may(Permission.SIGN):
        where = address("sign_off", scope.code, found.edition.key)
        if any(one.by_id == scope.actor.id for one in living):
            another = Link("Sign off in another capacity too", where)
        else:
            sign = Link(f"Sign off {status_text(found.edition, offer.status)}", where)
    lines = tuple(_line(scope, found, one) for one in found.sign_offs)
    is_pressing = bool(lines or scope.may(Permission.SIGN) or queries.needs_sign_off(found.edition))
    return SignOffBox(sentence, lines, sign, another, is_pressing)


@member(Permission.SIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, scope: Scope, edition: str) -> HttpResponseBase:
    """Show what is signed; keep the sign-off. Whatever is in the way leads back to the readiness page."""
    this = edition_in_address(edition)
    form = SignOffForm(request.POST if request.method == "POST" else kept_post(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            sign_off_assessment(
                by=scope.actor,
                organisation=scope.standing.organisation,
                edition=this,
                seen=Seen(said["revision"], said["profile"], said["status"]),
                capacity=said["capacity"],
                note=said["note"],
                at=clock.now(),
            )
        except SignOffRefused:
            form.add_error("capacity", "You have signed in this capacity, and nothing has changed since")
        except ChangedSinceCheck:
            messages.warning(request, "Nothing was signed: the assessment changed since you looked. Look again.")
            return redirect("publish", code=scope.code, edition=this.key)
        except Refusal:  # the readiness page says which, with what to do
            return redirect("publish", code=scope.code, edition=this.key)
        else:
            messages.success(request, "You have signed the assessment off.")
            return redirect("publish", code=scope.code, edition=this.key)
    return _page(request, scope, this, form)


@member(Permission.SIGN)
@require_POST
def take_back(request: HttpRequest, scope: Scope, edition: str, given: UUID) -> HttpResponseBase:
    """Take one's own sign-off back."""
    this = edition_in_address(edition)
    try:
        take_sign_off_back(
            by=scope.actor,
            code=scope.code,
            organisation=scope.standing.organisation,
            sign_off=given,
            at=clock.now(),
        )
    except SignOffRefused:
        raise Http404 from None
    messages.success(request, "Your sign-off is taken back.")
    return redirect("publish", code=scope.code, edition=this.key)


def _page(request: HttpRequest, scope: Scope, edition: Edition, form: SignOffForm) -> HttpResponseBase:
    try:
        found = queries.gathered(organisation=scope.standing.organisation, edition=edition, at=clock.now())
        offer = found.unsigned_offer(FINAL)
    except (NotStarted, Refusal):
        return redirect("publish", code=scope.code, edition=edition.key)
    text = status_text(edition, offer.status)
    seen = {"revision": found.state.revision, "profile": found.profile.version, "status": offer.status}
    fields = fields_of(form, capacity={"size": "m"}, note={"size": "m", "rows": 4, "limit": LONGEST_NOTE})
    page = SignOffPage(
        title="Sign off",
        frame=frame(scope, edition, "publish"),
        back=address("publish", scope.code, edition.key),
        status=text,
        hidden=tuple(Field(name, "", kind="hidden", value=str(value)) for name, value in seen.items()),
        fields=(fields["capacity"], fields["note"]),
        errors=errors_of(form, fields=fields, note="Nothing was signed."),
    )
    return render(request, "toolkit/publish/sign_off.html", page, status=422 if page.errors else 200)


def _line(scope: Scope, found: Gathered, one: SignOff) -> SignOffLine:
    holds = stands(one, found.state.revision, found.profile.version)
    text = status_text(found.edition, one.status)
    return SignOffLine(
        who=f"{one.by_name}, {one.capacity_label}",
        when=f"Signed {text} off on {instant(one.signed_at)}",
        note=one.note,
        ended="" if holds else _ended(found, one),
        take_back=address("take_sign_off_back", scope.code, found.edition.key, one.id)
        if holds and one.by_id == scope.actor.id and scope.may(Permission.SIGN)
        else "",
    )


def _ended(found: Gathered, one: SignOff) -> str:
    move = moved_since(one, found.state, found.profile.version)
    words = _MOVED[move.what].format(subject=move.subject)
    who = f" by {move.by}" if move.by else ""
    when = f" on {instant(move.at)}" if move.at else ""
    said = f"{words}{f', saved{who}{when}' if who or when else ' afterwards'}"
    return f"Withdrawn, because {said}"
