"""The history of one organisation as a line of years: what stood, what it replaced, and the years without anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dspt.register.queries import Past, RegisterEntry
from dspt.register.rules import year_of
from dspt.web.kit.components import Link, Status, TimelineEntry
from dspt.web.kit.links import link
from dspt.web.register import words

_LONGEST = 30
"""Years; a wrong date in an old export must not draw a line of a century."""


def timeline_of(entry: RegisterEntry, today: date, *, running: str) -> tuple[TimelineEntry, ...]:
    """Lay the history out by edition, newest first, with the gaps between the first year and the running one."""
    finals: dict[str, list[Past]] = {}
    interims: dict[str, Past] = {}
    for past in entry.history:
        if past.kind == "interim":
            interims.setdefault(past.edition, past)
        else:
            finals.setdefault(year_of(past.edition, past.published_on), []).append(past)
    told = {*finals, *interims}
    if not told:
        return ()
    entries = []
    newest = max([*told, *([] if entry.is_closed else [running])])
    now_seen = False
    for year in _years(newest, min(told)):
        if year in finals:
            newest_first = finals[year]
            is_now = not now_seen and not entry.is_closed and words.is_current(entry, today)
            entries.append(_published(newest_first, interims.get(year), today, is_now=is_now))
            now_seen = True
        elif year in interims:
            entries.append(_interim_only(interims[year]))
        else:
            entries.append(_nothing(year, finals, today, running=running))
    return tuple(entries)


def _years(newest: str, oldest: str) -> Iterable[str]:
    last, first = int(newest[:4]), int(oldest[:4])
    for start in range(last, max(first, last - _LONGEST) - 1, -1):
        yield f"{start}-{(start + 1) % 100:02}"


def _published(pasts: list[Past], interim: Past | None, today: date, *, is_now: bool) -> TimelineEntry:
    past, *replaced = pasts
    current = past.until is not None and past.until >= today
    wording = words.wordings().get(past.status)
    tone = (wording.tone if wording else "none") if current else "old"
    text = [f"Published {words.day(past.published_on)}{', after the deadline' if past.was_late else ''}."]
    if past.published_by_code:
        text.append(f"Its head office, {past.published_by_code}, published for it.")
    if replaced:
        one = "an earlier publication" if len(replaced) == 1 else f"{len(replaced)} earlier publications"
        which = "; ".join(f"{words.day(old.published_on)}, {old.status_text}" for old in replaced)
        text.append(f"It replaced {one} ({which}).")
    if interim is not None:
        text.append(f"Interim submitted {words.day(interim.published_on)}.")
    if not past.edition:
        text.append("The register did not keep the edition of this status.")
    if wording and not wording.current:
        text.append("This status is no longer given.")
    links: tuple[Link, ...] = ()
    if past.number:
        links = (Link(f"Check publication {past.number}", f"{link('register_verify')}?number={past.number}"),)
    return TimelineEntry(
        edition=words.short_edition(past.edition) or "–",
        status=Status(past.status_text, tone, "Current" if is_now else ""),
        text=" ".join(text),
        links=links,
        is_now=is_now,
    )


def _interim_only(interim: Past) -> TimelineEntry:
    return TimelineEntry(
        edition=words.short_edition(interim.edition),
        status=Status(interim.status_text, "none"),
        text=f"Submitted {words.day(interim.published_on)}, part way through the year. The levels are not public.",
    )


def _nothing(year: str, finals: dict[str, list[Past]], today: date, *, running: str) -> TimelineEntry:
    if year == running:
        return TimelineEntry(words.short_edition(year), heading="Nothing published yet")
    before = max((other for other in finals if other < year), default="")
    past = finals[before][0] if before else None
    text = ""
    if past is not None and past.until is not None:
        name = words.short_edition(past.edition) or past.status_text
        since = words.day(past.until + timedelta(days=1))
        was = "was" if past.until < today else "will be"
        text = f"The status of {name} stayed on the register and {was} out of date from {since}."
    return TimelineEntry(words.short_edition(year), heading="Nothing published", text=text)
