"""The declaration as a form."""

from __future__ import annotations

from django import forms

from dspt.web.kit.forms import Form


class DeclarationForm(Form):
    """What the page showed comes back hidden, so that nobody declares something they have not seen."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    profile = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    status = forms.CharField(max_length=40, widget=forms.HiddenInput)
    declare = forms.BooleanField(
        label="I declare this", error_messages={"required": "Tick “I declare this” to publish"}
    )
    job_title = forms.CharField(
        label="Your job title",
        help_text="Kept with the publication, not shown to the public",
        max_length=100,
        required=False,
        error_messages={"max_length": "Your job title must be 100 characters or fewer"},
    )
    again = forms.BooleanField(label="Publish again, although nothing has changed", required=False)
