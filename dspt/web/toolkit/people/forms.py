"""What administrators type about people."""

from __future__ import annotations

from django import forms

from dspt.organisations.rules import Role
from dspt.web.kit.forms import Form

ROLE_HINTS = {
    Role.ADMINISTRATOR: "Answers, publishes, changes the profile and decides who has access",
    Role.MEMBER: "Answers questions and adds documents",
    Role.VIEWER: "Reads everything and changes nothing",
    Role.AUDITOR: "Reads everything and writes the independent audit",
    Role.SIGNATORY: "Reads everything and signs off: SIRO, Caldicott Guardian, board",
}
ROLES = [(role.value, role.value.capitalize()) for role in Role]


class InviteForm(Form):
    email = forms.EmailField(
        label="Email address", max_length=254, error_messages={"required": "Enter the person’s email address"}
    )
    role = forms.ChoiceField(
        label="Role",
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role", "invalid_choice": "Select a role"},
    )


class RoleForm(Form):
    role = forms.ChoiceField(
        label="Role",
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role", "invalid_choice": "Select a role"},
    )
