"""What the template of the home prints."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.components import Link, Progress, Status, Task
from dspt.web.toolkit.assertions.published import PublishedNow
from dspt.web.toolkit.frame import OrganisationFrame


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now. ``action``: a form is sent there, else ``url`` is followed; neither: nothing to do."""

    heading: str
    paragraphs: tuple[str, ...]
    button: str = ""
    url: str = ""
    action: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Warned:
    lead: str
    rest: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody outside asks to administer the organisation."""

    heading: str
    text: str
    link: Link


@dataclass(frozen=True, slots=True)
class HomePage:
    title: str
    frame: OrganisationFrame
    edition: str
    due_lead: str
    due_day: str
    due_rest: str
    due_reasons: tuple[str, ...]
    asking: tuple[Asking, ...]
    published: PublishedNow | None
    next: NextStep
    progress: Progress | None
    counted: str
    all_items: Link | None
    tasks_heading: str
    tasks: tuple[Task, ...]
    other_grouping: Link | None
    grouping_note: str
    register: Status | None
    register_note: str
    changes: tuple[tuple[str, str], ...]
    """What changed since last year: the words in bold, and the rest."""
    ends: tuple[str, ...]
    """What runs out soon."""
    reviews: Link | None
    """Documents that wait to be looked at again."""
    people: tuple[Member, ...]
    only_administrator: Warned | None
    people_link: Link | None
