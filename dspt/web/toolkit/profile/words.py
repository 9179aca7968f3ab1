"""The profile in words: why this category, what will be asked, what is wrong with a certificate."""

from __future__ import annotations

from datetime import date, datetime

from dspt.foundation.clock import LONDON
from dspt.standard.categories import Settled
from dspt.standard.edition import Edition, View
from dspt.web.kit.spans import lasting

NHSMAIL = {"yes": "Yes", "no": "No", "not_sure": "Not sure"}

_CERTIFICATE = {
    ("kind", "missing"): "Select which certificate it is",
    ("kind", "unknown"): "Select which certificate it is",
    ("kind", "not_for_type"): "This certificate does not count for your kind of organisation. Select another one",
    ("issuer", "missing"): "Enter who issued it",
    ("issuer", "long"): "Who issued it must be 120 characters or fewer",
    ("number", "missing"): "Enter the certificate number",
    ("number", "long"): "The certificate number must be 80 characters or fewer",
    ("scope", "missing"): "Enter the scope, as the certificate says it",
    ("scope", "long"): "The scope must be 2,000 characters or fewer",
    ("covers_all", "missing"): "Select whether the scope covers all your health and care data",
    ("valid_from", "missing"): "Enter the day it is current from",
    ("valid_to", "missing"): "Enter the last day it is current",
    ("valid_to", "before_start"): "The last day must be after the first",
    ("valid_to", "ran_out"): "This certificate is out of date. Enter one that is current",
}
_ROLE = {
    "unanswered": "Select who is {role}",
    "name_missing": "Enter who is {role}",
    "name_long": "The name of the {role} must be 120 characters or fewer",
    "email_malformed": "Enter an email address for the {role} in the correct format, like name@example.com",
}
STALE = "Somebody else changed the profile meanwhile. Your entries are kept: look at them and save again"

STALE_REMOVAL = "Somebody else changed the profile meanwhile. Look again, then remove it"


def certificate_fault(field: str, code: str) -> str:
    return _CERTIFICATE[field, code]


def role_within(label: str) -> str:
    """Put a role inside a sentence: "Caldicott Guardian" keeps its capitals, "Information governance lead" does not."""
    return label if label[1:2].isupper() or label.startswith("Caldicott") else label[:1].lower() + label[1:]


def role_fault(code: str, label: str) -> str:
    return _ROLE[code].format(role=role_within(label))


def same_as_nobody(label: str, above: str) -> str:
    """Say that a role cannot have the holder of one that nobody holds."""
    return f"Nobody is named as {role_within(above)}. Select somebody else as {role_within(label)}"


def day(on: date) -> str:
    """Say a day: 30 June 2025."""
    return f"{on.day} {on:%B %Y}"


def instant(at: datetime) -> str:
    """Say an instant: 30 June 2025 at 14:05."""
    local = at.astimezone(LONDON)
    return f"{day(local.date())} at {local:%H:%M}"


def why(edition: Edition, settled: Settled) -> str:
    """Say why the category follows from what was chosen, as a sentence that begins with it."""
    kind, chosen = edition.types[settled.type], edition.types[settled.chosen]
    category = edition.categories[settled.category].label
    if settled.reason == "flagged":
        return f"{category}, because the national team has named you as critical national infrastructure."
    if settled.reason == "strictest":
        return f"{category}, because of “{kind.label}”. With several activities the strictest category counts."
    if settled.reason == "test_failed":
        against = " and ".join(f"“{test.question}”" for test in settled.failed)
        return f"{category}. You answered no to {against}, so you count as “{kind.label}”, not “{chosen.label}”."
    if settled.reason == "tests_passed":
        return f"{category}, because you are “{kind.label}” and answered yes to all its questions."
    return f"{category}, because you are “{kind.label}”."


def asked(edition: Edition, category: str) -> tuple[str, ...]:
    """Say what a category will be asked."""
    found = edition.categories[category]
    if found.view is View.OUTCOME:
        expected = edition.profiles.get(found.profile, found.profile)
        words = [
            f"You judge {len(edition.outcomes)} outcomes of the Cyber Assessment Framework.",
            f"What is expected of you stands in the {expected}." if expected else "",
        ]
        if found.interim and edition.calendar.interim_due_on:
            words.append("You make an interim submission, then publish.")
    else:
        items = edition.asked(category)
        required = [item for item in items if item.is_mandatory]
        spent = lasting(sum(item.help.minutes for item in required))
        words = [
            f"You answer {len(required)} required questions. {len(items) - len(required)} more are optional.",
            f"It takes about {spent} in all. You can stop at any time.",
        ]
    if found.audited:
        words.append("An independent audit is part of it every year.")
    return tuple(word for word in words if word)
