"""Form fields as pages show them, and the summary of errors above a form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text",
    "email",
    "tel",
    "url",
    "password",
    "number",
    "search",
    "textarea",
    "radios",
    "checkboxes",
    "select",
    "date",
    "file",
    "hidden",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button, checkbox or option. ``reveals`` shows further fields once it is chosen."""

    value: str
    label: str
    hint: str = ""
    is_chosen: bool = False
    reveals: tuple[Field, ...] = ()
    after_or: bool = False
    """Set apart from the ones before by the word "or"."""


@dataclass(frozen=True, slots=True)
class DateParts:
    """Day, month and year as typed; ``wrong`` names the parts to mark (``day``, ``month``, ``year``)."""

    day: str = ""
    month: str = ""
    year: str = ""
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, ready to print: what was typed stays in ``value`` (or ``choices``, ``date``).

    ``size`` is the label's: "", s, m, l, xl; ``is_heading`` makes the label the page's ``h1``. ``limit`` shows a
    count of characters under a text area, a long one only once three quarters are used. ``width`` is the library's in
    characters: "2" to "30".
    """

    name: str
    label: str
    kind: Kind = "text"
    value: str = ""
    hint: str = ""
    error: str = ""
    choices: tuple[Choice, ...] = ()
    date: DateParts = DateParts()
    size: str = ""
    is_heading: bool = False
    is_inline: bool = False
    is_small: bool = False
    width: str = ""
    rows: int = 5
    limit: int = 0
    prefix: str = ""
    suffix: str = ""
    autocomplete: str = ""
    inputmode: str = ""
    accept: str = ""
    is_multiple: bool = False
    """Takes several files at once."""
    spellcheck: bool | None = None
    id: str = ""
    form: str = ""
    """The id of the form that a text area belongs to, where it stands outside of it."""

    @property
    def key(self) -> str:
        """The id of the field in the page; its hint and message hang on it."""
        return self.id or self.name

    @property
    def target(self) -> str:
        """The id of the control that the summary of errors leads to."""
        if self.kind == "date":
            wrong = self.date.wrong[0] if self.date.wrong else "day"
            return f"{self.key}-{wrong}"
        return self.key

    @property
    def described_by(self) -> str:
        """Ids of count, hint and message, for ``aria-describedby``."""
        ids = [f"{self.key}-info"] if self.limit else []
        if self.hint:
            ids.append(f"{self.key}-hint")
        if self.error:
            ids.append(f"{self.key}-error")
        return " ".join(ids)


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """A message and the id of the field it leads to; without one, the message stands alone."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class ErrorSummary:
    """What stands above a form that was not accepted. Empty is false, so that a page may ask ``if page.errors``."""

    lines: tuple[ErrorLine, ...] = ()
    note: str = ""
    """One sentence of comfort: what is kept, what is not saved."""

    def __bool__(self) -> bool:
        return bool(self.lines)


def summary_of(fields: Iterable[Field], *, others: Iterable[str] = (), note: str = "") -> ErrorSummary:
    """Gather the messages of fields, in their order, after ``others`` that belong to no field.

    Fields that a choice reveals are looked at too.
    """
    lines = [ErrorLine(text) for text in others]
    for field in fields:
        lines.extend(_lines_of(field))
    return ErrorSummary(tuple(lines), note if lines else "")


def _lines_of(field: Field) -> Iterable[ErrorLine]:
    if field.error:
        yield ErrorLine(field.error, field.target)
    for choice in field.choices:
        for revealed in choice.reveals:
            yield from _lines_of(revealed)
