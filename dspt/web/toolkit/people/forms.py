"""What administrators type about people."""

from __future__ import annotations

import re

from django import forms

from dspt.organisations.rules import Role
from dspt.web.kit.forms import Form

ROLES = [(role.value, role.value.capitalize()) for role in Role]
_BETWEEN = re.compile(r"[;,\r\n]+")
_IN_BRACKETS = re.compile(r"<([^<>]*)>")


class InviteForm(Form):
    email = forms.CharField(
        label="Email addresses",
        help_text="One on each line, or with commas between them. All get the same role",
        max_length=15_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter the person’s email address"},
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


def addresses_in(typed: str) -> tuple[str, ...]:
    """Find the addresses in what was typed or pasted, as a mail program writes them too: ``Ruth Cole <ruth@…>; …``.

    What is no address stays as it is, so that it can be given back.
    """
    found: list[str] = []
    for part in _BETWEEN.split(typed):
        inside = _IN_BRACKETS.search(part)
        words = part.split()
        if inside:
            found.append(inside.group(1).strip())
        elif len(words) > 1 and all("@" in word for word in words):
            found.extend(words)
        elif words:
            found.append(" ".join(words))
    return tuple(dict.fromkeys(each for each in found if each))
