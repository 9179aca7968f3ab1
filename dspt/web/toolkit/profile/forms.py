"""What people type in the profile."""

from __future__ import annotations

from typing import Any

from django import forms

from dspt.standard.edition import ConditionalTest, Edition
from dspt.web.kit.forms import DateField, Form

YES_NO = [("yes", "Yes"), ("no", "No")]
NHSMAIL = [("yes", "Yes"), ("no", "No, we use other email as well or instead"), ("not_sure", "Not sure")]


class TypeForm(Form):
    """The type, and whatever else the organisation is."""

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.key, kind.label) for kind in edition.types.values()]
        missing = "Select what kind of organisation you are"
        self.fields["type"] = forms.ChoiceField(
            choices=choices, widget=forms.RadioSelect, error_messages={"required": missing, "invalid_choice": missing}
        )
        self.fields["also"] = forms.MultipleChoiceField(
            label="What else are you?",
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages={"invalid_choice": "Select from the list what else you are"},
        )


class TestsForm(Form):
    """The conditional questions of the chosen types, yes or no."""

    __test__ = False  # not a test case, whatever its name says

    def __init__(self, tests: tuple[ConditionalTest, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for test in tests:
            missing = f"Select yes or no: {test.question}"
            self.fields[test.key] = forms.ChoiceField(
                label=test.question,
                help_text=test.hint,
                choices=YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": missing, "invalid_choice": missing},
            )


class NhsMailForm(Form):
    nhsmail = forms.ChoiceField(
        label="Is NHSmail the only email your organisation uses?",
        help_text="NHSmail addresses end in nhs.net. Answer no if anybody uses another address for work.",
        choices=NHSMAIL,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select whether NHSmail is your only email",
            "invalid_choice": "Select whether NHSmail is your only email",
        },
    )


class CertificateForm(Form):
    """A certificate; what is missing or wrong in it is for the action to say, all at once."""

    kind = forms.CharField(label="Which certificate is it?", required=False, widget=forms.RadioSelect, max_length=40)
    issuer = forms.CharField(label="Who issued it?", required=False, max_length=3000)
    number = forms.CharField(label="Certificate number", required=False, max_length=3000)
    scope = forms.CharField(
        label="Scope, as the certificate says it",
        help_text="Copy the sentence that says what it covers.",
        required=False,
        widget=forms.Textarea,
        max_length=100_000,
    )
    covers_all = forms.ChoiceField(
        label="Does the scope cover all your health and care data?",
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect,
    )
    valid_from = DateField(
        label="Current from", help_text="The first day on the certificate, for example 27 3 2026", required=False
    )
    valid_to = DateField(label="Current until", help_text="The last day on the certificate", required=False)
