"""Everything an organisation has here, as plain rows, some at a time.

Columns are named one by one: a column added later goes out only once somebody has decided so here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from dspt.assessments.models import (
    Answer,
    AnswerDocument,
    AnswerVersion,
    Assessment,
    Assignment,
    Comment,
    Confirmation,
    EvidencePart,
    Judgement,
    JudgementDocument,
    JudgementVersion,
    PolicyAnswer,
    Tick,
)
from dspt.documents.models import Version
from dspt.journal.queries import Wanted, stream_of
from dspt.organisations.models import Certificate, KeyRoleHolder, Membership, Organisation, Profile, ProfileTest
from dspt.publication.models import Publication, SignOff

from ..models import Hold
from ..rules import Entry, json_list, json_one

Row = dict[str, Any]

_A_PAGE = 50

_SAVED = ("saved_at", "saved_by_id", "saved_by_name")
_OWNED = ("owner_id", "owner_name", "due_on")
_VALUE = ("yes_no", "text", "on", "number", "comment", "not_applicable")
_PROFILE = (
    "version", "edition", "type", "also", "settled_type", "category", "nhsmail", "accepted_at", "accepted_by_name",
    "changed_at",
)  # fmt: skip
_CERTIFICATE = ("kind", "issuer", "number", "scope", "covers_all", "valid_from", "valid_to", "removed_at")
_HOLD = ("is_national", "reason", "placed_at", "placed_by_name", "ended_at", "ended_by_name", "ended_because")
_YEAR = (
    "id", "edition", "view", "category", "started_at", "started_by_name", "changed_at", "revision", "required_total",
    "required_done", "required_exempt", "required_to_check", "to_confirm", "confirmed", "status_on_offer",
)  # fmt: skip
_DOCUMENT = ("title", "owner_id", "owner_name", "review_on", "removed_at", "removed_by_name")
_VERSION = (
    "id", "document_id", "number", "kind", "url", "place", "file_name", "file_path", "content_type", "size_bytes",
    "sha256", "scan", "dated_on", "added_at", "added_by_id", "added_by_name", "frozen_at", "discarded_at",
)  # fmt: skip


def organisation_rows(organisation: UUID) -> Row:
    """The organisation with its profile and the holds on deletion. Six statements."""
    named = Organisation.objects.filter(pk=organisation)
    return {
        **named.values("code", "name", "registered_at", "is_critical_infrastructure", "easy_mode").get(),
        "profile": Profile.objects.filter(pk=organisation).values(*_PROFILE).first(),
        "profile_answers": list(
            ProfileTest.objects.filter(organisation_id=organisation).order_by("key").values("key", "answer")
        ),
        "key_roles": list(
            KeyRoleHolder.objects.filter(organisation_id=organisation).order_by("role").values("role", "name", "email")
        ),
        "certificates": list(
            Certificate.objects.filter(organisation_id=organisation).order_by("valid_from").values(*_CERTIFICATE)
        ),
        "holds": list(Hold.objects.filter(organisation_id=organisation).order_by("placed_at").values(*_HOLD)),
    }


def people_rows(organisation: UUID) -> Iterator[Row]:
    """Everybody who has or had access. One statement for every fifty."""
    for page in _pages(
        Membership.objects.filter(organisation_id=organisation),
        "person_id", "person__name", "person__email", "role", "since", "ended_at",
    ):  # fmt: skip
        for row in page:
            yield {
                "person_id": row["person_id"],
                "name": row["person__name"],
                "email": row["person__email"],
                **{key: row[key] for key in ("role", "since", "ended_at")},
            }


def year_rows(organisation: UUID, *, only: UUID | None = None) -> list[Row]:
    """The assessments, one of an edition, the newest edition first. One statement."""
    rows = Assessment.objects.filter(organisation_id=organisation)
    if only is not None:
        rows = rows.filter(pk=only)
    return list(rows.order_by("-edition").values(*_YEAR))


def year_entries(year: Row) -> Iterator[Entry]:
    """Give one of ``year_rows`` as the files in which an archive holds it, each read when its bytes are asked for."""
    assessment, folder = year["id"], f"assessments/{year['edition']}"
    yield Entry(f"{folder}/assessment.json", json_one({name: year[name] for name in _YEAR if name != "id"}))
    yield Entry(f"{folder}/answers.json", json_list(answer_rows(assessment)))
    yield Entry(f"{folder}/judgements.json", json_list(judgement_rows(assessment)))
    yield Entry(f"{folder}/confirmations.json", json_list(confirmation_rows(assessment)))
    yield Entry(f"{folder}/comments.json", json_list(comment_rows(assessment)))
    yield Entry(f"{folder}/assignments.json", json_list(assignment_rows(assessment)))


def answer_rows(assessment: UUID) -> Iterator[Row]:
    """Every answer with its documents and its history. Three statements for every fifty."""
    fields = ("id", "item", "version", *_VALUE, "is_answered", "to_check", "carried_from", *_OWNED, *_SAVED)
    for page in _pages(Answer.objects.filter(assessment_id=assessment), *fields):
        ids = [row["id"] for row in page]
        under = _of(AnswerDocument.objects.filter(answer__in=ids), "answer_id", "document_id")
        history = _of(
            AnswerVersion.objects.filter(answer__in=ids).order_by("version"),
            "answer_id", "version", *_VALUE, "documents", *_SAVED,
        )  # fmt: skip
        for row in page:
            key = row.pop("id")
            yield {**row, "documents": [one["document_id"] for one in under[key]], "history": history[key]}


def judgement_rows(assessment: UUID) -> Iterator[Row]:
    """Every judgement with ticks, policy answers, documents and their parts, and history. Six statements for fifty."""
    fields = ("id", "outcome", "version", "declared", "reason", "statement", *_OWNED, *_SAVED)
    for page in _pages(Judgement.objects.filter(assessment_id=assessment), *fields):
        ids = [row["id"] for row in page]
        ticks = _of(Tick.objects.filter(judgement__in=ids), "judgement_id", "indicator", "is_set_aside", "alternative")
        policy = _of(PolicyAnswer.objects.filter(judgement__in=ids), "judgement_id", "field", "value")
        under = _of(JudgementDocument.objects.filter(judgement__in=ids), "judgement_id", "document_id")
        parts = _of(
            EvidencePart.objects.filter(evidence__judgement__in=ids).order_by("part"),
            "evidence__judgement_id", "evidence__document_id", "part",
        )  # fmt: skip
        history = _of(
            JudgementVersion.objects.filter(judgement__in=ids).order_by("version"),
            "judgement_id", "version", "state", *_SAVED,
        )  # fmt: skip
        for row in page:
            key = row.pop("id")
            yield {
                **row,
                "ticks": ticks[key],
                "policy_answers": policy[key],
                "documents": [one["document_id"] for one in under[key]],
                "documents_support": [
                    {"document_id": one["evidence__document_id"], "part": one["part"]} for one in parts[key]
                ],
                "history": history[key],
            }


def confirmation_rows(assessment: UUID) -> Iterator[Row]:
    """Every confirmation, withdrawn ones too. One statement for every fifty."""
    return _flat(
        Confirmation.objects.filter(assessment_id=assessment),
        "assertion", "confirmed_at", "confirmed_by_id", "confirmed_by_name", "withdrawn_at", "withdrawn_because",
        "withdrawn_by_name",
    )  # fmt: skip


def comment_rows(assessment: UUID) -> Iterator[Row]:
    """What colleagues said. One statement for every fifty."""
    return _flat(
        Comment.objects.filter(assessment_id=assessment),
        "subject",
        "text",
        "said_at",
        "said_by_id",
        "said_by_name",
        "asked_id",
        "asked_name",
    )


def assignment_rows(assessment: UUID) -> Iterator[Row]:
    """Who holds an assertion or an indicator. One statement for every fifty."""
    return _flat(Assignment.objects.filter(assessment_id=assessment), "subject", "outcome", *_OWNED)


def version_rows(organisation: UUID) -> Iterator[Row]:
    """Every version with its document, also of removed documents. One statement for every fifty."""
    rows = Version.objects.filter(organisation_id=organisation)
    return _flat(rows, *_VERSION, *(f"document__{name}" for name in _DOCUMENT))


def publication_rows(organisation: UUID) -> Iterator[Row]:
    """Every publication without what it froze. One statement for every fifty."""
    return _flat(
        Publication.objects.filter(organisation_id=organisation),
        "id", "place", "number", "edition", "kind", "status", "was_late", "published_at", "published_by_id",
        "published_by_name", "sha256", "previous_sha256",
    )  # fmt: skip


def sign_off_rows(organisation: UUID) -> Iterator[Row]:
    """Every sign-off, ended ones too. One statement for every fifty."""
    return _flat(
        SignOff.objects.filter(organisation_id=organisation),
        "edition", "capacity", "note", "status", "signed_at", "signed_by_id", "signed_by_name", "ended_at",
    )  # fmt: skip


def journal_rows(code: str) -> Iterator[Row]:
    """The organisation's chain, the newest first; what names sessions stays here. One statement for every thousand."""
    for entry in stream_of(code, Wanted()):
        yield {
            "number": entry.number,
            "at": entry.at,
            "event": entry.event,
            "actor_kind": entry.actor_kind,
            "actor_id": entry.actor_id,
            "actor_name": entry.actor_name,
            "on_behalf_of": entry.behalf,
            "subject": entry.subject,
            "before": entry.before,
            "after": entry.after,
            "digest": entry.digest,
        }


def _pages(rows: QuerySet[Any, Any], *fields: str) -> Iterator[list[Row]]:
    """Read rows in the order of their keys, fifty at a time, whatever is written meanwhile."""
    rows = rows.order_by("pk")
    after: object = None
    while True:
        page: list[Row] = list((rows if after is None else rows.filter(pk__gt=after)).values("pk", *fields)[:_A_PAGE])
        if page:
            after = page[-1]["pk"]
            for row in page:
                del row["pk"]
            yield page
        if len(page) < _A_PAGE:
            return


def _flat(rows: QuerySet[Any, Any], *fields: str) -> Iterator[Row]:
    for page in _pages(rows, *fields):
        yield from page


def _of(rows: QuerySet[Any, Any], owner: str, *fields: str) -> defaultdict[UUID, list[Row]]:
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows.values(owner, *fields):
        found[row.pop(owner)].append(row)
    return found
