"""The step of key roles: who holds each, named once however many roles one person holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from dspt.accounts.rules import Role
from dspt.organisations.actions import Holder, ProfileRefused
from dspt.organisations.queries import MemberRecord, ProfileRecord
from dspt.standard.edition import Edition, KeyRole
from dspt.web.access import Scope
from dspt.web.kit.fields import Choice, Field
from dspt.web.kit.forms import Form, errors_of, fields_of
from dspt.web.toolkit.frame import frame

from . import build, words
from .pages import FieldGroup, StepPage

_MOST = 6
"""Colleagues who are offered by name; a longer list is slower to look through than a name is to type."""
OTHER, NOBODY, _SAME = "other", "nobody", "same-"


class RolesForm(Form):
    """Who holds each key role: a colleague, whoever holds the role above it, somebody else by name and address, nobody.

    ``colleagues``: people with access, offered where they are few enough to look through.
    """

    def __init__(
        self, edition: Edition, colleagues: Sequence[MemberRecord], *args: Any, is_optional: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roles, self.is_optional = edition.key_roles, is_optional
        self.colleagues = {str(each.person): each for each in colleagues}
        self.known: set[str] = set()
        """The roles for which somebody can be chosen who is known already."""
        for place, role in enumerate(self.roles):
            choices = [(key, each.name) for key, each in self.colleagues.items()]
            choices += [
                (f"{_SAME}{above.key}", f"Same person as the {words.role_within(above.label)}")
                for above in self.roles[max(place - 1, 0) : place]
            ]
            if choices:
                self.known.add(role.key)
            choices += [(OTHER, "Somebody else")] + ([(NOBODY, "Nobody")] if is_optional else [])
            self.fields[f"{role.key}_who"] = forms.ChoiceField(
                label=role.label,
                help_text=role.hint,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": f"Select who is {words.role_within(role.label)}"},
            )
            self.fields[f"{role.key}_name"] = forms.CharField(label="Full name", required=False)
            self.fields[f"{role.key}_email"] = forms.CharField(label="Email address (optional)", required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a role said to have the holder of one that has none, where a role may have none."""
        held = self.holders()
        for role in self.roles:
            above = self.same_as(role.key)
            if self.is_optional and above and not held[role.key].name:
                label = next(each.label for each in self.roles if each.key == above)
                self.add_error(f"{role.key}_who", words.same_as_nobody(role.label, label))
        return self.cleaned_data

    def who(self, role: str) -> str:
        """Tell what is chosen for a role; a name or an address without a choice is somebody else's."""
        chosen, name, email = (self[f"{role}_{part}"].value() for part in ("who", "name", "email"))
        return chosen or (OTHER if name or email else "")

    def same_as(self, role: str) -> str:
        """Name the role above whose holder a role is said to have; empty where it is not said."""
        chosen = self.who(role)
        return chosen.removeprefix(_SAME) if chosen.startswith(_SAME) else ""

    def holders(self) -> dict[str, Holder]:
        """Give the holder of each role."""
        held: dict[str, Holder] = {}
        for role in self.roles:
            chosen = self.who(role.key)
            if chosen == OTHER:
                name, email = (self.cleaned_data.get(f"{role.key}_{part}", "") for part in ("name", "email"))
                held[role.key] = Holder(name, email)
            elif chosen in self.colleagues:
                held[role.key] = Holder(self.colleagues[chosen].name, self.colleagues[chosen].email)
            else:
                held[role.key] = held.get(self.same_as(role.key), Holder(""))
        return held


def initial_roles(
    record: ProfileRecord, roles: Sequence[KeyRole], colleagues: Sequence[MemberRecord]
) -> dict[str, str]:
    """Say who holds the key roles in the choices of the form."""
    held = {each.role: (each.name, each.email) for each in record.key_roles}
    known = {(each.name, each.email): str(each.person) for each in colleagues}
    initial: dict[str, str] = {}
    above = ""
    for role in roles:
        holder = held.get(role.key)
        if holder in known:
            initial[f"{role.key}_who"] = known[holder]
        elif holder and holder == held.get(above):
            initial[f"{role.key}_who"] = f"{_SAME}{above}"
        elif holder:
            initial |= {f"{role.key}_who": OTHER, f"{role.key}_name": holder[0], f"{role.key}_email": holder[1]}
        above = role.key
    return initial


def offered(people: Sequence[MemberRecord]) -> tuple[MemberRecord, ...]:
    """Choose the colleagues who are offered by name: none where there are many, and no auditor, who is from outside."""
    colleagues = tuple(each for each in people if each.role != Role.AUDITOR)
    return colleagues if len(colleagues) <= _MOST else ()


def is_optional(edition: Edition, record: ProfileRecord) -> bool:
    """Tell whether the kind of organisation may leave the key roles out."""
    kind = edition.types.get(record.settled_type)
    return kind is not None and kind.key_roles_optional


def roles_page(scope: Scope, edition: Edition, form: Form, record: ProfileRecord) -> StepPage:
    """The key roles: radio buttons for each, name and address for somebody who is not among them."""
    assert isinstance(form, RolesForm)
    shown = {
        name: replace(each, width="20", autocomplete="off", spellcheck=False) if each.kind == "text" else each
        for name, each in fields_of(form).items()
    }
    groups = tuple(_group(form, role, shown) for role in edition.key_roles)
    leaves_out = is_optional(edition, record)
    return StepPage(
        title="Who holds these roles?",
        frame=frame(scope, edition, "profile"),
        lede="One person may hold several roles.",
        groups=groups,
        version=record.version,
        errors=errors_of(form, fields={each.name: each for group in groups for each in group.fields}),
        button="Save and continue",
        skip=build.step_url(scope.code, "nhsmail") if leaves_out else "",
    )


def put_faults(form: RolesForm, refusal: ProfileRefused) -> None:
    """Put what is wrong at its field; a role with the holder of another one has nothing wrong of its own."""
    faults = refusal.facts["faults"]
    assert isinstance(faults, dict)
    for role in form.roles:
        code = faults.get(role.key, "")
        if not code or form.same_as(role.key):
            continue
        if code == "name_missing" and role.key in form.known and form.who(role.key) != OTHER:
            form.add_error(f"{role.key}_who", words.role_fault("unanswered", role.label))
        else:
            part = "email" if code.startswith("email") else "name"
            form.add_error(f"{role.key}_{part}", words.role_fault(code, role.label))


def _group(form: RolesForm, role: KeyRole, shown: Mapping[str, Field]) -> FieldGroup:
    who, typed = shown[f"{role.key}_who"], (shown[f"{role.key}_name"], shown[f"{role.key}_email"])
    if role.key not in form.known:
        return FieldGroup(role.label, role.hint, typed)
    chosen = form.who(role.key)
    choices = tuple(_choice(form, each, chosen, typed) for each in who.choices)
    return FieldGroup("", "", (replace(who, choices=choices, size="m", is_small=True),))


def _choice(form: RolesForm, choice: Choice, chosen: str, typed: tuple[Field, Field]) -> Choice:
    colleague = form.colleagues.get(choice.value)
    namesakes = [each for each in form.colleagues.values() if colleague and each.name == colleague.name]
    return replace(
        choice,
        is_chosen=choice.value == chosen,
        hint=colleague.email if colleague and len(namesakes) > 1 else "",
        reveals=typed if choice.value == OTHER else (),
        after_or=choice.value == NOBODY,
    )
