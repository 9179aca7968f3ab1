"""What is typed about a hold of the national team."""

from __future__ import annotations

from django import forms

from dspt.web.kit.forms import Form

LONGEST = 2000


class PlaceForm(Form):
    reason = forms.CharField(
        label="Why must nothing of this organisation be deleted?",
        widget=forms.Textarea,
        max_length=LONGEST,
        help_text="For example an inquiry or a claim. Everybody with access to the organisation reads this.",
        error_messages={"required": "Enter why nothing may be deleted"},
    )


class EndForm(Form):
    reason = forms.CharField(
        label="Why is the hold no longer needed?",
        widget=forms.Textarea,
        max_length=LONGEST,
        help_text="Everybody with access to the organisation reads this.",
        error_messages={"required": "Enter why the hold is no longer needed"},
    )
