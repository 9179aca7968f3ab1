"""What the service desk types about a request."""

from __future__ import annotations

from django import forms

from dspt.organisations.rules import Check
from dspt.web.kit.forms import Form


class ApproveForm(Form):
    checked = forms.MultipleChoiceField(
        label="What you have verified yourself",
        choices=[(check.name, check.value) for check in Check],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Verify and tick all of these before you approve, or ask for more"},
    )
    finding = forms.CharField(
        label="How you verified it",
        widget=forms.Textarea,
        max_length=2000,
        help_text="Which number, where you found it, who answered and when. Your colleagues and the record keep it.",
        error_messages={"required": "Enter how you verified it"},
    )


class RefuseForm(Form):
    reason = forms.CharField(
        label="Why it is refused",
        widget=forms.Textarea,
        max_length=2000,
        help_text="The requester gets these words.",
        error_messages={"required": "Enter why it is refused"},
    )


class QuestionForm(Form):
    question = forms.CharField(
        label="What the requester should tell us",
        widget=forms.Textarea,
        max_length=2000,
        help_text="The requester gets these words and a link to answer. A first approval is taken back.",
        error_messages={"required": "Enter what the requester should tell us"},
    )
