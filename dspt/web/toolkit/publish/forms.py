"""The declaration as a form."""

from __future__ import annotations

from django import forms

from dspt.web.kit.forms import Form


class SeenNumber(forms.Field):
    """A number that the page showed, hidden. What cannot be read is no number that anybody saw: -1, which is stale."""

    widget = forms.HiddenInput

    def to_python(self, value: object) -> int:
        text = str(value or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class DeclarationForm(Form):
    """What the page showed comes back hidden, so that nobody declares something they have not seen."""

    revision = SeenNumber(required=False)
    profile = SeenNumber(required=False)
    status = forms.CharField(required=False, widget=forms.HiddenInput)
    declare = forms.BooleanField(
        label="I declare this", error_messages={"required": "Tick “I declare this” to publish"}
    )
    job_title = forms.CharField(
        label="Your job title (optional)",
        help_text="Kept with the publication, not shown to the public",
        max_length=100,
        required=False,
        error_messages={"max_length": "Your job title must be 100 characters or fewer"},
    )
    again = forms.BooleanField(label="Publish again, although nothing has changed", required=False)
