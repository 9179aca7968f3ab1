"""Forms parse what was typed; what is wrong is said in our words and what was typed stays."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms

from dspt.web.kit.fields import Field
from dspt.web.kit.forms import DateField, Form, errors_of, fields_of


class Example(Form):
    name = forms.CharField(label="Full name", max_length=5)
    email = forms.EmailField(label="Email address", error_messages={"required": "Enter the address we write to"})
    role = forms.ChoiceField(label="Role", choices=[("member", "Member")], widget=forms.RadioSelect)
    reviewed = DateField(label="Review date")
    staff = forms.IntegerField(label="Number of staff", min_value=1)
    agree = forms.BooleanField(label="I declare this")


GOOD = {
    "name": "Ruth",
    "email": "ruth@example.com",
    "role": "member",
    "reviewed-day": "4",
    "reviewed-month": "2",
    "reviewed-year": "2025",
    "staff": "12",
    "agree": "yes",
}


def messages(**typed: str) -> dict[str, str]:
    form = Example({**GOOD, **typed})
    form.is_valid()
    return {name: field.error for name, field in fields_of(form).items() if field.error}


def test_what_is_right_is_parsed() -> None:
    form = Example(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["reviewed"] == date(2025, 2, 4)
    assert not errors_of(form)


def test_an_empty_form_says_what_to_do_for_each_field() -> None:
    form = Example({})
    fields = fields_of(form)
    assert [line.text for line in errors_of(form, fields=fields).lines] == [
        "Enter full name",
        "Enter the address we write to",
        "Select role",
        "Enter review date",
        "Enter number of staff",
        "Tick “I declare this”",
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": "Ruth Baker"}, "Full name must be 5 characters or fewer"),
        ({"email": "ruth@"}, "Enter an email address in the correct format, like name@example.com"),
        ({"role": "king"}, "Select one of the choices for role"),
        ({"reviewed-month": "13"}, "Review date must be a real date"),
        ({"reviewed-month": ""}, "Review date must include a month"),
        ({"reviewed-day": "", "reviewed-month": ""}, "Review date must include a day and a month"),
        ({"reviewed-year": "99999"}, "Review date must be a real date"),
        ({"reviewed-year": "9" * 20}, "Review date must be a real date"),
        ({"reviewed-year": "9" * 5000}, "Review date must be a real date"),
        ({"staff": "many"}, "Number of staff must be a number, like 12"),
        ({"staff": "0"}, "Number of staff must be 1 or more"),
    ],
)
def test_each_fault_has_its_words(typed: dict[str, str], message: str) -> None:
    assert list(messages(**typed).values()) == [message]


def test_what_was_typed_stays() -> None:
    fields = fields_of(Example({**GOOD, "email": "ruth@", "reviewed-month": "13"}))
    assert fields["email"].value == "ruth@"
    assert fields["reviewed"].date.month == "13"
    assert fields["role"].choices[0].is_chosen
    assert fields["agree"].choices[0].is_chosen


def test_the_summary_leads_to_the_wrong_box_of_a_date() -> None:
    form = Example({**GOOD, "reviewed-month": ""})
    (line,) = errors_of(form).lines
    assert line.target == "reviewed-month"


def test_a_password_never_comes_back() -> None:
    class SignIn(Form):
        password = forms.CharField(label="Password", widget=forms.PasswordInput)
        email = forms.EmailField(label="Email address")

    fields = fields_of(SignIn({"password": "secret", "email": ""}))
    assert fields["password"].value == ""


def test_a_page_adds_how_a_field_looks() -> None:
    shown: Field = fields_of(Example(), name={"autocomplete": "name", "width": "20"})["name"]
    assert (shown.autocomplete, shown.width, shown.error) == ("name", "20", "")


def test_a_form_that_was_not_sent_has_no_errors() -> None:
    assert not errors_of(Example())


def test_a_choice_of_one_is_radios_and_a_choice_of_many_is_checkboxes() -> None:
    class Chosen(Form):
        one = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
        many = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)

    assert {name: field.kind for name, field in fields_of(Chosen()).items()} == {"one": "radios", "many": "checkboxes"}
