"""Forms that parse what was typed, and their fields as pages show them. The framework's forms never render here.

Every message is in our words: "Enter your name", "Select a role". A form may give its own by ``error_messages``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from .fields import Choice, DateParts, ErrorSummary, Field, Kind, summary_of


class DateWidget(forms.Widget):
    """Reads three boxes: ``<name>-day``, ``<name>-month``, ``<name>-year``."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> tuple[str, str, str]:
        day, month, year = (str(data.get(f"{name}-{part}") or "").strip() for part in ("day", "month", "year"))
        return day, month, year

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> bool:
        return all(f"{name}-{part}" not in data for part in ("day", "month", "year"))


class DateField(forms.Field):
    """A date typed as day, month and year."""

    widget = DateWidget

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        parts = dict(zip(("day", "month", "year"), value, strict=True))
        if not any(parts.values()):
            return None
        missing = [part for part, typed in parts.items() if not typed]
        if missing:
            raise ValidationError(
                self.error_messages["incomplete"].replace("{parts}", " and a ".join(missing)), "incomplete"
            )
        try:
            return date(*(int(parts[part]) for part in ("year", "month", "day")))
        except (ValueError, OverflowError):  # the second where a year has twenty digits
            raise ValidationError(self.error_messages["invalid"], "invalid") from None


class ReasonField(forms.CharField):
    """A few sentences that must not be missing, such as why something is refused; ``missing`` says so."""

    def __init__(self, label: str, missing: str, *, help_text: str = "", max_length: int = 2000) -> None:
        super().__init__(
            label=label,
            widget=forms.Textarea,
            max_length=max_length,
            help_text=help_text,
            error_messages={"required": missing},
        )


class Form(forms.Form):
    """The base of our forms: plain parsing, with messages in our words for every field that does not bring its own."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for django in self.fields.values():
            django.error_messages = {**_words_for(django), **_own_messages(django)}


def fields_of(form: forms.Form, **shown: Mapping[str, Any]) -> dict[str, Field]:
    """Turn a form into fields with what was typed and the message of each; ``shown`` adds to a field by its name.

    ``fields_of(form, email={"autocomplete": "email", "width": "20"})``; what is added are attributes of ``Field``.
    """
    return {name: field_of(form, name, **shown.get(name, {})) for name in form.fields}


def field_of(form: forms.Form, name: str, **shown: Any) -> Field:
    """Turn one field of a form into what a page shows."""
    django = form.fields[name]
    kind = shown.get("kind") or _kind(django)
    typed = form[name].value()
    errors = form.errors.get(name) if form.is_bound else None
    error = str(errors[0]) if errors else ""
    made = Field(
        name=form.add_prefix(name),
        label=str(django.label or name.replace("_", " ").capitalize()),
        kind=kind,
        hint=str(django.help_text),
        error=error,
    )
    if kind == "date":
        made = replace(made, date=_date_parts(typed, bool(error)))
    elif kind in ("radios", "checkboxes", "select"):
        made = replace(made, choices=_choices(django, typed))
    elif kind not in ("file", "password"):
        made = replace(made, value="" if typed is None else str(typed))
    return replace(made, **{key: value for key, value in shown.items() if key != "kind"})


def errors_of(form: forms.Form, *, note: str = "", fields: Mapping[str, Field] | None = None) -> ErrorSummary:
    """Summarise a form's errors, those of the form as a whole first; empty when it is not bound or has none."""
    if not form.is_bound or form.is_valid():
        return ErrorSummary()
    shown = fields if fields is not None else fields_of(form)
    return summary_of(shown.values(), others=[str(text) for text in form.non_field_errors()], note=note)


def _kind(django: forms.Field) -> Kind:
    widget = django.widget
    if isinstance(django, DateField):
        return "date"
    by_widget: tuple[tuple[type, Kind], ...] = (
        (forms.HiddenInput, "hidden"),
        (forms.Textarea, "textarea"),
        (forms.CheckboxSelectMultiple, "checkboxes"),  # before radios, of which the framework makes it a kind
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkboxes"),
        (forms.Select, "select"),
        (forms.FileInput, "file"),
        (forms.PasswordInput, "password"),
        (forms.EmailInput, "email"),
        (forms.URLInput, "url"),
    )
    return next((kind for widget_type, kind in by_widget if isinstance(widget, widget_type)), "text")


def _choices(django: forms.Field, typed: Any) -> tuple[Choice, ...]:
    if isinstance(django, forms.BooleanField):
        return (Choice("yes", str(django.label), is_chosen=bool(typed)),)
    chosen = {str(value) for value in (typed if isinstance(typed, list | tuple) else [typed]) if value is not None}
    options: list[tuple[Any, Any]] = list(getattr(django, "choices", ()))
    return tuple(Choice(str(value), str(label), is_chosen=str(value) in chosen) for value, label in options)


def _date_parts(typed: Any, is_wrong: bool) -> DateParts:
    if isinstance(typed, date):
        return DateParts(str(typed.day), str(typed.month), str(typed.year))
    day, month, year = typed or ("", "", "")
    parts = {"day": day, "month": month, "year": year}
    empty = tuple(part for part, text in parts.items() if not text)
    wrong = (empty if any(parts.values()) and empty else ("day", "month", "year")) if is_wrong else ()
    return DateParts(day, month, year, wrong)


def _own_messages(django: forms.Field) -> dict[str, str]:
    """The messages that the form's author gave: those which no class of the field has by default."""
    defaults: dict[str, Any] = {}
    for base in reversed(type(django).__mro__):
        defaults.update(getattr(base, "default_error_messages", {}))
    return {
        code: str(text)
        for code, text in django.error_messages.items()
        if code not in defaults or str(text) != str(defaults[code])
    }


def _words_for(django: forms.Field) -> dict[str, str]:
    label = str(django.label or "this")
    what = label[0].lower() + label[1:] if label[1:2].islower() else label
    what = what.rstrip("?")
    kind = _kind(django)
    verb = {"radios": "Select", "checkboxes": "Select", "select": "Select", "file": "Choose"}.get(kind, "Enter")
    words = {
        "required": f"{verb} {what}",
        "invalid": f"Enter {what} in the correct format",
        "invalid_choice": f"Select one of the choices for {what}",
        "invalid_list": f"Select one of the choices for {what}",
        "max_length": f"{label} must be {getattr(django, 'max_length', None) or 'no'} characters or fewer",
        "min_length": f"{label} must be {getattr(django, 'min_length', None) or 'no'} characters or more",
        "max_value": f"{label} must be {getattr(django, 'max_value', None)} or less",
        "min_value": f"{label} must be {getattr(django, 'min_value', None)} or more",
        "max_digits": f"{label} has too many digits",
        "max_decimal_places": f"{label} has too many digits after the point",
        "max_whole_digits": f"{label} has too many digits",
        "missing": f"Choose {what}",
        "empty": "The file is empty. Choose another one",
        "contradiction": f"Choose {what} or leave it, not both",
        "incomplete": f"{label} must include a {{parts}}",
        "null_characters_not_allowed": f"Enter {what} without control characters",
        "surrogate_characters_not_allowed": f"Enter {what} without control characters",
    }
    if isinstance(django, forms.BooleanField):
        words["required"] = f"Tick “{label}”"
    elif isinstance(django, DateField):
        words["invalid"] = f"{label} must be a real date"
    elif isinstance(django, forms.EmailField):
        words["invalid"] = "Enter an email address in the correct format, like name@example.com"
    elif isinstance(django, forms.URLField):
        words["invalid"] = "Enter a web address in the correct format, like https://www.example.com"
    elif isinstance(django, forms.IntegerField):
        words["invalid"] = f"{label} must be a number, like 12"
    return words
