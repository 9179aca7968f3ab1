"""Statuses, reasons and refusals of publishing, in words with their links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dspt.publication.queries import Gathered
from dspt.publication.rules import Offer
from dspt.publication.rules.hints import Hint, RunsOut
from dspt.standard.edition import View
from dspt.standard.scoring import NOT_MET, AssertionScore, Reason
from dspt.standard.scoring import Offer as Rung
from dspt.web.kit.components import Link, Mark
from dspt.web.toolkit.links import address
from dspt.web.toolkit.vocabulary import Vocabulary
from dspt.web.toolkit.words import count, day, listed


@dataclass(frozen=True, slots=True)
class Gaps:
    """Things in the way that need the same kind of work."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder in words."""

    title: str
    mark: Mark
    needs: str
    in_the_way: str
    link: Link | None
    after: str
    is_offer: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: what, and the sentences beside it."""

    what: str
    url: str
    cells: tuple[str, ...]


_HEADINGS = {
    "missing": "Not answered",
    "infected": "Document refused by the virus check, to replace",
    "to_check": "Last year’s answer, still to check",
    "answered_no": "Answered “no”, where the standard asks for “yes”",
    "exceptions_missing": "Exceptions to list",
    "unconfirmed": "To confirm",
    "no_level": "No level yet",
    "below": "Below the expected level",
    "reason_missing": "Level and ticks differ: say why",
    "statement_missing": "No supporting statement",
    "policy_missing": "Policy question not answered",
    "policy_bars": "The answer to the policy question stands in the way",
    "certificate_missing": "Certificate missing or out of date",
    "plan_missing": "Action plan missing",
}


def gaps(found: Gathered, reasons: Iterable[Reason], *, may_confirm: bool) -> tuple[Gaps, ...]:
    """Group what is in the way by the work it needs, each as a link to where it is done.

    ``may_confirm``: whoever looks may confirm assertions, so several that are ready are led to together.
    """
    groups: dict[str, dict[str, Link]] = {}
    for reason in reasons:
        groups.setdefault(reason.code, {}).setdefault(reason.subject, link_to(found, reason))
    return tuple(
        Gaps(
            f"{_HEADINGS[code]} ({len(links)})",
            (*(_together(found) if code == "unconfirmed" and may_confirm else ()), *links.values()),
        )
        for code, links in groups.items()
    )


def _together(found: Gathered) -> tuple[Link, ...]:
    """Lead to the page that confirms several assertions at once; nothing where fewer than two are ready."""
    if not isinstance(found.score, AssertionScore):
        return ()
    ready = len(found.score.awaiting_word)
    if ready < 2:
        return ()
    words = f"Confirm the {ready} that are ready on one page"
    return (Link(words, address("confirm_ready", found.profile.code, found.edition.key)),)


def confirm_step(found: Gathered, reasons: Iterable[Reason], *, may_confirm: bool) -> Link | None:
    """Lead to the confirming as the next step, where that alone is in the way; nothing else."""
    if not may_confirm or {reason.code for reason in reasons} != {"unconfirmed"}:
        return None
    return Link("Read and confirm", address("confirm_ready", found.profile.code, found.edition.key))


def link_to(found: Gathered, reason: Reason) -> Link:
    """Lead to where a reason is dealt with."""
    edition, subject, code = found.edition, reason.subject, found.profile.code
    if reason.code == "unconfirmed":
        statement = edition.assertions[subject].statement
        return Link(f"{subject} {statement}", address("confirm_assertion", code, edition.key, subject))
    if reason.code == "certificate_missing":
        return Link(edition.exemptions[subject].label, address("profile_certificates", code))
    if reason.code == "plan_missing":
        return Link("Action plan", address("help"))
    return _to_subject(found, subject)


def _to_subject(found: Gathered, reference: str) -> Link:
    edition, code = found.edition, found.profile.code
    if found.state.view == View.OUTCOME:
        words = f"{reference} {edition.outcomes[reference].title}"
        return Link(words, address("outcome", code, edition.key, reference))
    words = f"{reference} {edition.items[reference].asked[found.profile.facts.category].title}"
    return Link(words, address("item", code, edition.key, reference))


def _assessment(found: Gathered) -> str:
    return address("assessment", found.profile.code, found.edition.key)


def ladder(found: Gathered, words: Vocabulary) -> tuple[Step, ...]:
    """Say of each status what it needs, and what is in the way or why it is not open. Best first."""
    return tuple(_step(found, rung, words) for rung in found.score.ladder)


def _step(found: Gathered, rung: Rung, words: Vocabulary) -> Step:
    label, needs = found.edition.statuses[rung.status].label, _needs(found, rung, words)
    if rung.on_offer:
        return Step(label, Mark("On offer now", "ok"), needs, "", None, "", is_offer=True)
    if not rung.open:
        return Step(label, Mark("Not open to you"), _why_closed(found, rung), "", None, "", is_offer=False)
    if rung.why == "not_needed":
        return Step(label, Mark("Not needed"), "A better status is on offer.", "", None, "", is_offer=False)
    number = len({(reason.code, reason.subject) for reason in rung.reasons})
    certificates = [reason for reason in rung.reasons if reason.code == "certificate_missing"]
    link, after, way = None, "", ""
    if certificates:
        name = found.edition.exemptions[certificates[0].subject].label
        way = f"no {name} certificate in date in your profile."
        link = Link("Add one", address("profile_certificates", found.profile.code), f", {name}")
        if number == 1:
            after = "You can publish now and again when you have it."
        else:
            after = f"So is what stands between you and {found.edition.statuses['met'].label}."
    return Step(label, Mark(f"{count(number, 'thing')} in the way", "do"), needs, way, link, after, is_offer=False)


def _needs(found: Gathered, rung: Rung, words: Vocabulary) -> str:
    score = found.score
    if rung.status == "exceeded":
        opening = [one.label for one in found.edition.exemptions.values() if one.opens_exceeded]
        return f"{found.edition.statuses['met'].label}, and {listed(opening)} in date on the day you publish."
    if rung.status == "met":
        if not isinstance(score, AssertionScore):
            return f"{score.at_or_above} of {score.total} outcomes at or above the expected level."
        confirmed = f"{score.assertions_confirmed} of {score.assertions_to_confirm} {words.groups} confirmed"
        return (
            f"{score.mandatory_done} of {score.mandatory_total} required {words.items} done. "
            f"{confirmed}{_last_confirmed(found)}."
        )
    if rung.status == NOT_MET:
        return "Published short of the standard, with an improvement plan that follows it."
    return "A first set of questions done, and an action plan for the rest."


def _last_confirmed(found: Gathered) -> str:
    if not found.state.confirmations:
        return ""
    last = max(found.state.confirmations.values(), key=lambda one: one.at)
    return f", the last by {last.by} on {day(last.at.date())}"


def _why_closed(found: Gathered, rung: Rung) -> str:
    if rung.why == "not_for_type":
        if rung.status == NOT_MET:
            return "Only larger bodies may publish short of the standard, with an improvement plan. You need not."
        return "For social care providers on their way to the standard."
    return {
        "after_approval": "It is given when your improvement plan has been approved nationally, not by publishing.",
        "used_before": "For a first step only, and you used it before.",
        "plans_not_offered": (
            "It needs an action plan, and this service cannot take action plans yet. Complete the required "
            "questions for Standards Met instead."
        ),
        "rule_unknown": "How larger bodies reach it has not been published for this edition.",
        "no_items": "This edition does not hold what your category is asked.",
    }[rung.why]


_UNCHECKED = {
    "document_refused": "The virus check refused “{title}”, so nobody can open it. Replace it before you publish.",
    "document_unscannable": "“{title}” could not be checked for viruses. Upload it in another form, such as PDF.",
    "documents_unchecked": "The virus check has not looked at “{title}” and perhaps others. The record will say so.",
}


def hint_lines(found: Gathered, found_hints: Iterable[Hint]) -> tuple[Line, ...]:
    """Put hints into words, each with a link to what it is about."""
    return tuple(_hint(found, hint) for hint in found_hints)


def _hint(found: Gathered, hint: Hint) -> Line:
    first = _to_subject(found, hint.subjects[0]) if hint.subjects else None
    if hint.code == "document_old" and first and hint.on:
        return Line(
            first.text, first.url, (f"“{hint.title}” dates from {hint.on:%B %Y}. Three years is the usual limit.",)
        )
    if hint.code in _UNCHECKED and first:
        return Line(first.text, first.url, (_UNCHECKED[hint.code].format(title=hint.title),))
    if hint.code == "same_text" and first:
        return Line(
            listed([*hint.subjects[:4], *([f"{len(hint.subjects) - 4} more"] if len(hint.subjects) > 4 else [])]),
            first.url,
            ("These answers have the same text. Check that each answers its own question.",),
        )
    if hint.code == "no_owner":
        return Line(
            "Owners",
            _assessment(found),
            (f"{count(len(hint.subjects), 'answer')} without an owner. Who keeps them true?",),
        )
    return Line(
        "People",
        address("people", found.profile.code),
        ("There is only one administrator. If they leave, nobody can publish or let others in.",),
    )


def runs_out_lines(found: Gathered, ends: Iterable[RunsOut]) -> tuple[Line, ...]:
    """Put what ends after publishing into words: what, when, and then."""
    return tuple(_runs_out(found, one) for one in ends)


def _runs_out(found: Gathered, one: RunsOut) -> Line:
    if one.code == "status":
        return Line("This status", "", (day(one.on), "It is no longer current. Publish the next edition by then."))
    then = "No required answer rests on it alone."
    if one.items:
        shown = listed(one.items[:3]) if len(one.items) <= 3 else f"{len(one.items)} things it closes"
        then = f"{shown} would be asked of you again."
    return Line(one.label, address("profile_certificates", found.profile.code), (day(one.on), then))


def lede(found: Gathered, offer: Offer, words: Vocabulary) -> str:
    """Say in one or two sentences what the offer rests on."""
    score = found.score
    if offer.is_short:
        number = len({reason.subject for reason in offer.reasons})
        return (
            f"You are short of {found.edition.statuses['met'].label} in {count(number, 'place')}. "
            f"You may publish {found.edition.statuses[offer.status].label} now, or close the gaps first."
        )
    if isinstance(score, AssertionScore):
        return (
            f"All {score.mandatory_total} required {words.items} are done, and every {words.group} is confirmed. "
            "It takes about 5 minutes from here."
        )
    return f"All {score.total} outcomes are at or above the expected level. It takes about 5 minutes from here."
