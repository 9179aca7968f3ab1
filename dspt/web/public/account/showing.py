"""One showing of a second factor, for signing in and for confirming: what was typed, whether it fits, what to say."""

from __future__ import annotations

from collections.abc import Set
from uuid import UUID

from django.http import HttpRequest

from dspt.accounts.actions import FactorRefused, ShownFactor, show_code, show_passkey
from dspt.accounts.gateways import TooManyTries, count_factor_try, forget_factor_tries, passkey_request
from dspt.accounts.rules import FactorKind
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.kit.forms import errors_of, fields_of

from . import words
from .forms import CodeForm


class Showing:
    """Takes what a POST brings; ``shown`` is the factor that fitted, None: nothing yet, or refused."""

    def __init__(self, request: HttpRequest, by: Actor, email: str, kinds: Set[FactorKind], *, to: str) -> None:
        self.shown: ShownFactor | None = None
        self.form = CodeForm(request.POST if request.method == "POST" else None)
        if FactorKind.PHONE not in kinds:
            self.form.fields["code"].label = "Recovery code"
            self.form.fields["code"].help_text = "Where your passkey is not at hand: eight digits"
        if request.method == "POST" and self.form.is_valid():
            self._try(request, by, email, to)

    def _try(self, request: HttpRequest, by: Actor, email: str, to: str) -> None:
        code, answer = self.form.cleaned_data["code"], self.form.cleaned_data["answer"]
        if not code and not answer:
            self.form.add_error("code", "Enter the code")
            return
        try:
            count_factor_try(request, email)
            if answer:
                self.shown = show_passkey(by=by, answer=answer, to=to, at=now())
            else:
                self.shown = show_code(by=by, code=code, to=to, at=now())
        except TooManyTries:
            self.form.add_error(None, words.WAIT)
        except FactorRefused as refusal:
            if answer:
                self.form.add_error(None, words.PASSKEY_WRONG)
            else:
                self.form.add_error("code", words.of_refusal(refusal))
        else:
            forget_factor_tries(request, email)

    def options(self, person: UUID) -> str:
        """Give what the browser is asked for where a passkey is wanted."""
        return passkey_request(person)

    @property
    def fields(self) -> tuple[Field, ...]:
        shown = {"code": {"autocomplete": "one-time-code", "inputmode": "numeric", "width": "10", "value": ""}}
        return tuple(fields_of(self.form, **shown).values())

    @property
    def errors(self) -> ErrorSummary:
        return errors_of(self.form)
