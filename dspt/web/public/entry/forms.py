"""What people type on their way in."""

from __future__ import annotations

from django import forms

from dspt.web.kit.forms import Form

NAME_WORDS = {"required": "Enter your full name", "max_length": "Your name must be 120 characters or fewer"}
EMAIL_WORDS = {"required": "Enter your email address"}


class SignInForm(Form):
    email = forms.EmailField(label="Email address", max_length=254, error_messages=EMAIL_WORDS)
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput,
        strip=False,
        max_length=1000,
        error_messages={"required": "Enter your password"},
    )


class CodeForm(Form):
    code = forms.CharField(
        label="Organisation code",
        max_length=40,
        help_text="Letters and numbers, for example A12345. It is also called ODS code.",
        error_messages={
            "required": "Enter the organisation’s code",
            "max_length": "A code has 32 characters at most. Check it and enter it again",
        },
    )


class WhoForm(Form):
    name = forms.CharField(label="Your full name", max_length=120, error_messages=NAME_WORDS)
    email = forms.EmailField(label="Your work email address", max_length=254, error_messages=EMAIL_WORDS)


class AccountForm(Form):
    """A first account: name, password, terms."""

    name = forms.CharField(label="Your full name", max_length=120, error_messages=NAME_WORDS)
    password = forms.CharField(
        label="Choose a password",
        widget=forms.PasswordInput,
        strip=False,
        max_length=1000,
        help_text="At least 12 characters. Three words that do not belong together are good and easy to remember.",
        error_messages={"required": "Choose a password"},
    )
    terms = forms.BooleanField(
        label="I may act for this organisation, and I keep my password to myself",
        error_messages={"required": "Tick the box to say that you may act for this organisation"},
    )


class TermsForm(Form):
    """Somebody with an account only says that they may act."""

    terms = forms.BooleanField(
        label="I may act for this organisation",
        error_messages={"required": "Tick the box to say that you may act for this organisation"},
    )


class ServiceTermsForm(Form):
    """As ``TermsForm``, for a role in the service."""

    terms = forms.BooleanField(
        label="I use what I see here for this role alone",
        error_messages={"required": "Tick the box to say that you use what you see for this role alone"},
    )


class ServiceAccountForm(AccountForm):
    """A first account with a role in the service."""

    terms = forms.BooleanField(
        label="I use what I see here for this role alone, and I keep my password to myself",
        error_messages={"required": "Tick the box to say that you use what you see for this role alone"},
    )


class ForgottenForm(Form):
    email = forms.EmailField(label="Email address", max_length=254, error_messages=EMAIL_WORDS)


class PasswordForm(Form):
    password = forms.CharField(
        label="New password",
        widget=forms.PasswordInput,
        strip=False,
        max_length=1000,
        help_text="At least 12 characters. Three words that do not belong together are good and easy to remember.",
        error_messages={"required": "Choose a password"},
    )
