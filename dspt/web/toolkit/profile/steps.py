"""The pages of the steps, from their forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest

from dspt.foundation.clock import london_date, now
from dspt.organisations.queries import ProfileRecord
from dspt.organisations.rules import likely_types, suggested_type
from dspt.standard.catalogue import latest
from dspt.standard.edition import Edition
from dspt.web.access import Scope
from dspt.web.kit.fields import Choice
from dspt.web.kit.forms import Form, errors_of, field_of, fields_of
from dspt.web.toolkit.frame import frame

from .pages import FieldGroup as FieldGroup
from .pages import StepPage as StepPage

AnyForm = Form
PageOf = Callable[[Scope, Edition, Form, ProfileRecord], StepPage]


def edition() -> Edition:
    """Give the edition that runs today."""
    return latest(london_date(now()))


def version(request: HttpRequest) -> int:
    """Read which version of the profile the person saw; -1, which is stale, where it is missing."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1


def suggestion(edition: Edition, sector: str) -> str:
    """Name the type that the directory suggests, or nothing."""
    return suggested_type(edition, sector)


def type_page(scope: Scope, edition: Edition, form: Form, record: ProfileRecord, sector: str = "") -> StepPage:
    """The first step: one radio list for each category, and what else one is, folded away.

    ``sector``: what the directory says of a body that has not chosen yet; the types it may mean stand first.
    """
    chosen = field_of(form, "type", kind="radios")
    groups: list[FieldGroup] = []
    suggested, likely = suggestion(edition, sector), likely_types(edition, sector)
    lists = [("likely", "Most likely", likely)] if likely else []
    lists += [
        (
            category.key,
            f"{category.label}: {category.description}",
            tuple(one.key for one in edition.types.values() if one.category == category.key and one.key not in likely),
        )
        for category in edition.categories.values()
    ]
    for key, label, types in lists:
        choices = tuple(
            replace(choice, hint=_hint(edition, choice)) for choice in chosen.choices if choice.value in types
        )
        if choices:
            # One name for all lists, so that choosing in one lets go in the others; the message stands at the first.
            shown = replace(
                chosen,
                id=f"type-{key}",
                label=label,
                choices=choices,
                size="s",
                is_small=True,
                error="" if groups else chosen.error,
            )
            groups.append(FieldGroup("", "", (shown,)))
    errors = errors_of(form, fields={"type": groups[0].fields[0], "also": field_of(form, "also", kind="checkboxes")})
    lede = "The questions you are asked follow from it."
    if suggested:
        lede += f" The directory says “{edition.types[suggested].label}”, so we have chosen it for you."
    elif likely:
        lede += f" The directory says “{sector}”, so these come first."
    return StepPage(
        title="What kind of organisation are you?",
        frame=frame(scope, edition, "profile"),
        lede=lede,
        groups=tuple(groups[:1] if likely else groups),
        others=tuple(groups[1:] if likely else ()),
        is_other=any(one.is_chosen and one.value not in likely for one in chosen.choices),
        version=record.version,
        errors=errors,
        button="Continue",
        also=replace(field_of(form, "also", kind="checkboxes"), is_small=True),
    )


def tests_page(scope: Scope, edition: Edition, form: Form, record: ProfileRecord) -> StepPage:
    """The conditional questions of the chosen kinds."""
    fields = {name: replace(each, is_inline=True, size="s") for name, each in fields_of(form).items()}
    return StepPage(
        title="A few questions about your kind of organisation",
        frame=frame(scope, edition, "profile"),
        lede="Your answers decide your category. If one of them is no, fewer questions are asked.",
        groups=(FieldGroup("", "", tuple(fields.values())),),
        version=record.version,
        errors=errors_of(form, fields=fields),
        button="Continue",
    )


def nhsmail_page(scope: Scope, edition: Edition, form: Form, record: ProfileRecord) -> StepPage:
    """The question about NHSmail."""
    fields = fields_of(form)
    return StepPage(
        title="Your email",
        frame=frame(scope, edition, "profile"),
        lede="If NHSmail is all you use, the questions about email security are done for you.",
        groups=(FieldGroup("", "", tuple(fields.values())),),
        version=record.version,
        errors=errors_of(form, fields=fields),
        button="Save and continue",
    )


def _hint(edition: Edition, choice: Choice) -> str:
    kind = edition.types[choice.value]
    return "We ask you a few questions to be sure" if kind.tests else ""
