"""From records to the pages of the profile."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from dspt.organisations.queries import CertificateRecord, ProfileRecord, facts_of
from dspt.organisations.rules import Currency, Permission, certificate_kinds, currency, missing_parts
from dspt.standard.categories import settle
from dspt.standard.edition import Edition
from dspt.standard.exemptions import exempt_items, lapsed, reopenings
from dspt.standard.facts import ProfileFacts
from dspt.web.access import Scope
from dspt.web.kit.components import Link, Mark
from dspt.web.kit.fields import ErrorSummary
from dspt.web.toolkit.frame import frame

from . import words
from .pages import Asked, CertificateRow, CertificatesPage, CheckPage, Completed, Row

WARN_DAYS = 60
_MARKS = {
    Currency.CURRENT: ("Current", "ok"),
    Currency.ENDING: ("Ends soon", "do"),
    Currency.OUT_OF_DATE: ("Out of date", "bad"),
    Currency.NOT_YET: ("Not yet", "info"),
}


def check_page(
    scope: Scope, edition: Edition, record: ProfileRecord, on: date, errors: ErrorSummary | None = None
) -> CheckPage:
    """Build the page to check the answers on: all of them, what follows from them, what is still to do."""
    missing = missing_of(edition, record)
    may_change = scope.may(Permission.PROFILE)
    facts = facts_of(record)
    if record.version == 0:
        state = "empty"
    elif missing:
        state = "unfinished"
    else:
        state = "accepted" if record.is_accepted else "ready"
    accepted = ""
    if record.accepted_at:
        accepted = f"Accepted by {record.accepted_by_name} on {words.instant(record.accepted_at)}."
    return CheckPage(
        title="Your profile",
        frame=frame(scope, edition, "profile"),
        rows=rows(scope, edition, record, may_change),
        certificates=certificate_rows(scope, edition, record, on, may_change),
        asked=asked(scope, edition, record),
        completed=completed(edition, facts, on),
        warnings=warnings(edition, facts, on),
        state=state,
        accepted=accepted,
        next_url=step_url(scope.code, missing[0]) if missing else "",
        may_change=may_change,
        version=record.version,
        errors=errors or ErrorSummary(),
    )


def certificates_page(scope: Scope, edition: Edition, record: ProfileRecord, on: date) -> CertificatesPage:
    """Build the step of certificates: those entered, and those that would complete something."""
    kinds = tuple(f"{kind.label}. {kind.note}" for kind in certificate_kinds(edition, record.settled_type))
    return CertificatesPage(
        title="Certificates",
        frame=frame(scope, edition, "profile"),
        kinds=kinds,
        certificates=certificate_rows(scope, edition, record, on, may_change=True),
        warnings=warnings(edition, facts_of(record), on),
        errors=ErrorSummary(),
    )


def missing_of(edition: Edition, record: ProfileRecord) -> tuple[str, ...]:
    """List the steps still to do before the profile can be accepted."""
    roles = {role.role: role.name for role in record.key_roles}
    return missing_parts(edition, record.settled_type, record.nhsmail, roles)


def step_url(code: str, step: str) -> str:
    """Give the address of a step: type, key_roles, nhsmail, certificates."""
    return reverse(f"profile_{step}", args=[code])


def after(code: str, step: str, goes_back: bool) -> str:
    """Tell where a saved step leads: to the next one, or back to the check page it was changed from."""
    order = ("type", "key_roles", "nhsmail", "certificates")
    place = order.index(step) + 1
    if goes_back or place == len(order):
        return reverse("profile", args=[code])
    return step_url(code, order[place])


def rows(scope: Scope, edition: Edition, record: ProfileRecord, may_change: bool) -> tuple[Row, ...]:
    """Build the answers, with a link to change each."""
    chosen = edition.types.get(record.type)
    tests = {
        test.key: test.question
        for key in (record.type, *record.also)
        if key in edition.types
        for test in edition.types[key].tests
    }
    also = tuple(edition.types[key].label for key in record.also if key in edition.types)
    made = [
        Row(
            "Kind of organisation",
            chosen.label if chosen else "Not answered",
            (f"Also: {', '.join(also)}",) if also else (),
            _change(scope, "type", "kind of organisation", may_change),
        )
    ]
    made += [
        Row(question, record.tests[key].capitalize(), (), _tests_link(scope, record, question, may_change))
        for key, question in tests.items()
        if key in record.tests
    ]
    held = {role.role: role for role in record.key_roles}
    kind = edition.types.get(record.settled_type)
    empty = "Nobody named" if kind and kind.key_roles_optional else "Not answered"
    for role in edition.key_roles:
        holder = held.get(role.key)
        lines = (holder.email,) if holder and holder.email else ()
        link = _change(scope, "key_roles", role.label, may_change)
        made.append(Row(role.label, holder.name if holder else empty, lines, link))
    made.append(
        Row(
            "NHSmail is the only email",
            words.NHSMAIL.get(record.nhsmail, "Not answered"),
            (),
            _change(scope, "nhsmail", "whether NHSmail is the only email", may_change),
        )
    )
    return tuple(made)


def certificate_rows(
    scope: Scope, edition: Edition, record: ProfileRecord, on: date, may_change: bool
) -> tuple[CertificateRow, ...]:
    """Build the certificates entered: their days, whether they count, and why not."""
    return tuple(_certificate(scope, edition, record, held, on, may_change) for held in record.certificates)


def asked(scope: Scope, edition: Edition, record: ProfileRecord) -> Asked | None:
    """Say the category, why, and what will be asked; None while the type is open."""
    if not record.type or record.type not in edition.types:
        return None
    settled = settle(
        edition,
        (record.type, *record.also),
        record.tests,
        critical_infrastructure=scope.standing.is_critical_infrastructure,
    )
    return Asked(settled.category, words.why(edition, settled), words.asked(edition, settled.category))


def completed(edition: Edition, facts: ProfileFacts | None, on: date) -> tuple[Completed, ...]:
    """Say which items are completed by what is held today."""
    if facts is None:
        return ()
    by: dict[str, list[str]] = {}
    until: dict[str, str] = {}
    for reference, exempt in exempt_items(edition, facts, on).items():
        by.setdefault(exempt.exemption, []).append(reference)
        until[exempt.exemption] = f"until {words.day(exempt.until)}" if exempt.until else "as long as this stays so"
    return tuple(Completed(edition.exemptions[key].label, until[key], tuple(items)) for key, items in by.items())


def warnings(edition: Edition, facts: ProfileFacts | None, on: date) -> tuple[str, ...]:
    """Say which certificates end soon or have ended, and what opens again."""
    if facts is None:
        return ()
    said = []
    for ended in lapsed(edition, facts, on):
        label = edition.exemptions[ended.exemption].label
        reopened = f" {_questions(len(ended.items))} open again." if ended.items else ""
        said.append(f"{label} ran out on {words.day(ended.until)}.{reopened}")
    for ending in reopenings(edition, facts, on, within_days=WARN_DAYS):
        label = edition.exemptions[ending.exemption].label
        said.append(f"{label} ends on {words.day(ending.until)}. Then {_questions(len(ending.items))} open again.")
    return tuple(said)


def _certificate(
    scope: Scope, edition: Edition, record: ProfileRecord, held: CertificateRecord, on: date, may_change: bool
) -> CertificateRow:
    kind = edition.exemptions.get(held.kind)
    stands = currency(held.valid_from, held.valid_to, on)
    if stands is Currency.OUT_OF_DATE:
        counts = "Completes nothing any more."
    elif stands is Currency.NOT_YET:
        counts = "Counts from its first day."
    elif kind is not None and kind.scope_must_cover_all and not held.covers_all:
        counts = "Completes nothing, because its scope does not cover all your health and care data."
    elif kind is not None and not _may_hold(kind.types, record.settled_type):
        counts = "Does not count for your kind of organisation."
    else:
        counts = "Counts." if not (kind and kind.opens_exceeded) else "Counts, and opens Standards Exceeded."
    return CertificateRow(
        label=kind.label if kind else held.kind,
        number=held.number,
        issuer=held.issuer,
        days=f"{words.day(held.valid_from)} to {words.day(held.valid_to)}",
        mark=Mark(*_MARKS[stands]),
        counts=counts,
        remove=_remove(scope, held.id) if may_change else "",
    )


def _may_hold(types: tuple[str, ...], settled_type: str) -> bool:
    return not types or settled_type in types


def _remove(scope: Scope, certificate: UUID) -> str:
    return reverse("profile_certificate_remove", args=[scope.code, certificate])


def _change(scope: Scope, step: str, about: str, may_change: bool) -> Link | None:
    return Link("Change", f"{step_url(scope.code, step)}?change", about) if may_change else None


def _tests_link(scope: Scope, record: ProfileRecord, about: str, may_change: bool) -> Link | None:
    query = urlencode({"type": record.type, "also": record.also, "change": ""}, doseq=True)
    return Link("Change", f"{reverse('profile_tests', args=[scope.code])}?{query}", about) if may_change else None


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"
