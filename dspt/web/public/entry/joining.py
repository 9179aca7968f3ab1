"""Opening a mailed link: somebody new makes an account, somebody known is signed in."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dspt.accounts.actions import PasswordRefused, PersonRefused
from dspt.accounts.gateways import SingleSignOnRefused, enter_by_mail, enter_with_single_sign_on, providers
from dspt.accounts.queries import LinkRecord, weaknesses
from dspt.foundation.actors import Actor
from dspt.web.access import visitor
from dspt.web.access.vouching import vouched_for, vouched_no_more
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.kit.forms import Form, errors_of, fields_of
from dspt.web.kit.pages import render

from . import words
from .answers import person_of, private
from .arriving import arrived
from .forms import AccountForm, TermsForm
from .pages import JoinPage


class Joining:
    """One opening of a link: who is there, which form they get (``new`` or ``known`` people), what they typed."""

    def __init__(
        self,
        request: HttpRequest,
        seen: LinkRecord,
        *,
        new: type[Form] = AccountForm,
        known: type[Form] = TermsForm,
    ) -> None:
        user = request.user
        self.seen = seen
        self.is_signed_in = user.is_authenticated
        is_the_one = user.is_authenticated and user.email == seen.email
        self.is_somebody_else = self.is_signed_in and not is_the_one
        self.must_sign_in = seen.has_account and not self.is_signed_in
        self.form: Form | None = None
        self.is_new = not self.is_signed_in and not seen.has_account
        wants_password = "password" in request.GET
        self.vouched = vouched_for(request, seen.email) if self.is_new and not wants_password else None
        if not self.is_somebody_else and not self.must_sign_in:
            data = request.POST if request.method == "POST" else None
            self.form = known(data) if is_the_one else new(data, initial={"name": seen.name})
            if self.vouched is not None:
                del self.form.fields["password"]
                self.form.fields["terms"].label = known.base_fields["terms"].label
            self._look_at_password()
        self.is_ready = request.method == "POST" and self.form is not None and self.form.is_valid()
        self.name = str(self.form.cleaned_data.get("name", "")) if self.form and self.is_ready else ""
        self.password = str(self.form.cleaned_data.get("password", "")) if self.form and self.is_ready else ""
        self.actor: Actor = visitor(request, self.name)

    def _look_at_password(self) -> None:
        """Say a weak password together with whatever else is missing, not after it."""
        typed = self.form.data.get("password", "") if self.form and self.form.is_bound else ""
        if self.form and typed and "password" in self.form.fields:
            codes = weaknesses(typed, email=self.seen.email, name=self.form.data.get("name", ""))
            if codes:
                self.form.add_error("password", words.of_weaknesses(codes))

    def enter(self, request: HttpRequest, person: UUID, target: str) -> HttpResponse:
        """Sign the person in who has opened an account, as the way they chose gives it, and answer with the target."""
        if self.is_signed_in:
            return private(redirect(target))
        if self.vouched is None:
            return arrived(request, enter_by_mail(request, person=person, target=target))
        vouched_no_more(request)
        has_factor = self.vouched.identity.has_factor
        return arrived(request, enter_with_single_sign_on(request, person=person, target=target, has_factor=has_factor))

    def refuse(self, refusal: PersonRefused | PasswordRefused | SingleSignOnRefused) -> None:
        """Put a refusal of the action at its field."""
        if self.form is None:
            return
        if isinstance(refusal, SingleSignOnRefused):
            self.form.add_error(None, words.NOT_VOUCHED)
        elif isinstance(refusal, PasswordRefused):
            self.form.add_error("password", words.of_password(refusal))
        else:
            field, message = words.of_person(refusal)
            self.form.add_error(field if field in self.form.fields else None, message)


def join_page(request: HttpRequest, joining: Joining, said: tuple[str, str, str]) -> HttpResponse:
    """Show the page of a link: ``said`` is its title, first sentence and button."""
    title, lede, button = said
    fields: tuple[Field, ...] = ()
    errors = ErrorSummary()
    if joining.form is not None:
        shown = {"name": {"autocomplete": "name"}, "password": {"autocomplete": "new-password"}}
        made = fields_of(joining.form, **{name: shown[name] for name in shown if name in joining.form.fields})
        fields, errors = tuple(made.values()), errors_of(joining.form, fields=made)
    page = JoinPage(
        title=title,
        lede=lede,
        button=button,
        fields=fields,
        errors=errors,
        email=joining.seen.email,
        person=person_of(request),
        sign_in=f"{reverse('sign_in')}?{urlencode({'next': request.path})}" if joining.must_sign_in else "",
        is_somebody_else=joining.is_somebody_else,
        link=request.path,
        single_sign_on=next((each.name for each in providers()), "") if joining.is_new and not joining.vouched else "",
        vouched_by=joining.vouched.provider if joining.vouched else "",
    )
    return private(render(request, "public/entry/join.html", page))
