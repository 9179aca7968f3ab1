"""From what was read to what the pages of publishing are given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dspt.foundation.clock import london_date
from dspt.organisations.rules import Permission
from dspt.publication.queries import FrozenDocument, Gathered, PublicationRecord, Readiness, Receipt
from dspt.publication.rules import (
    DECLARATION,
    FINAL,
    EditionClosed,
    NotReady,
    Offer,
    ProfileNotAccepted,
    SignOffMissing,
    status_text,
)
from dspt.standard import catalogue
from dspt.standard.edition import Calendar, Edition, View
from dspt.standard.scoring import Reason
from dspt.web.access import Scope
from dspt.web.kit.components import Link, Row, Status
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.kit.forms import fields_of
from dspt.web.toolkit.assertions.year import Year
from dspt.web.toolkit.frame import frame, is_easy
from dspt.web.toolkit.links import address
from dspt.web.toolkit.vocabulary import OUTCOMES, Vocabulary, of_assertions
from dspt.web.toolkit.words import count, day, instant, listed, moved

from . import words
from .forms import DeclarationForm
from .pages import (
    DeclarationPage,
    HistoryLine,
    HistoryPage,
    NotStartedPage,
    PublishedDocument,
    PublishedDocumentsPage,
    ReadinessPage,
    ReceiptPage,
)
from .signing import sign_off_box


def not_started_page(year: Year, code: str) -> NotStartedPage:
    """Say what comes before publishing, or that the edition takes nothing any more. ``code``: of the refusal."""
    scope, edition, calendar = year.scope, year.edition, year.calendar
    title, going = (
        "Nothing to publish yet",
        Link("Go to the assessment", address("assessment", scope.code, edition.key)),
    )
    if year.on > calendar.closes_on:
        title = "This edition is closed"
        text = f"It took publications until {day(calendar.closes_on)}, and no answers to it are kept here."
        if code == "view_changed":
            text = f"It took publications until {day(calendar.closes_on)}. What you wrote in it can still be read."
        now = catalogue.latest(year.on)
        going = Link(f"Go to the {now.key} assessment", address("assessment", scope.code, now.key))
    elif year.on < calendar.opens_on:
        title, text = "This edition is not open yet", f"It opens on {day(calendar.opens_on)}."
        going = Link("Go to your home page", address("organisation_home", scope.code))
    elif not scope.standing.type:
        text = "Publishing starts with your profile: it decides what you are asked."
        going = Link("Fill in the profile", address("profile", scope.code))
    elif code == "view_changed":
        text = "Your profile changed, and you are now asked other questions. Nothing you wrote is lost."
    else:
        text = f"You have not begun the {edition.key} assessment."
    return NotStartedPage(title, frame(scope, edition, "publish"), text, going)


def readiness_page(scope: Scope, ready: Readiness) -> ReadinessPage:
    """Say whether and as what may be published."""
    found, offer = ready.gathered, ready.offer
    edition, shown = found.edition, frame(scope, found.edition, "publish")
    easy = is_easy(scope.standing, edition)
    vocabulary = OUTCOMES if found.state.view == View.OUTCOME else of_assertions(is_easy=easy)
    reasons, heading, lede, instead = _verdict(ready, vocabulary)
    text = status_text(edition, offer.status) if offer else ""
    may = scope.may(Permission.PUBLISH)
    short = offer is not None and offer.is_short
    declare = Link(f"Publish {text}", address("declare", scope.code, edition.key)) if offer and may else None
    # Who has only to confirm is led there first, not to a lower status that is on offer meanwhile.
    is_first = not isinstance(ready.refusal, ProfileNotAccepted) and scope.may(Permission.CONFIRM)
    confirm = words.confirm_step(found, reasons, may_confirm=is_first)
    look = Link("Look through the answers first", address("assessment", scope.code, edition.key))
    return ReadinessPage(
        title=f"{heading} {text}".strip(),
        frame=shown,
        heading=heading,
        status=text,
        lede=lede,
        button=confirm or declare,
        instead=instead or (declare if confirm else None) or look,
        sign_off=sign_off_box(scope, found, ready.unsigned_offer),
        note="" if may or not offer else "An administrator of your organisation can publish it.",
        plan=short,
        unchanged=_unchanged(ready),
        late=_late(found.calendar, offer, found.on),
        extensions=tuple(dict.fromkeys(moved(grant.reason) for grant in found.grants)),
        gaps=words.gaps(found, reasons, may_confirm=scope.may(Permission.CONFIRM)),
        gaps_heading=f"What is between you and {edition.statuses['met'].label}" if short else "What is in the way",
        ladder=words.ladder(found, vocabulary),
        hints=words.hint_lines(found, ready.hints),
        runs_out=words.runs_out_lines(found, ready.runs_out),
    )


def _verdict(ready: Readiness, vocabulary: Vocabulary) -> tuple[tuple[Reason, ...], str, str, Link | None]:
    """Give what is in the way, the heading, the sentence beneath, and a link in place of the button."""
    found, refusal = ready.gathered, ready.refusal
    if ready.offer:
        return ready.offer.reasons, "You can publish", words.lede(found, ready.offer, vocabulary), None
    code, edition = found.profile.code, found.edition
    if isinstance(refusal, ProfileNotAccepted):
        return (
            found.score.reasons,
            "Your profile comes first",
            "It changed, or was never accepted. It decides what you are asked, so publishing waits for it.",
            Link("Check and accept the profile", address("profile", code)),
        )
    if isinstance(refusal, EditionClosed):
        calendar, on = found.calendar, found.on
        if on < calendar.opens_on:
            return (), "This edition is not open yet", f"It opens on {day(calendar.opens_on)}.", None
        return (
            (),
            "This edition is closed",
            f"It took publications until {day(calendar.closes_on)}. What you published stays in the history.",
            Link("History", address("history", code)),
        )
    if isinstance(refusal, SignOffMissing):
        return (
            (),
            "It waits for a sign-off",
            "This edition is published once the SIRO, the Caldicott Guardian or the board has signed it off.",
            Link("People, with their roles", address("people", code)),
        )
    reasons = refusal.facts["reasons"] if isinstance(refusal, NotReady) else ()
    assert isinstance(reasons, tuple)
    number = len({(reason.code, reason.subject) for reason in reasons})
    lowest = next((rung for rung in reversed(found.score.ladder) if rung.open), None)
    whose = edition.statuses["met"].label if lowest is None or lowest.status == "met" else "publishing at all"
    return (
        reasons,
        "You cannot publish yet",
        f"{count(number, 'thing is', 'things are')} in the way of {whose}. Each is a link below. "
        "What you have saved stays, and you can stop at any time.",
        Link(f"Go on with the {vocabulary.items}", address("assessment", code, edition.key)),
    )


def _unchanged(ready: Readiness) -> str:
    last = ready.gathered.last
    if not ready.nothing_changed or last is None:
        return ""
    text = status_text(ready.gathered.edition, last.status)
    return f"Nothing has changed since you published {text} on {instant(last.published_at)}."


def _late(calendar: Calendar, offer: Offer | None, on: date) -> str:
    if offer is None or not offer.was_late:
        return ""
    return (
        f"The deadline was {day(calendar.due_on)}. You can still publish, until {day(calendar.closes_on)}. "
        "The register will say that it is late."
    )


def declaration_page(
    scope: Scope, ready: Readiness, offer: Offer, form: DeclarationForm, errors: ErrorSummary
) -> DeclarationPage:
    """Show what is about to be declared; what was typed comes back."""
    found, edition = ready.gathered, ready.gathered.edition
    text, shown = status_text(edition, offer.status), fields_of(form, job_title={"width": "20", "size": "s"})
    seen = {"revision": found.state.revision, "profile": found.profile.version, "status": offer.status}
    job_title = replace(shown["job_title"], autocomplete="organization-title")
    return DeclarationPage(
        title="Declare and publish",
        frame=frame(scope, edition, "publish"),
        back=address("publish", scope.code, edition.key),
        organisation=f"{found.profile.name}, {scope.code}",
        status=Status(text, edition.statuses[offer.status].tone, f"until {day(found.calendar.current_until)}"),
        late=_late(found.calendar, offer, found.on),
        unchanged=_unchanged(ready),
        profile=_profile_rows(scope, found),
        sentences=DECLARATION,
        hidden=tuple(Field(name, "", kind="hidden", value=str(value)) for name, value in seen.items()),
        declare=shown["declare"],
        job_title=job_title,
        again=shown["again"] if ready.nothing_changed else None,
        button=f"Publish {text}",
        assessment=address("assessment", scope.code, edition.key),
        plan=offer.is_short,
        errors=errors,
    )


def _profile_rows(scope: Scope, found: Gathered) -> tuple[Row, ...]:
    profile, edition = found.profile, found.edition
    may = scope.may(Permission.PROFILE)
    kind, category = edition.types[profile.facts.type].label, profile.facts.category
    people = tuple(f"{one.label}: {one.name}" for one in profile.key_roles if one.name)
    held = tuple(f"{one.label}, until {day(one.valid_to)}" for one in profile.certificates)
    mail = {"yes": "yes", "no": "no", "not_sure": "not sure"}.get(profile.nhsmail, "not said")

    def row(key: str, route: str, values: tuple[str, ...]) -> Row:
        change = Link("Change", address(route, scope.code)) if may else None
        return Row(key, values[0] if values else "None", change, values[1:])

    return (
        row("Type", "profile_type", (f"{kind}, category {category}",)),
        row("Key people", "profile_key_roles", people),
        row("Email", "profile_nhsmail", (f"NHSmail is the only system: {mail}",)),
        row("Certificates", "profile_certificates", held),
    )


def receipt_page(scope: Scope, edition: Edition, slip: Receipt, *, verify: str, qr: str) -> ReceiptPage:
    """Show the receipt of a publication. ``verify``: the full address at which anybody checks its number."""
    this, is_final = slip.publication, slip.publication.kind == FINAL
    mine = (scope.code, this.id)
    return ReceiptPage(
        title=f"Published: {this.status_text}",
        frame=frame(scope, edition, "history"),
        heading="Published:",
        status=this.status_text,
        organisation=f"{slip.organisation}, {slip.code}",
        published=instant(this.published_at),
        is_final=is_final,
        sent=f"We have sent this receipt to {listed(slip.sent_to)}." if slip.sent_to else "",
        not_sent=(
            f"It could not be sent to {listed(slip.not_sent_to)}. It stays here, under History."
            if slip.not_sent_to
            else ""
        ),
        late="It came after the deadline. The register says so." if this.was_late else "",
        replaced=Link(slip.newer.status_text, address("receipt", scope.code, slip.newer.id)) if slip.newer else None,
        replaced_on=day(london_date(slip.newer.published_at)) if slip.newer else "",
        happens=_happens(slip, is_final=is_final),
        proof=_proof(slip),
        fingerprint=" ".join(slip.sha256[place : place + 4] for place in range(0, len(slip.sha256), 4)),
        number=this.number,
        qr=qr,
        verify=verify,
        copy=address("frozen_copy", *mine),
        record=address("register_record", this.number),
        again=address("publish" if is_final else "interim", scope.code, this.edition),
        register=address("register_organisation", slip.code),
        badge=f"{address('register_organisation', slip.code)}#badge",
    )


def _happens(slip: Receipt, *, is_final: bool) -> tuple[tuple[str, str, Link | None], ...]:
    register = Link("See it there", address("register_organisation", slip.code))
    if not is_final:
        return (
            (
                "Now",
                "the public register says that you submitted an interim, and when. "
                "Your levels are not public; the national team and your region see them.",
                register,
            ),
            ("Next", "go on with the outcomes, and publish by the deadline.", None),
        )
    coming = [
        *((until, f"your {label} certificate runs out.") for label, until in slip.certificates),
        (slip.takes_more_until + timedelta(days=1), "the next edition opens. Until then you can publish again."),
        (slip.is_current_until, "this status is no longer current. Publish the next edition by then."),
    ]
    return (
        ("Now", "the public register shows the new status.", register),
        *((day(on), what, None) for on, what in sorted(coming)),
    )


def _proof(slip: Receipt) -> tuple[Row, ...]:
    this, before = slip.publication, slip.follows
    follows = (
        f"{before.status_text}, {day(london_date(before.published_at))}"
        if before
        else "Nothing: it is the first in this service"
    )
    return (
        Row("Publication", f"{slip.code}, {this.edition}, number {slip.turn}"),
        Row("Published by", ", ".join(part for part in (this.published_by, slip.job_title) if part)),
        Row("Follows", follows),
        Row("Place in the ledger", f"{this.place:,}"),
    )


def history_page(
    scope: Scope,
    edition: Edition,
    listed_editions: dict[str, Edition],
    records: tuple[PublicationRecord, ...],
    on: date,
) -> HistoryPage:
    """List what was published, newest first."""
    newest = next((one.id for one in records if one.kind == FINAL), None)
    return HistoryPage(
        title="What you have published",
        frame=frame(scope, edition, "history"),
        lines=tuple(_history_line(scope, listed_editions, one, is_newest=one.id == newest, on=on) for one in records),
        register=address("register_organisation", scope.code),
        publish=address("publish", scope.code, edition.key),
        take_out=address("take_out", scope.code) if scope.may(Permission.TAKE_OUT) else "",
    )


def documents_page(
    scope: Scope, edition: Edition, number: str, held: tuple[FrozenDocument, ...]
) -> PublishedDocumentsPage:
    """List what a publication froze, each in the version it had that day."""
    return PublishedDocumentsPage(
        title=f"Documents of publication {number}",
        frame=frame(scope, edition, "history"),
        lede=(
            f"{count(len(held), 'document')}, each in the version that stood on the day you published. "
            "They stay, also when a document is replaced or removed in the library."
        ),
        history=address("history", scope.code),
        rows=tuple(
            PublishedDocument(
                title=one.title,
                url=address("document_version", scope.code, one.id, one.version) if one.kind == "file" else "",
                where=one.where,
                version=f"{one.version}",
                dated=day(one.dated_on) or "–",
                under=listed(one.references),
                digest=" ".join(one.sha256[place : place + 8] for place in range(0, len(one.sha256), 8)),
            )
            for one in held
        ),
    )


def _history_line(
    scope: Scope, editions: dict[str, Edition], one: PublicationRecord, *, is_newest: bool, on: date
) -> HistoryLine:
    known = editions.get(one.edition)
    status = known.statuses.get(one.status) if known else None
    tone = status.tone if status else "none"
    return HistoryLine(
        status=Status(one.status_text, tone if is_newest or one.kind != FINAL else "old"),
        edition=one.edition,
        published=instant(one.published_at),
        late=one.was_late,
        by=one.published_by,
        number=one.number,
        receipt=address("receipt", scope.code, one.id),
        record=address("register_record", one.number),
        copy=address("frozen_copy", scope.code, one.id),
        documents=address("publication_documents", scope.code, one.id),
        is_newest=is_newest,
    )
