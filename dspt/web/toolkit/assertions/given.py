"""What a person typed into the form of an item, as plain texts: from the request, from a draft, from an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from dspt.assessments.queries import AnswerRecord
from dspt.standard.answers import Typed

FIELDS = (
    "choice",
    "text",
    "number",
    "date-day",
    "date-month",
    "date-year",
    "comment",
    "exceptions",
    "reason",
    "na",
    "link",
    "place",
    "dated-day",
    "dated-month",
    "dated-year",
    "version",
)


@dataclass(frozen=True, slots=True)
class Given:
    """Every field as it stood, and the documents that were ticked."""

    fields: Mapping[str, str]
    documents: tuple[UUID, ...] = ()

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def version(self) -> int:
        text = self.get("version")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

    @property
    def typed(self) -> Typed:
        """The answer as the rules take it. The comment is what belongs to the chosen answer."""
        choice = self.get("choice")
        absent = choice == "na" or self.get("na") == "yes"
        comment = self.get("comment")
        if absent:
            comment = self.get("reason")
        elif choice == "exceptions":
            comment = self.get("exceptions")
        return Typed(
            choice="" if choice == "na" else choice,
            text=self.get("text"),
            number=self.get("number"),
            day=self.get("date-day"),
            month=self.get("date-month"),
            year=self.get("date-year"),
            comment=comment,
            not_applicable=absent,
        )

    def says_other_than(self, stands: Given) -> bool:
        """Tell whether anything but the version that was seen differs; a browser's line ends do not count."""
        return self._said != stands._said or set(self.documents) != set(stands.documents)

    @property
    def _said(self) -> dict[str, str]:
        held = {name: text.replace("\r\n", "\n") for name, text in self.fields.items() if text}
        return {name: text for name, text in held.items() if name != "version"}

    @property
    def as_draft(self) -> dict[str, str]:
        """The fields as a draft keeps them."""
        kept = {name: text for name, text in self.fields.items() if text}
        return kept | {"documents": ",".join(str(one) for one in self.documents)}


def from_post(post: QueryDict) -> Given:
    """Read the form as it was sent, every field whole: what is refused comes back, however long a request may be."""
    return Given({name: post.get(name, "") for name in FIELDS}, _ids(post.getlist("document")))


def from_draft(fields: Mapping[str, str]) -> Given:
    """Read what a draft kept."""
    return Given(
        {name: str(fields.get(name, "")) for name in FIELDS}, _ids(str(fields.get("documents", "")).split(","))
    )


def from_answer(answer: AnswerRecord) -> Given:
    """Fill the form with an answer as it stands."""
    value = answer.value
    fields = {"version": str(answer.version), "text": value.text}
    if value.not_applicable:
        fields |= {"choice": "na", "na": "yes", "reason": value.comment}
    else:
        fields |= {"choice": value.yes_no, "comment": value.comment}
        if value.yes_no == "exceptions":
            fields |= {"exceptions": value.comment, "comment": ""}
    if value.on:
        fields |= {"date-day": str(value.on.day), "date-month": str(value.on.month), "date-year": str(value.on.year)}
    if value.number is not None:
        text = f"{value.number:f}"
        fields["number"] = text.rstrip("0").rstrip(".") if "." in text else text
    return Given(fields, tuple(one.id for one in answer.documents if not one.is_removed))


def _ids(texts: list[str]) -> tuple[UUID, ...]:
    found = []
    for text in texts[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(found)
