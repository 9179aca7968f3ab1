"""What people type who want access back."""

from __future__ import annotations

from django import forms

from dspt.web.kit.forms import Form, ReasonField
from dspt.web.public.entry.forms import EMAIL_WORDS, NAME_WORDS, CodeForm


class RecoverForm(CodeForm):
    name = forms.CharField(label="Your full name", max_length=120, error_messages=NAME_WORDS)
    email = forms.EmailField(
        label="Your work email address",
        max_length=254,
        help_text="An address of the organisation itself. We send a link there before anything else happens.",
        error_messages=EMAIL_WORDS,
    )


class LostFactorForm(Form):
    email = forms.EmailField(label="Email address that you sign in with", max_length=254, error_messages=EMAIL_WORDS)


class RequestForm(Form):
    position = forms.CharField(
        label="Your job there",
        max_length=120,
        help_text="For example: deputy manager",
        error_messages={"required": "Enter your job in the organisation"},
    )
    why = ReasonField(
        "What happened?",
        "Enter what happened, so that we understand why nobody can give you access",
        help_text="For example: our manager left in May, and nobody else could sign in as administrator.",
    )
    voucher = forms.CharField(
        label="Who can confirm this?",
        max_length=200,
        help_text="Somebody with a say in your organisation, other than you: name and job. For example: Ann Lee, owner",
        error_messages={"required": "Enter the name and job of somebody who can confirm this"},
    )
    phone = forms.CharField(
        label="Telephone number of your organisation’s switchboard or front desk",
        max_length=40,
        help_text="We look the number up ourselves as well, ring it and ask for that person.",
        error_messages={"required": "Enter the number of your organisation’s switchboard or front desk"},
    )


class LostFactorRequestForm(Form):
    position = forms.CharField(
        label="Your job, and where",
        max_length=120,
        help_text="For example: deputy manager, Willow Court",
        error_messages={"required": "Enter your job and your organisation"},
    )
    why = ReasonField(
        "What happened?",
        "Enter what happened to your phone or passkey, and to your recovery codes",
        help_text="For example: my phone was stolen on Monday, and the codes were in its case.",
    )
    voucher = forms.CharField(
        label="Who at work can say who you are?",
        max_length=200,
        help_text="Somebody other than you: name and job. For example: Ann Lee, owner",
        error_messages={"required": "Enter the name and job of somebody at work who can say who you are"},
    )
    phone = forms.CharField(
        label="Telephone number of your organisation’s switchboard or front desk",
        max_length=40,
        help_text="We look the number up ourselves as well, ring it and ask for you and for that person.",
        error_messages={"required": "Enter the number of your organisation’s switchboard or front desk"},
    )


class AnswerForm(Form):
    text = ReasonField("Your answer", "Enter your answer")


class StopForm(Form):
    text = ReasonField(
        "Why should this not happen?",
        "Enter why this should not happen",
        help_text="The person who asked and our service desk read this.",
    )
