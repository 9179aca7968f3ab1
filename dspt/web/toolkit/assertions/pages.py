"""What the templates of the assertion view print."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.components import Chip, Comment, FilterOption, Link, Mark, Progress, Row, Words
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.toolkit.frame import OrganisationFrame

from .published import PublishedNow


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document under an answer: ``note`` says its kind, day, size or place; ``mark`` the state of its check."""

    id: str
    title: str
    url: str
    note: str
    mark: Mark | None = None
    is_kept: bool = True
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer as it was given: last year's, or the one that stands."""

    heading: str
    lead: str
    paragraphs: tuple[str, ...]
    documents: tuple[DocumentLine, ...]
    who: str
    note_lead: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word explained in place: ``key`` leads into the glossary, ``acronym`` is another way it is mentioned."""

    key: str
    term: str
    acronym: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Closed:
    """Why the item is not open: exempt. ``answer_url`` answers it all the same; empty: not offered here."""

    heading: str
    paragraphs: tuple[str, ...]
    answer_url: str


@dataclass(frozen=True, slots=True)
class DraftFound:
    sentence: str
    use_url: str
    discard_url: str


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The form of an item. ``documents_first``: the document is the answer itself, else it is an extra, folded away."""

    heading: str
    action: str
    draft_url: str
    version: str
    main: tuple[Field, ...]
    after: tuple[Field, ...]
    documents_first: bool
    documents_heading: str
    documents_error: str
    documents_open: bool
    kept: tuple[DocumentLine, ...]
    others: tuple[DocumentLine, ...]
    others_note: str
    find: Field | None
    """Where words to look for among the other documents are typed."""
    is_choosing: bool
    choose_url: str
    """Where the form is sent, unsaved, to show other documents."""
    file: Field
    link: Field
    place: Field
    dated: Field
    skip_url: str
    take_back_url: str
    may_be_kept_for_later: bool


@dataclass(frozen=True, slots=True)
class OwnerForm:
    action: str
    owner: Field
    due: Field
    is_open: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Where an item stands among the others of expert mode."""

    place: str
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    wide: bool
    """Expert mode: the formal wording first, guidance folded away, the neighbours beside it."""
    beside: Beside | None
    where: str
    progress: Progress
    question: str
    formal: str
    why: str
    good: tuple[str, ...]
    example: str
    evidence: tuple[str, ...]
    standing: Earlier | None
    """The answer as it stands, where nobody may change it here."""
    last: Earlier | None
    still_action: str
    """Where *Still true* is sent; empty: last year's answer is only shown."""
    last_folded: bool
    closed: Closed | None
    notes: tuple[str, ...]
    """What the person must know first: the edition is closed, the role only reads, a confirmation will be withdrawn."""
    refused: tuple[Link, ...]
    """Documents under the answer that the virus check refused, each with where it is replaced."""
    draft: DraftFound | None
    form: AnswerForm | None
    version: str
    about: str
    facts: tuple[Row, ...]
    words: tuple[Meaning, ...]
    owner: OwnerForm | None
    comments: tuple[Comment, ...]
    comment: Field | None
    """Where a comment is typed; None: nothing can be said here now."""
    comment_url: str
    back: Link


@dataclass(frozen=True, slots=True)
class OverviewRow:
    reference: str
    title: str
    url: str
    needed: str
    owner: str
    status: str
    mark: Mark | None
    sub: str
    is_flagged: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class StandardGroup:
    id: str
    heading: str
    done: str
    holders: str
    """Who looks after which of its assertions."""
    confirmed: str
    confirm: tuple[Link, ...]
    rows: tuple[OverviewRow, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """One line of what stands between the body and publishing."""

    label: str
    links: tuple[Link, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class OverviewPage:
    title: str
    frame: OrganisationFrame
    wide: bool
    lede: str
    progress: Progress
    published: PublishedNow | None
    standing_lead: str
    standing: str
    publish: Link | None
    between: tuple[Between, ...]
    between_heading: str
    may_publish: bool
    """The edition is not closed yet, and there is something to publish that is not published."""
    step: Link | None
    """Where the person goes on, as a button: the first question that waits, confirming, publishing."""
    notes: tuple[str, ...]
    chips: tuple[Chip, ...]
    owners: tuple[FilterOption, ...]
    standards: tuple[FilterOption, ...]
    show: str
    """The chip that is on, sent along with the other filters."""
    action: str
    workbook: str
    caption: str
    groups: tuple[StandardGroup, ...]
    empty: str
    show_all: Link
    column: str
    """What the first column holds: questions in easy mode, items else."""


@dataclass(frozen=True, slots=True)
class StartPage:
    """The year is not begun: one sentence and one button, or what has to come first."""

    title: str
    frame: OrganisationFrame
    paragraphs: tuple[str, ...]
    start_url: str
    next: Link | None


@dataclass(frozen=True, slots=True)
class ConfirmLine:
    reference: str
    question: str
    url: str
    answer: str
    paragraphs: tuple[str, ...]
    documents: tuple[DocumentLine, ...]
    who: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    reference: str
    where: str
    statement: str
    lines: tuple[ConfirmLine, ...]
    notes: tuple[str, ...]
    action: str
    seen: str
    button: str
    withdraw_url: str
    owner: OwnerForm | None
    back: Link


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """An answer in short. ``is_clipped``: there is more of it than stands here."""

    reference: str
    title: str
    url: str
    lead: str
    text: str
    documents: tuple[DocumentLine, ...]
    who: str
    is_clipped: bool


@dataclass(frozen=True, slots=True)
class ReadyAssertion:
    """An assertion that can be confirmed; ``value`` carries its name and the versions of its answers."""

    reference: str
    statement: str
    value: str
    is_ticked: bool
    is_clipped: bool
    note: str
    lines: tuple[ShortAnswer, ...]
    silent: str
    url: str


@dataclass(frozen=True, slots=True)
class ConfirmGroup:
    id: str
    heading: str
    assertions: tuple[ReadyAssertion, ...]


@dataclass(frozen=True, slots=True)
class ConfirmAllPage:
    """Every assertion that is ready, and one button; ``empty`` says that there is none."""

    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    lede: str
    notes: tuple[str, ...]
    groups: tuple[ConfirmGroup, ...]
    action: str
    button: str
    empty: str
    next: Link | None
    back: Link


@dataclass(frozen=True, slots=True)
class Version:
    heading: str
    who: str
    stretches: tuple[Words, ...]
    facts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Two people, one answer: nothing is chosen for anybody."""

    title: str
    frame: OrganisationFrame
    errors: ErrorSummary
    where: str
    question: str
    theirs: Version
    mine: Version
    base: str
    base_lead: str
    action: str
    version: str
    hidden: tuple[tuple[str, str], ...]
    keep: Field
    both: Field | None
    amended: str
    """What was changed in the question since both began."""
    ask_title: str
    ask: Field | None
    """Where the other person is asked first; None: there is nobody else."""
    item_url: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    heading: str
    who: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    title: str
    frame: OrganisationFrame
    question: str
    lines: tuple[HistoryLine, ...]
    back: Link
