"""The home, put together: every state of a year has its one next step."""

from __future__ import annotations

from datetime import timedelta

from django.urls import NoReverseMatch, reverse

from dspt.foundation.clock import london_date
from dspt.organisations.rules import Permission
from dspt.standard.calendar import days_left, weeks_left
from dspt.standard.exemptions import reopenings
from dspt.standard.scoring import AssertionScore, ItemState, OutcomeScore, score_assertions, score_outcomes
from dspt.web.kit.components import Link, Mark, Progress, Task
from dspt.web.kit.spans import lasting
from dspt.web.toolkit.assertions.build_item import order_of
from dspt.web.toolkit.assertions.published import published_now
from dspt.web.toolkit.assertions.year import Year
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import count, day, moved

from . import aside
from .aside import Known
from .pages import HomePage, NextStep

_OTHERS_DO = "A member or an administrator of your organisation does this. You can read everything."
_CHANGED_AFTER = "You changed something after publishing. The register shows the earlier one until you publish again."


def home_page(year: Year, known: Known, group: str) -> HomePage:
    """Build the home; ``group`` is ``standards`` to list by the ten standards instead of by topic."""
    score, judged = None, None
    if known.work is not None and year.profile is not None and not year.is_outcome_view:
        score = score_assertions(year.edition, year.profile, known.work.facts, known.work.confirmed, year.on)
    if known.assessment is not None and year.profile is not None and year.is_outcome_view:
        judged = score_outcomes(year.edition, year.profile, known.judged, year.on)
    lead, due_day, rest = _due(year, known)
    by_topic = group != "standards" and bool(year.edition.topics.get(year.category)) and year.is_easy
    return HomePage(
        title=f"Your assessment for {year.edition.key}",
        frame=frame(year.scope, year.edition, "home"),
        edition=year.edition.key,
        due_lead=lead,
        due_day=due_day,
        due_rest=rest,
        due_reasons=tuple(moved(grant.reason) for grant in known.grants),
        asking=tuple(aside.asking(year, one) for one in known.asking),
        published=published_now(year, known.published, known.year.changed_at if known.year else None),
        next=_next(year, known, score),
        progress=_progress(year, known, score),
        counted=_counted(year, score),
        all_items=_all_items(year, score) or _all_outcomes(year, judged),
        tasks_heading=_tasks_heading(score, judged, by_topic),
        tasks=_topics(year, score) if by_topic and score else _standards(year, score) or _objectives(year, judged),
        other_grouping=_grouping(year, by_topic) if score else None,
        grouping_note="Questions are grouped the way you work." if by_topic else "",
        register=aside.register(year, known),
        register_note=aside.register_note(year, known),
        changes=aside.changes(year, known),
        ends=aside.ends(year),
        reviews=aside.reviews(year, known),
        people=tuple(aside.member(year, one) for one in known.people),
        only_administrator=aside.only_administrator(year, known),
        people_link=_link("Add a second one", "people", year) if year.scope.may(Permission.PEOPLE) else None,
    )


def _due(year: Year, known: Known) -> tuple[str, str, str]:
    calendar = year.calendar
    due = calendar.due_on
    if year.on > calendar.closes_on:
        return "This edition closed on ", day(calendar.closes_on), ""
    if known.published:
        return "Published. The edition stays open until ", day(calendar.closes_on), ""
    if year.on > due:
        return "Was due ", day(due), "You can still publish. The register will say that it is late."
    weeks, days = weeks_left(due, year.on), days_left(due, year.on)
    if weeks:
        rest = f"That is {count(weeks, 'week')} from today."
    else:
        rest = "That is today." if days == 0 else f"That is {count(days, 'day')} from today."
    if known.interim is not None:
        rest += f" The interim was submitted on {day(london_date(known.interim.published_at))}."
    return "Publish by ", day(due), rest


def _next(year: Year, known: Known, score: AssertionScore | None) -> NextStep:
    scope = year.scope
    if year.profile is None:
        text = "It decides what your organisation is asked. It takes about ten minutes."
        if known.year:
            text = "It was changed, and waits to be accepted again. Your answers are kept."
        if not scope.may(Permission.PROFILE):
            return NextStep("Next: the profile", (text, "An administrator of your organisation does this."))
        return NextStep("Next: the profile", (text,), "Go to the profile", _url("profile", year))
    if not year.is_open:
        return NextStep("Nothing to do now", ("This edition does not take answers now. What you wrote can be read.",))
    if known.year is None:
        return _begin(year, known)
    if known.published and not _changed_since(known):
        return NextStep(f"Nothing to do until {_until(year)}", _after_publishing(year))
    if year.is_outcome_view:
        return _next_outcomes(year, known)
    assert score is not None
    return _next_answers(year, known, score)


def _begin(year: Year, known: Known) -> NextStep:
    if year.is_outcome_view:
        outcomes = len(year.edition.outcomes)
        words: tuple[str, ...] = (f"{outcomes} outcomes, each with its indicators. You can stop at any time.",)
        heading = "Next: start the assessment"
    else:
        items = [asked for asked in year.edition.asked(year.category) if asked.is_mandatory]
        heading = f"{len(items)} questions, about {lasting(sum(asked.help.minutes for asked in items))}"
        words = ("You can stop at any time, nothing is lost.",)
        if known.is_returning:
            words = ("You can stop at any time, nothing is lost. What you answered last year comes along.",)
    if not year.scope.may(Permission.ANSWER):
        return NextStep(heading, (*words, "A member or an administrator of your organisation can start it."))
    start = reverse("assessment_start", args=(year.scope.code, year.edition.key))
    return NextStep(heading, words, "Start", action=start)


def _next_outcomes(year: Year, known: Known) -> NextStep:
    assert known.assessment is not None
    progress = known.assessment.progress
    left = progress.required_total - progress.required_done
    url = _url("outcomes", year, edition=True)
    if left and not year.may_answer:
        return NextStep(f"{count(left, 'outcome')} without a level", (_OTHERS_DO,))
    if left:
        words = [f"{progress.required_done} of {progress.required_total} outcomes have a level."]
        if _owes_interim(year, known):
            words.append(f"The interim needs a level on every outcome by {day(year.calendar.interim_due_on)}.")
        return NextStep(f"Next: {count(left, 'outcome')} without a level", tuple(words), "Continue", url)
    if _owes_interim(year, known):
        words = [f"Every outcome has a level. The interim is due by {day(year.calendar.interim_due_on)}."]
        if not year.scope.may(Permission.PUBLISH):
            return NextStep("Ready for the interim", (*words, "An administrator of your organisation submits it."))
        return NextStep(
            "Next: submit the interim", tuple(words), "Go to the interim", _url("interim", year, edition=True)
        )
    below = progress.required_total - progress.confirmed
    if below and not year.may_answer:
        return NextStep(f"{count(below, 'outcome')} below what is expected", (_OTHERS_DO,))
    if below:
        return NextStep(
            f"Next: {count(below, 'outcome')} below what is expected",
            ("Raise them, or publish with an improvement plan.",),
            "Look at the outcomes",
            url,
        )
    words_of_all = "Every outcome is at or above its expected level."
    return _publish_step(year, _CHANGED_AFTER if known.published else words_of_all)


def _next_answers(year: Year, known: Known, score: AssertionScore) -> NextStep:
    order = [score.items[one] for one in order_of(year) if one in score.items and score.items[one].item.is_mandatory]
    check = [one for one in order if one.state is ItemState.TO_CHECK]
    missing = [one for one in order if one.state is ItemState.MISSING]
    place = (year.scope.code, year.edition.key)
    noun = year.vocabulary.item
    if (check or missing) and not year.may_answer:
        waiting = [f"{count(len(check), 'answer')} from last year to look at"] if check else []
        waiting += [f"{count(len(missing), noun)} to answer"] if missing else []
        return NextStep(" and ".join(waiting), (_OTHERS_DO,))
    if check:
        after = (
            f"Then there {'is' if len(missing) == 1 else 'are'} {count(len(missing), noun)} to answer."
            if missing
            else ""
        )
        return NextStep(
            f"Next: look at {count(len(check), 'answer')} from last year",
            (
                "For each one, say whether it is still true. Most take under a minute. "
                "You can stop at any time, nothing is lost.",
            ),
            "Continue",
            reverse("item", args=(*place, check[0].item.reference)),
            after=after,
        )
    if missing:
        spent = f"About {lasting(sum(one.item.help.minutes for one in missing))}"
        return NextStep(
            f"Next: answer {count(len(missing), noun)}",
            (f"{spent} in all. You can stop at any time, nothing is lost.",),
            "Continue",
            reverse("item", args=(*place, missing[0].item.reference)),
        )
    ready = len(score.awaiting_word)
    if ready:
        groups = year.vocabulary.groups_counted(ready)
        if not (year.may_answer and year.scope.may(Permission.CONFIRM)):
            return NextStep(f"{groups} to confirm", ("A member or an administrator does this.",))
        return NextStep(
            f"Next: confirm {groups}",
            ("Every required question is done. Read the answers once more and confirm them in your name.",),
            "Read and confirm",
            reverse("confirm_ready", args=place),
        )
    return _publish_step(year, _CHANGED_AFTER if known.published else "Everything required is done and confirmed.")


def _owes_interim(year: Year, known: Known) -> bool:
    """Whether the interim is still to be submitted, in time and before anything is published."""
    due = year.calendar.interim_due_on
    return due is not None and year.on <= due and known.interim is None and not known.published


def _publish_step(year: Year, words: str) -> NextStep:
    there = _url("publish", year, edition=True)
    if year.scope.may(Permission.PUBLISH):
        return NextStep("Next: publish", (words,), "Go to publish", there)
    others = "An administrator of your organisation publishes."
    if year.scope.may(Permission.SIGN):
        return NextStep("Ready to publish", (words, f"{others} You can sign it off before."), "Go to sign-off", there)
    return NextStep("Ready to publish", (words, others))


def _changed_since(known: Known) -> bool:
    assert known.year is not None
    return known.year.changed_at > known.published[0].published_at


def _until(year: Year) -> str:
    following = year.calendar.closes_on + timedelta(days=1)
    return day(following)


def _after_publishing(year: Year) -> tuple[str, ...]:
    words = ["The next edition opens then. You can publish again at any time before."]
    if year.profile is not None:
        soon = reopenings(year.edition, year.profile, year.on, within_days=366)
        if soon:
            label = year.edition.exemptions[soon[0].exemption].label
            words.append(f"First to run out: {label}, on {day(soon[0].until)}.")
    return tuple(words)


def _progress(year: Year, known: Known, score: AssertionScore | None) -> Progress | None:
    if score is not None:
        done, check = score.mandatory_done, score.mandatory_to_check
        return Progress(
            done,
            check,
            score.mandatory_total - done - check,
            score.mandatory_exempt,
            f"required {year.vocabulary.items}",
        )
    if known.assessment is not None and year.is_outcome_view:
        held = known.assessment.progress
        return Progress(
            held.required_done, 0, held.required_total - held.required_done, 0, "outcomes", "without a level"
        )
    return None


def _counted(year: Year, score: AssertionScore | None) -> str:
    if score is None:
        return ""
    return f"Only the {score.mandatory_total} {year.vocabulary.items} that count for your status are here."


def _all_items(year: Year, score: AssertionScore | None) -> Link | None:
    if score is None:
        return None
    whole = score.mandatory_total + score.optional_total
    url = reverse("assessment", args=(year.scope.code, year.edition.key))
    return Link(f"See all {whole}, with the {score.optional_total} optional ones", url)


def _all_outcomes(year: Year, judged: OutcomeScore | None) -> Link | None:
    if judged is None:
        return None
    return Link(f"See all {judged.total} at a glance", reverse("outcomes", args=(year.scope.code, year.edition.key)))


def _tasks_heading(score: AssertionScore | None, judged: OutcomeScore | None, by_topic: bool) -> str:
    if score is None:
        return "By objective" if judged else ""
    return "By topic" if by_topic else "By standard"


def _objectives(year: Year, judged: OutcomeScore | None) -> tuple[Task, ...]:
    """One line for each objective: how many of its outcomes have no level, or one below what is expected."""
    if judged is None:
        return ()
    tasks = []
    url = reverse("outcomes", args=(year.scope.code, year.edition.key))
    for objective in year.edition.objectives:
        mine = [one for one in judged.outcomes.values() if one.outcome.objective == objective.reference]
        without = sum(one.standing == "none" for one in mine)
        below = sum(one.standing == "below" for one in mine)
        words = [f"{without} without a level"] if without else []
        if below:
            words.append(f"{below} below")
        tasks.append(
            Task(
                f"{objective.reference}. {objective.title}",
                f"{url}?objective={objective.reference}",
                status=f"{len(mine)} at or above expected",
                mark=Mark(", ".join(words), "do") if words else None,
                is_done=not words,
            )
        )
    return tuple(tasks)


def _topics(year: Year, score: AssertionScore) -> tuple[Task, ...]:
    return tuple(
        _task(year, topic.title, [one for one in topic.items if one in score.items], score)
        for topic in year.edition.topics.get(year.category, ())
    )


def _standards(year: Year, score: AssertionScore | None) -> tuple[Task, ...]:
    if score is None:
        return ()
    tasks = []
    for standard in year.edition.standards:
        items = [
            name for name, one in score.items.items() if one.item.standard == standard.number and one.item.is_mandatory
        ]
        if items:
            tasks.append(_task(year, f"{standard.number}. {standard.title}", items, score))
    return tuple(tasks)


def _task(year: Year, heading: str, items: list[str], score: AssertionScore) -> Task:
    results = [score.items[one] for one in items]
    check = [one for one in results if one.state is ItemState.TO_CHECK]
    missing = [one for one in results if one.state is ItemState.MISSING]
    first = next(iter([*check, *missing]), results[0] if results else None)
    url = reverse("item", args=(year.scope.code, year.edition.key, first.item.reference)) if first else ""
    words = [f"{len(check)} to check"] if check else []
    if missing:
        words.append(f"{len(missing)} to answer")
    mark = Mark(", ".join(words), "do") if words else None
    return Task(heading, url, status="Done", mark=mark, is_done=not words)


def _grouping(year: Year, by_topic: bool) -> Link | None:
    if not year.is_easy or not year.edition.topics.get(year.category):
        return None
    url = reverse("organisation_home", args=(year.scope.code,))
    if by_topic:
        return Link("Group by the ten national standards instead", f"{url}?group=standards")
    return Link("Group by topic instead", url)


def _url(name: str, year: Year, *, edition: bool = False) -> str:
    link = _link("", name, year, edition=edition)
    return link.url if link else reverse("organisation_home", args=(year.scope.code,))


def _link(text: str, name: str, year: Year, *, edition: bool = False) -> Link | None:
    try:
        arguments = {"code": year.scope.code} | ({"edition": year.edition.key} if edition else {})
        return Link(text, reverse(name, kwargs=arguments))
    except NoReverseMatch:
        return None
