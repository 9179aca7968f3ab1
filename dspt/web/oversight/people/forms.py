"""What is typed about people with roles in the service."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from dspt.accounts.rules import LONGEST_REASON, SERVICE_NAMES
from dspt.directory.queries import KnownArea
from dspt.web.kit.forms import Form, ReasonField


class GiveForm(Form):
    email = forms.EmailField(
        label="Email address",
        help_text="Whoever has no account yet gets an invitation that opens one",
        max_length=254,
        error_messages={"required": "Enter the person’s email address"},
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[(role.value, name) for role, name in SERVICE_NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role"},
    )
    scope = forms.ChoiceField(
        label="Region or board",
        help_text="For a regional or a board viewer only",
        required=False,
        error_messages={"invalid_choice": "Select a region or board from the list"},
    )

    def __init__(self, data: object, areas: Iterable[KnownArea]) -> None:
        super().__init__(data)
        kinds = {"region": "Region", "board": "Board"}
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "None"), *((one.code, f"{kinds[one.kind]}: {one.name}") for one in areas)]


class CloseForm(Form):
    reason = ReasonField(
        "Why is the account closed?",
        "Enter why the account is closed",
        help_text="Kept in the record of the service",
        max_length=LONGEST_REASON,
    )
