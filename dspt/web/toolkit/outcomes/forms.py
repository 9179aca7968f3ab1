"""What is typed on the page of an outcome: as sent, as kept in a draft, as saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from dspt.assessments.queries import Judged
from dspt.standard.edition import Outcome
from dspt.web.kit.forms import DateField, Form

TICKED, ASIDE, POLICY, SUPPORTS = "indicator", "aside-", "policy-", "supports"
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Typed:
    """The form of one outcome. ``seen`` is the version the person had before them, as it was sent."""

    ticks: frozenset[str] = frozenset()
    set_aside: Mapping[str, str] = field(default_factory=dict)
    """Indicator to what is done instead; only what is not empty."""
    declared: str = ""
    reason: str = ""
    statement: str = ""
    policy: Mapping[str, str] = field(default_factory=dict)
    seen: int = 0

    def as_fields(self) -> dict[str, str]:
        """Give it as a draft keeps it: one text for each field of the form."""
        return {
            TICKED: " ".join(sorted(self.ticks)),
            "declared": self.declared,
            "reason": self.reason,
            "statement": self.statement,
            SEEN: str(self.seen),
            **{f"{ASIDE}{indicator}": text for indicator, text in self.set_aside.items()},
            **{f"{POLICY}{name}": text for name, text in self.policy.items() if text},
        }

    def says_other_than(self, stands: Typed) -> bool:
        """Tell whether anything but the version that was seen differs."""
        return self.as_fields() != stands.as_fields() | {SEEN: str(self.seen)}


def sent(post: QueryDict, outcome: Outcome) -> Typed:
    """Read the form as it was sent; fields of other outcomes are not looked at."""
    texts = {name: _lines(text) for name, text in post.items() if isinstance(text, str)}
    return Typed(
        ticks=frozenset(post.getlist(TICKED)),
        set_aside=_asides(texts, outcome),
        declared=texts.get("declared", ""),
        reason=texts.get("reason", ""),
        statement=texts.get("statement", ""),
        policy=_policy(texts, outcome),
        seen=number(post.get(SEEN, "")),
    )


def kept(fields: Mapping[str, str], outcome: Outcome) -> Typed:
    """Read the form from a draft."""
    return Typed(
        ticks=frozenset(fields.get(TICKED, "").split()),
        set_aside=_asides(fields, outcome),
        declared=fields.get("declared", ""),
        reason=fields.get("reason", ""),
        statement=fields.get("statement", ""),
        policy=_policy(fields, outcome),
        seen=number(fields.get(SEEN, "")),
    )


def saved(judged: Judged) -> Typed:
    """Read the form from what is saved."""
    judging = judged.judging
    return Typed(
        ticks=judging.ticked,
        set_aside=judging.set_aside,
        declared=judging.declared.value if judging.declared else "",
        reason=judging.reason,
        statement=judging.statement,
        policy=judging.policy,
        seen=judged.version,
    )


def number(text: str) -> int:
    """Read the number of a version as it was sent; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class OwnerForm(Form):
    """Who owns an outcome and by when it is to be done; either may stay empty."""

    owner = forms.ChoiceField(label="Owner", required=False)
    due_on = DateField(label="Due date", required=False, help_text="For example, 30 5 2025. Leave empty for none.")

    def __init__(self, *args: object, people: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["owner"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "No owner"), *people]


class IndicatorOwnerForm(OwnerForm):
    """Which indicator somebody holds, who, and by when."""

    field_order = ("indicator", "owner", "due_on")
    indicator = forms.ChoiceField(
        label="Indicator",
        error_messages={"required": "Select the indicator", "invalid_choice": "Select one of the indicators"},
    )

    def __init__(self, *args: object, indicators: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, owner = self.fields["indicator"], self.fields["owner"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "Choose an indicator"), *indicators]
        owner.label = "Who holds it?"


class NewEvidenceForm(Form):
    """A document that is not in the library yet: a file, a link or the place where it is kept; exactly one of them."""

    title = forms.CharField(
        label="Title", required=False, max_length=200, help_text="Left empty, the file’s name or the link is shown."
    )
    file = forms.FileField(
        label="Upload a file",
        required=False,
        error_messages={"empty": "The file is empty. Choose another one", "max_length": "Shorten the file’s name"},
    )
    link = forms.CharField(
        label="Or a link", required=False, help_text="For example, https://intranet.example.nhs.uk/policy"
    )
    place = forms.CharField(
        label="Or the place where it is kept",
        required=False,
        help_text="For what should not leave your organisation: folder, cabinet, system, and who holds it.",
        widget=forms.Textarea,
    )
    dated_on = DateField(label="Date of the document", required=False, help_text="For example, 18 11 2024. Optional.")

    def clean(self) -> dict[str, object]:
        said: dict[str, object] = super().clean() or {}
        given = [name for name in ("file", "link", "place") if said.get(name)]
        if not given and "file" not in self.errors:
            self.add_error("file", "Add the document as a file, a link or the place where it is kept")
        if len(given) > 1:
            self.add_error(given[1], "Give one of the three: file, link or place. Add the other one afterwards")
        return said

    @property
    def dated(self) -> date | None:
        found: date | None = self.cleaned_data.get("dated_on")
        return found


def _asides(given: Mapping[str, str], outcome: Outcome) -> dict[str, str]:
    found = {one.reference: given.get(f"{ASIDE}{one.reference}", "") for one in outcome.indicators}
    return {indicator: text for indicator, text in found.items() if text.strip()}


def _policy(given: Mapping[str, str], outcome: Outcome) -> dict[str, str]:
    asked = outcome.policy.fields if outcome.policy else ()
    return {one.key: given.get(f"{POLICY}{one.key}", "") for one in asked}


def _lines(text: str) -> str:
    """End lines as what is saved does: a browser sends them its own way, which alone is no change."""
    return text.replace("\r\n", "\n")
