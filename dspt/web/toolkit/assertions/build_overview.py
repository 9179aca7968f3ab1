"""The whole assessment on one page, put together from the score of the moment."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from dspt.assessments.queries import WorkingSet
from dspt.organisations.rules import Permission
from dspt.publication.queries import PublicationRecord
from dspt.standard import catalogue
from dspt.standard.comparison import Change
from dspt.standard.edition import ItemAsked
from dspt.standard.scoring import EXCEEDED, AssertionResult, AssertionScore, ItemResult, score_assertions
from dspt.web.kit.components import Chip, FilterOption, Link, Progress
from dspt.web.kit.labels import with_article
from dspt.web.kit.spans import lasting
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import count, day, instant

from . import filters
from .build_item import order_of
from .pages import Between, OverviewPage, OverviewRow, StandardGroup, StartPage
from .published import published_now
from .states import state_in_words
from .year import Year

_SHOWN_LINKS = 5
_CHANGED: dict[Change | None, str] = {
    Change.NOW_REQUIRED: "Required, was optional",
    Change.NO_LONGER_REQUIRED: "Optional, was required",
    Change.ADDED: "New",
    Change.OTHER_ANSWER: "Another kind of answer",
    Change.REWORDED: "Asks something else",
}


def start_page(year: Year, begun: bool) -> StartPage:
    """Build the page of a year that cannot be shown yet: not begun, or its profile not accepted."""
    title = "Questions" if year.is_easy else "Assessment"
    start_url, following = "", None
    if year.profile is None:
        paragraphs = ["The profile decides what your organisation is asked. Fill it in and accept it first."]
        if begun:
            paragraphs = ["The profile was changed. Accept it again to go on. Your answers are kept."]
        following = _link("Go to the profile", "profile", year)
    elif year.on > year.calendar.closes_on:
        paragraphs = [f"This edition closed on {day(year.calendar.closes_on)}. No answers to it are kept here."]
        now = catalogue.latest(year.on)
        url = reverse("assessment", kwargs={"code": year.scope.code, "edition": now.key})
        following = Link(f"Go to the {now.key} assessment", url)
    elif year.on < year.calendar.opens_on:
        paragraphs = [f"This edition opens on {day(year.calendar.opens_on)}."]
    else:
        items = [asked for asked in year.edition.asked(year.category) if asked.is_mandatory]
        spent = lasting(sum(asked.help.minutes for asked in items))
        noun = "question counts" if len(items) == 1 else "questions count"
        paragraphs = [
            f"{len(items)} {noun} for you. Answering all of them takes about {spent}.",
            "You can stop at any time, nothing is lost.",
            "Where a question is the same as last year, your answer comes along. You say whether it is still true.",
        ]
        if year.scope.may(Permission.ANSWER):
            start_url = reverse("assessment_start", kwargs={"code": year.scope.code, "edition": year.edition.key})
        else:
            paragraphs.append("A member or an administrator of your organisation can start it.")
    return StartPage(title, frame(year.scope, year.edition, "assessment"), tuple(paragraphs), start_url, following)


def overview_page(
    year: Year, held: WorkingSet, published: tuple[PublicationRecord, ...], query: Mapping[str, str]
) -> OverviewPage:
    """Build the overview. ``published``: the edition's publications, newest first.

    ``query``: ``show``, ``owner`` and ``standard`` of the address; unknown ones show all.
    """
    assert year.profile is not None
    score = score_assertions(year.edition, year.profile, held.facts, held.confirmed, year.on)
    shows = filters.shows(year, held)
    chosen = query.get("show", "all")
    show = chosen if chosen in shows else "all"
    owner, standard = query.get("owner", ""), query.get("standard", "")
    keep = [
        result
        for result in score.items.values()
        if shows[show][1](result)
        and (not standard or str(result.item.standard) == standard)
        and (not owner or str(filters.holder(held, result.item)[0] or "nobody") == owner)
    ]
    now, between = published_now(year, published, held.changed_at), _between(year, score)
    is_settled = now is not None and not now.is_changed and not between
    noun = year.vocabulary.items
    kind = year.edition.types[year.profile.type].label
    total, optional = score.mandatory_total, score.optional_total
    missing = total - score.mandatory_done - score.mandatory_to_check
    return OverviewPage(
        title="Questions" if year.is_easy else "Assessment",
        frame=frame(year.scope, year.edition, "assessment"),
        wide=True,
        lede=f"{total} required {noun} for {with_article(kind)}, {optional} optional. {_due(year)}",
        progress=Progress(
            score.mandatory_done,
            score.mandatory_to_check,
            missing,
            score.mandatory_exempt,
            f"required {noun}",
            "missing",
        ),
        published=now,
        standing_lead="" if is_settled else _standing_lead(year, score, is_published=now is not None),
        standing="" if is_settled else _standing(year, score, noun),
        publish=_link("Look at the publishing steps now", "publish", year, edition=True)
        if year.on <= year.calendar.closes_on
        else _link("History", "history", year),
        between=between,
        between_heading=(
            f"{'Stands' if between else 'Nothing stands'} between you and publishing{' again' if now else ''}"
        ),
        may_publish=year.on <= year.calendar.closes_on and not is_settled,
        step=None if is_settled else _step(year, score, held),
        notes=_notes(year, held, score, is_published=now is not None),
        chips=tuple(
            Chip(f"{label} {sum(map(test, score.items.values()))}", _address(year, key, owner, standard), key == show)
            for key, (label, test) in shows.items()
        ),
        owners=filters.owners(held, owner),
        standards=(
            FilterOption("", "All ten", is_chosen=not standard),
            *(
                FilterOption(str(one.number), f"{one.number}. {one.title}", is_chosen=str(one.number) == standard)
                for one in year.edition.standards
            ),
        ),
        show="" if show == "all" else show,
        action=reverse("assessment", kwargs={"code": year.scope.code, "edition": year.edition.key}),
        workbook=reverse("assessment_workbook", args=(year.scope.code, year.edition.key)),
        caption=f"{count(len(keep), year.vocabulary.item)} by standard, required ones first",
        groups=_groups(year, held, score, keep, say_changes=show == "changed"),
        empty="" if keep else filters.EMPTY.get("" if owner or standard else show, filters.EMPTY[""]).format(noun=noun),
        show_all=Link(f"Show all {noun}", _address(year, "all", "", "")),
        column=year.vocabulary.item.capitalize(),
    )


def _address(year: Year, show: str, owner: str, standard: str) -> str:
    query = {"show": show if show != "all" else "", "owner": owner, "standard": standard}
    given = urlencode({key: value for key, value in query.items() if value})
    url = reverse("assessment", kwargs={"code": year.scope.code, "edition": year.edition.key})
    return f"{url}?{given}" if given else url


def _groups(
    year: Year, held: WorkingSet, score: AssertionScore, keep: list[ItemResult], *, say_changes: bool
) -> tuple[StandardGroup, ...]:
    by_standard: dict[int, list[ItemResult]] = {}
    for result in keep:
        by_standard.setdefault(result.item.standard, []).append(result)
    # One address of every item is worked out, the others differ in the reference alone.
    mould = reverse("item", args=(year.scope.code, year.edition.key, "REFERENCE"))
    groups = []
    for standard in year.edition.standards:
        results = by_standard.get(standard.number)
        if not results:
            continue
        results.sort(key=lambda result: not result.item.is_mandatory)
        required = [
            one for one in score.items.values() if one.item.standard == standard.number and one.item.is_mandatory
        ]
        done = sum(one.is_done for one in required)
        mine = [one for name, one in score.assertions.items() if name in standard.assertions and one.holds_mandatory]
        words, links = _confirmed(year, mine)
        groups.append(
            StandardGroup(
                id=f"s{standard.number}",
                heading=f"{standard.number}. {standard.title}",
                done=f"{done} of {len(required)} done" if required else "None required",
                holders=filters.holders(held, standard.assertions),
                confirmed=words,
                confirm=links,
                rows=tuple(
                    _row(
                        year,
                        result,
                        held,
                        mould.replace("REFERENCE", result.item.reference),
                        _CHANGED.get((year.changed or {}).get(result.item.reference), "") if say_changes else "",
                    )
                    for result in results
                ),
            )
        )
    return tuple(groups)


def _confirmed(year: Year, assertions: list[AssertionResult]) -> tuple[str, tuple[Link, ...]]:
    yes = [one.assertion for one in assertions if one.confirmed]
    ready = [one.assertion for one in assertions if one.awaits_word]
    waiting = [one.assertion for one in assertions if not one.ready]
    words = [f"Confirmed: {', '.join(yes)}"] if yes else []
    if waiting:
        words.append(f"Not yet: {', '.join(waiting)}")
    may = year.may_answer and year.scope.may(Permission.CONFIRM)
    links = tuple(Link(f"Confirm {name}", _confirm_url(year, name)) for name in ready) if may else ()
    if ready and not may:
        words.append(f"Ready to confirm: {', '.join(ready)}")
    return ". ".join(words), links


def _confirm_url(year: Year, assertion: str) -> str:
    return reverse(
        "confirm_assertion", kwargs={"code": year.scope.code, "edition": year.edition.key, "reference": assertion}
    )


def _row(year: Year, result: ItemResult, held: WorkingSet, url: str, changed: str) -> OverviewRow:
    asked, answer = result.item, held.answers.get(result.item.reference)
    status, mark, sub = state_in_words(year, result, answer)
    owner = filters.holder(held, asked)[1]
    if answer and answer.due_on and not result.is_done:
        owner += f", by {day(answer.due_on)}"
    return OverviewRow(
        reference=asked.reference,
        title=asked.title,
        url=url,
        needed=changed or ("Required" if asked.is_mandatory else "Optional"),
        owner=owner,
        status=status,
        mark=mark,
        sub=sub,
        is_flagged=asked.is_mandatory and not result.is_done,
        is_optional=not asked.is_mandatory,
    )


def _between(year: Year, score: AssertionScore) -> tuple[Between, ...]:
    lines = []
    for label, codes in (
        ("Missing", ("missing", "exceptions_missing")),
        ("Replace a refused document", ("infected",)),
        ("Answered no", ("answered_no",)),
        ("Check", ("to_check",)),
    ):
        named = [score.items[one.subject].item for one in score.reasons if one.code in codes]
        if named:
            lines.append(Between(label, tuple(_item_link(year, asked) for asked in named[:_SHOWN_LINKS]), _more(named)))
    ready, unconfirmed = score.awaiting_word, sum(one.is_open for one in score.assertions.values())
    may = year.may_answer and year.scope.may(Permission.CONFIRM)
    if ready and may:
        url = reverse("confirm_ready", args=(year.scope.code, year.edition.key))
        link = Link(f"{year.vocabulary.groups_counted(len(ready))}, on one page", url)
        rest = unconfirmed - len(ready)
        lines.append(Between("To confirm", (link,), f"then {rest} more, once their questions are done" if rest else ""))
    elif ready:
        lines.append(Between(f"Ready to confirm: {', '.join(one.assertion for one in ready)}", ()))
    elif unconfirmed:
        lines.append(
            Between("Confirm", (), f"{year.vocabulary.groups_counted(unconfirmed)}, each once its questions are done")
        )
    return tuple(lines)


def _item_link(year: Year, asked: ItemAsked) -> Link:
    place = {"code": year.scope.code, "edition": year.edition.key, "reference": asked.reference}
    return Link(f"{asked.reference} {asked.title}", reverse("item", kwargs=place))


def _more(named: list[ItemAsked]) -> str:
    left = len(named) - _SHOWN_LINKS
    return f"then {left} more" if left > 0 else ""


def _step(year: Year, score: AssertionScore, held: WorkingSet) -> Link | None:
    """Lead on from where the work stands: to the first question that waits, then to confirming, then to publishing."""
    place = {"code": year.scope.code, "edition": year.edition.key}
    if score.is_met and year.is_open:
        return Link("Go to publish", reverse("publish", kwargs=place)) if year.scope.may(Permission.PUBLISH) else None
    if not year.may_answer:
        return None
    waiting = (score.items[one] for one in order_of(year) if one in score.items)
    first = next((one.item for one in waiting if one.item.is_mandatory and not one.is_done), None)
    if first is not None:
        is_begun = any(row.is_answered for row in held.answers.values())
        return Link("Continue" if is_begun else "Begin", _item_link(year, first).url)
    if year.scope.may(Permission.CONFIRM):
        return Link("Read and confirm", reverse("confirm_ready", kwargs=place))
    return None


def _notes(year: Year, held: WorkingSet, score: AssertionScore, *, is_published: bool) -> tuple[str, ...]:
    notes = []
    if year.on > year.calendar.closes_on:
        notes.append(f"This edition closed on {day(year.calendar.closes_on)}. Its answers can only be read.")
    elif year.on > year.calendar.due_on and not is_published:
        notes.append("The due date has passed. You can still publish. The register will say that it is late.")
    for name, word in held.confirmations.items():
        kind, item = word.withdrawn_by_change
        if not word.stands and item and name in score.assertions:
            what = f"the document under {item}" if kind == "document" else item
            notes.append(
                f"{word.withdrawn_by_name} changed {what} on {instant(word.withdrawn_at)}, "
                f"so {name} needs confirming again."
            )
    return tuple(notes)


def _due(year: Year) -> str:
    verb = "Was due" if year.on > year.calendar.due_on else "Due"
    return f"{verb} {day(year.calendar.due_on)}."


def _standing_lead(year: Year, score: AssertionScore, *, is_published: bool) -> str:
    if year.on > year.calendar.closes_on:
        return "This edition is closed."
    if score.is_met:
        return f"You can publish {year.edition.short} {year.edition.statuses[score.status].label}."
    if any(one.on_offer for one in score.ladder):
        return "You can publish, below Met."
    return f"Nothing {'new ' if is_published else ''}to publish yet."


def _standing(year: Year, score: AssertionScore, noun: str) -> str:
    if year.on > year.calendar.closes_on:
        return "It takes no publications any more. What was published stays in the history."
    if score.is_met:
        return "Everything required is done and confirmed."
    exceeding = next((one for one in score.ladder if one.status == EXCEEDED), None)
    certified = exceeding is not None and not any(one.code == "certificate_missing" for one in exceeding.reasons)
    words = f"Standards Met is on offer when all {score.mandatory_total} {noun} are done and confirmed."
    if certified and exceeding is not None and exceeding.open:
        label = year.edition.statuses[EXCEEDED].label
        words = (
            f"When all {score.mandatory_total} {noun} are done and confirmed, the status on offer is "
            f"{year.edition.short} {label}, because of your certificate."
        )
    return words


def _link(text: str, name: str, year: Year, *, edition: bool = False) -> Link | None:
    """A link to a page that another part of the service brings; nothing where it is not served."""
    try:
        arguments = {"code": year.scope.code} | ({"edition": year.edition.key} if edition else {})
        return Link(text, reverse(name, kwargs=arguments))
    except NoReverseMatch:
        return None
