"""What people type on the pages of their own account."""

from __future__ import annotations

from django import forms

from dspt.web.kit.forms import Form

_PASSWORD_HINT = "At least 12 characters. Three words that do not belong together are good and easy to remember."  # noqa: S105


def _password(label: str, required: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.PasswordInput,
        strip=False,
        max_length=1000,
        help_text=hint,
        error_messages={"required": required},
    )


class NameForm(Form):
    name = forms.CharField(label="Your full name", max_length=120)


class EmailForm(Form):
    email = forms.EmailField(
        label="New email address",
        max_length=254,
        help_text="We send a link there. Nothing changes before you open it.",
        error_messages={"required": "Enter your new email address"},
    )


class ChangePasswordForm(Form):
    current = _password("Your password now", "Enter your password")
    password = _password("New password", "Choose a password", _PASSWORD_HINT)


class PhoneForm(Form):
    code = forms.CharField(
        label="Code that the app shows",
        max_length=20,
        help_text="Six digits. It changes every 30 seconds.",
        error_messages={"required": "Enter the code that the app shows"},
    )


class PasskeyForm(Form):
    name = forms.CharField(
        label="Name for this passkey",
        max_length=40,
        required=False,
        help_text="So that you know it again, for example Work laptop",
    )
    answer = forms.CharField(widget=forms.HiddenInput, max_length=20000, required=False)


class CodeForm(Form):
    """A factor shown: the code of an app or a recovery code, or a passkey's answer."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        required=False,
        help_text="Six digits from your app, or eight of a recovery code",
    )
    answer = forms.CharField(widget=forms.HiddenInput, max_length=20000, required=False)


class OwnPasswordForm(Form):
    password = _password("Your password", "Enter your password")
