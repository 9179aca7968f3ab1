"""What the service desk types about a request."""

from __future__ import annotations

from django import forms

from dspt.organisations.rules import CHECKS, RecoveryKind
from dspt.web.kit.forms import Form, ReasonField


class ApproveForm(Form):
    checked = forms.MultipleChoiceField(
        label="What you have verified yourself",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Verify and tick all of these before you approve, or ask for more"},
    )
    finding = ReasonField(
        "How you verified it",
        "Enter how you verified it",
        help_text="Which number, where you found it, who answered and when. Your colleagues and the record keep it.",
    )

    def __init__(self, data: object, kind: RecoveryKind) -> None:
        super().__init__(data)
        field = self.fields["checked"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(check.name, check.value) for check in CHECKS[kind]]


class RefuseForm(Form):
    reason = ReasonField("Why it is refused", "Enter why it is refused", help_text="The requester gets these words.")


class QuestionForm(Form):
    question = ReasonField(
        "What the requester should tell us",
        "Enter what the requester should tell us",
        help_text="The requester gets these words and a link to answer. A first approval is taken back.",
    )
