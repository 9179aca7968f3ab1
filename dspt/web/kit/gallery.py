"""The gallery: every component in every state, for those who build and check pages. Only in the demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from . import components as c
from .fields import Choice, DateParts, ErrorSummary, Field, summary_of
from .pages import render
from .policies import public


@dataclass(frozen=True, slots=True)
class MeterExample:
    case: str
    meter: c.LevelMeter
    words: str


@dataclass(frozen=True, slots=True)
class GalleryPage:
    title: str
    wide: bool
    statuses: tuple[c.Status, ...]
    bars: tuple[c.Progress, ...]
    matrix: tuple[c.TileGroup, ...]
    meters: tuple[MeterExample, ...]
    large_meter: c.LevelMeter
    timeline: tuple[c.TimelineEntry, ...]
    arrivals: tuple[c.Arrival, ...]
    theirs: tuple[c.Words, ...]
    mine: tuple[c.Words, ...]
    comments: tuple[c.Comment, ...]
    indicators: tuple[c.IndicatorColumn, ...]
    filters: c.FilterGroup
    chips: tuple[c.Chip, ...]
    marks: tuple[c.Mark, ...]
    facts: tuple[c.Row, ...]
    tally: tuple[c.Row, ...]
    summary: tuple[c.Row, ...]
    tasks: tuple[c.Task, ...]
    trail: tuple[c.Link, ...]
    previous: c.PageLink
    next: c.PageLink
    fields: tuple[Field, ...]
    draft: Field
    wrong_fields: tuple[Field, ...]
    summary_of_errors: ErrorSummary


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components. Reads nothing."""
    return render(request, "gallery/gallery.html", PAGE)


def _tiles(*tiles: tuple[str, c.Position, bool]) -> tuple[c.Tile, ...]:
    return tuple(c.Tile(reference, "#matrix", position, audit) for reference, position, audit in tiles)


_LEVELS = ("not_achieved", "partially_achieved", "achieved")
_THEIRS, _MINE = c.differences(
    "Visitors sign in at the front desk. Records are in a locked cabinet. The key is held by the nurse in charge.",
    "Visitors sign in at the front desk and wear a badge. Records are in a locked cabinet.",
)
_YES_NO = (Choice("yes", "Yes"), Choice("no", "No, not yet"))
_REVEALING = (
    Choice("email", "Email", reveals=(Field("example_address", "Email address", kind="email", autocomplete="email"),)),
    Choice("post", "Post", hint="Takes three working days"),
    Choice("none", "Do not contact me", after_or=True),
)
_WRONG = (
    Field("wrong_name", "Full name", error="Enter your full name", autocomplete="name"),
    Field(
        "wrong_email",
        "Email address",
        "email",
        "ruth@",
        error="Enter an email address in the correct format, like name@example.com",
    ),
    Field(
        "wrong_choice",
        "Do you have these policies?",
        "radios",
        choices=_YES_NO,
        is_inline=True,
        size="s",
        error="Select yes or no",
    ),
    Field(
        "wrong_ticks",
        "Who may see it?",
        "checkboxes",
        choices=(Choice("staff", "Staff"), Choice("auditor", "The auditor", is_chosen=True)),
        size="s",
        error="Select who may see it",
    ),
    Field(
        "wrong_date",
        "When was the policy last reviewed?",
        "date",
        hint="For example, 4 2 2025",
        date=DateParts("14", "3", "2031", ("year",)),
        size="s",
        error="The date of the last review must be in the past",
    ),
    Field(
        "wrong_select",
        "Role",
        "select",
        choices=(Choice("", "Choose a role"), Choice("member", "Member")),
        error="Select a role",
    ),
    Field("wrong_file", "Add a file", "file", hint="Up to 20 MB", error="The file must be smaller than 20 MB"),
    Field(
        "wrong_text",
        "Supporting statement",
        "textarea",
        "Too long",
        rows=3,
        limit=4,
        error="Supporting statement must be 4 characters or fewer",
    ),
)

PAGE = GalleryPage(
    title="Components and states",
    wide=True,
    statuses=(
        c.Status("24/25 Standards Exceeded", "exceeded", "Current until 30 June 2026"),
        c.Status("24/25 Standards Met", "met", "Current until 30 June 2026"),
        c.Status("24/25 Approaching Standards", "approaching", "Current until 30 June 2026"),
        c.Status("24/25 Standards Not Met", "notmet", "Improvement plan in review"),
        c.Status("24/25 Interim submitted", "none", "18 December 2024"),
        c.Status("23/24 Standards Met", "old", "Out of date since 1 July 2025"),
        c.Status("20/21 Entry Level", "old", "This status no longer exists"),
        c.Status("Not Published", "none", "Registered 11 February 2025"),
    ),
    bars=(
        c.Progress(0, 42, 1),
        c.Progress(31, 11, 1),
        c.Progress(21, 3, 4, exempt=3, noun="required items", missing_word="missing"),
        c.Progress(28, 0, 0, exempt=3),
    ),
    matrix=(
        c.TileGroup(
            "A. Managing risk",
            (
                c.TileRow("A1", _tiles(("A1.a", "ok", False), ("A1.b", "ok", False))),
                c.TileRow("A2", _tiles(("A2.a", "up", True), ("A2.b", "low", True))),
            ),
        ),
        c.TileGroup("B. Protecting", (c.TileRow("B5", _tiles(("B5.a", "low", False), ("B5.b", "todo", False))),)),
    ),
    meters=(
        MeterExample(
            "At expected", c.LevelMeter(_LEVELS[1], _LEVELS[1]), "Partially achieved. Expected: partially achieved"
        ),
        MeterExample("Below", c.LevelMeter(_LEVELS[0], _LEVELS[1]), "Not achieved. Expected: partially achieved"),
        MeterExample("Above", c.LevelMeter(_LEVELS[2], _LEVELS[1]), "Achieved. Expected: partially achieved"),
        MeterExample(
            "No partial level",
            c.LevelMeter(_LEVELS[0], _LEVELS[2], has_partial=False),
            "Not achieved. Expected: achieved",
        ),
        MeterExample("No level yet", c.LevelMeter("", _LEVELS[1]), "No level yet. Expected: partially achieved"),
    ),
    large_meter=c.LevelMeter(_LEVELS[1], _LEVELS[1]),
    arrivals=(
        c.Arrival("Data protection policy.pdf"),
        c.Arrival("Staff handbook.exe", "The file must be a PDF, Word, picture or text file. Yours ends in .exe"),
    ),
    timeline=(
        c.TimelineEntry(
            "24/25",
            c.Status("24/25 Standards Met", "met", "Current"),
            text="Published 12 June 2025.",
            links=(c.Link("Certificate", "#timeline", "of 12 June 2025"),),
            is_now=True,
        ),
        c.TimelineEntry("23/24", heading="Nothing published", text="A year without one is said, not skipped."),
        c.TimelineEntry("22/23", c.Status("22/23 Standards Met", "old"), text="Published 9 July 2023, late."),
        c.TimelineEntry(
            "21/22",
            c.Status("21/22 Standards Met", "old"),
            text="Published 28 June 2022. It replaced an earlier publication of 14 February 2022.",
        ),
    ),
    theirs=_THEIRS,
    mine=_MINE,
    comments=(
        c.Comment("Imran Malik, 6 May", "Are the analysers in scope for PA#4?"),
        c.Comment("Femi Ade, reviewer, 7 May", "Yes, through the break-glass accounts.", is_review=True),
    ),
    indicators=(
        c.IndicatorColumn(
            "Not achieved",
            "Any one of these true: not achieved. 0 of 1 ticked",
            (c.Indicator("NA#1", "More people have access than need it.", "NA1"),),
        ),
        c.IndicatorColumn(
            "Partially achieved",
            "All needed. 1 of 2 ticked, 1 set aside",
            (
                c.Indicator(
                    "PA#1", "Everyone is identified individually.", "PA1", is_ticked=True, note="Femi Ade, due 23 May"
                ),
                c.Indicator(
                    "PA#2",
                    "Privileged access needs an extra factor.",
                    "PA2",
                    aside="break-glass accounts are kept offline.",
                    aside_link=c.Link("Edit", "#indicators"),
                ),
            ),
            is_level=True,
        ),
        c.IndicatorColumn(
            "Achieved", "All needed. 0 of 1 ticked", (c.Indicator("A#1", "Access lists are reviewed.", "A1"),)
        ),
    ),
    filters=c.FilterGroup(
        "sector",
        "Sector",
        (
            c.FilterOption("social", "Social Care", "21,064", is_chosen=True),
            c.FilterOption("pharmacy", "Pharmacy", "12,723"),
            c.FilterOption("university", "University", "312"),
        ),
        shown=2,
        more="1 more sector",
    ),
    chips=(c.Chip("All 47", "#chips", is_current=True), c.Chip("Below 6", "#chips"), c.Chip("Mine 7", "#chips")),
    marks=(
        c.Mark("Plain"),
        c.Mark("Missing", "do"),
        c.Mark("On offer now", "ok"),
        c.Mark("▼ Below", "bad"),
        c.Mark("Exempt", "info"),
    ),
    facts=(
        c.Row("Code", "1.3.1"),
        c.Row("Owner", "Imran Malik", c.Link("Change", "#facts")),
        c.Row("Saved", "9 May 2025", lines=("Femi Ade",)),
    ),
    tally=(c.Row("at or above expected", "37"), c.Row("▼ below expected", "6"), c.Row("no level yet", "4")),
    summary=(c.Row("Type", "Care home, category 3", c.Link("Change", "#summary-list")), c.Row("Certificates", "None")),
    tasks=(
        c.Task("Staffing and training", "#task-list", status="Done", is_done=True),
        c.Task("Policies and procedures", "#task-list", hint="About ten minutes", mark=c.Mark("4 to check", "do")),
        c.Task("Publish", status="Cannot start yet"),
    ),
    trail=(c.Link("Home", "#gallery"), c.Link("Assessment", "#gallery")),
    previous=c.PageLink("#pagination", "1 to 10 of 64,201"),
    next=c.PageLink("#pagination", "21 to 30 of 64,201"),
    fields=(
        Field("example_name", "Full name", autocomplete="name", hint="As colleagues know you"),
        Field("example_staff", "Staff trained", "number", "95", width="4", suffix="%"),
        Field("example_password", "Password", "password", hint="At least 12 characters", autocomplete="new-password"),
        Field("example_yes", "Do you have these policies?", "radios", choices=_YES_NO, is_inline=True, size="s"),
        Field("example_contact", "How should we reach you?", "radios", choices=_REVEALING, size="s"),
        Field(
            "example_ticks",
            "Who may see it?",
            "checkboxes",
            choices=(Choice("staff", "Staff", "All who work here"), Choice("auditor", "The auditor", is_chosen=True)),
            size="s",
        ),
        Field("example_agree", "I declare this", "checkboxes", choices=(Choice("yes", "I declare this"),)),
        Field("example_date", "When was it reviewed?", "date", hint="For example, 4 2 2025", size="s"),
        Field(
            "example_role",
            "Role",
            "select",
            choices=(Choice("member", "Member"), Choice("viewer", "Viewer", is_chosen=True)),
        ),
        Field("example_file", "Add a file", "file", hint="PDF, Word or picture, up to 20 MB"),
        Field("example_note", "Note to yourself", "textarea", rows=2),
        Field("example_statement", "Supporting statement", "textarea", "All staff sign in.", rows=3, limit=200),
    ),
    draft=Field("draft", "What do you do?", "textarea", rows=2, hint="Kept every 20 seconds while you write"),
    wrong_fields=_WRONG,
    summary_of_errors=summary_of(_WRONG, note="What you typed is kept. Nothing is saved yet."),
)
