"""The feedback form."""

from __future__ import annotations

from django import forms

from dspt.feedback.rules import LONGEST_TEXT, Rating
from dspt.web.kit.forms import Form


class RemarkForm(Form):
    """A rating, and freely a text and an address; ``page`` is carried along."""

    rating = forms.ChoiceField(
        label="Did you get done what you came for?",
        choices=[(Rating.YES, "Yes"), (Rating.PARTLY, "Partly"), (Rating.NO, "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you got done what you came for"},
    )
    text = forms.CharField(
        label="What worked, and what should be better? (optional)",
        help_text="Leave out names and information about patients.",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        error_messages={"max_length": f"Write {LONGEST_TEXT:,} characters or fewer"},
    )
    email = forms.EmailField(
        label="Your email address (optional)",
        help_text="Only if we may ask you about it.",
        required=False,
        max_length=254,
    )
    page = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
