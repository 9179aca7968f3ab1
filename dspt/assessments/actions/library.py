"""Documents of the library, with what rests on them: replaced under every answer at once, removed only when unused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from dspt.documents.actions import (
    DocumentGone,
    remove_document,
    replace_with_file,
    replace_with_link,
    replace_with_place,
)
from dspt.documents.queries import DocumentRecord, documents_named
from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.standard.catalogue import edition as edition_of

from ..models import Assessment
from ..queries.assertion_year import assertion_facts
from ..queries.library import Use, document_uses
from ..rules.year import AssessmentClosed, AssessmentKey
from .assertion_view import attach_to_answer
from .opening import AssessmentNotStarted, ItemNotAsked, Opened, ProfileMissing, open_year, withdraw, write_progress
from .outcome_evidence import NewDocument, attach_to_outcome
from .year import rescore_assessment


class DocumentInUse(Refusal):
    """Answers or outcomes rest on it (``uses``: of them)."""

    code = "in_use"


def replace_document(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    document: UUID,
    seen_version: int,
    new: NewDocument,
    at: datetime,
) -> tuple[DocumentRecord, tuple[str, ...]]:
    """Give a document its next version, under every answer and outcome that rests on it; its title stays.

    A confirmation was given on the version before: where the edition still takes changes it is withdrawn (rules
    section 5). Gives the document, and the assertions that are no longer confirmed. Publications keep what they froze.
    Refuses as ``documents.actions.replace_with_file`` does. Six statements for each edition that is open and rests on
    the document.
    """
    with transaction.atomic():
        uses = document_uses(organisation, [document]).get(document, ())
        # The years are taken before the document, in the order in which a save takes them: nobody waits in a ring.
        years = _open_years(by, organisation, code, uses, at)
        replaced = _replaced(by, organisation, code, document, seen_version, new, at)
        withdrawn: list[str] = []
        for edition, (year, references) in years.items():
            gone = _withdraw_all(year, references, by, at) if year else []
            if year:
                if any(year.facts[item].infected for item in references if item in year.facts):
                    # Read before an infected version was replaced: what takes its place is evidence again.
                    year.facts.update(assertion_facts(organisation, edition)[0])
                write_progress(year, at)
            else:
                Assessment.objects.filter(organisation_id=organisation, edition=edition).update(
                    revision=F("revision") + 1, changed_at=at
                )
            withdrawn += gone
            record(
                by=by,
                event="assessments.evidence.replaced",
                subject=f"{edition} {' '.join(references)}"[:200],
                at=at,
                organisation=code,
                after={
                    "document": str(document),
                    "version": replaced.version,
                    "uses": references,
                    "confirmations_withdrawn": gone,
                },
            )
    return replaced, tuple(withdrawn)


def attach_document(
    *, by: Actor, assessment: AssessmentKey, document: UUID, references: Sequence[str], at: datetime
) -> tuple[str, ...]:
    """Put a document of the library under several items, or several outcomes, of a year; all of them or none.

    What was answered there stays; an item without an answer keeps the document as a beginning. Where it stands already
    nothing happens. Confirmations of assertions whose evidence grows are withdrawn, as by a save. Gives the references
    under which it stands now. Refuses with DocumentGone, and as ``save_answer`` and ``attach_to_outcome`` do.
    """
    with transaction.atomic():
        found = documents_named(assessment.organisation, [document])
        if not found:
            raise DocumentGone
        edition = edition_of(assessment.edition)
        for reference in dict.fromkeys(references):
            if reference in edition.outcomes:
                attach_to_outcome(by=by, assessment=assessment, outcome=reference, document=document, at=at)
            elif reference in edition.items:
                attach_to_answer(by=by, assessment=assessment, item=reference, document=document, at=at)
            else:
                raise ItemNotAsked(subject=reference)
    return tuple(dict.fromkeys(references))


def remove_unused_document(*, by: Actor, organisation: UUID, code: str, document: UUID, at: datetime) -> str:
    """Take a document that nothing rests on out of the library; give its title.

    Refuses with DocumentInUse (uses) and with DocumentGone.
    """
    with transaction.atomic():
        uses = document_uses(organisation, [document]).get(document, ())
        if uses:
            raise DocumentInUse(uses=uses)
        return remove_document(by=by, organisation=organisation, code=code, document=document, at=at)


def rescore_resting_on(*, by: Actor, organisation: UUID, code: str, document: UUID, at: datetime) -> int:
    """Score the assessments anew that rest on a document, after its virus check changed what it counts for.

    Gives how many there were. Journalled by each whose counts moved; doing it again is no trouble. Four statements for
    each and one.
    """
    editions = {use.edition for use in document_uses(organisation, [document]).get(document, ())}
    for edition in sorted(editions):
        with suppress(ProfileMissing):  # nobody knows what is asked of it, so there is nothing to score
            rescore_assessment(by=by, assessment=AssessmentKey(organisation, code, edition), at=at)
    return len(editions)


def _open_years(
    by: Actor, organisation: UUID, code: str, uses: tuple[Use, ...], at: datetime
) -> dict[str, tuple[Opened | None, list[str]]]:
    """Take every year that rests on a document and still takes changes; None: it is in the outcome view."""
    resting: defaultdict[str, list[Use]] = defaultdict(list)
    for use in uses:
        resting[use.edition].append(use)
    found: dict[str, tuple[Opened | None, list[str]]] = {}
    for edition, of_year in sorted(resting.items()):
        references = [use.reference for use in of_year]
        try:
            found[edition] = open_year(AssessmentKey(organisation, code, edition), at, by=by), references
        except ItemNotAsked:
            found[edition] = None, references
        except (AssessmentClosed, AssessmentNotStarted, ProfileMissing):
            continue  # what is closed stays as it was; it shows the document, and its publications what they froze
    return found


def _replaced(
    by: Actor, organisation: UUID, code: str, document: UUID, seen_version: int, new: NewDocument, at: datetime
) -> DocumentRecord:
    about: dict[str, Any] = {
        "by": by,
        "organisation": organisation,
        "code": code,
        "document": document,
        "seen_version": seen_version,
        "dated_on": new.dated_on,
        "at": at,
    }
    if new.file is not None:
        return replace_with_file(file=new.file, name=new.file_name, **about)
    if new.link:
        return replace_with_link(url=new.link, **about)
    return replace_with_place(place=new.place, **about)


def _withdraw_all(year: Opened, references: list[str], by: Actor, at: datetime) -> list[str]:
    gone = []
    for item in references:
        held = year.edition.items.get(item)
        if held and withdraw(year, held.assertion, f"document_replaced:{item}", by, at):
            gone.append(held.assertion)
    return gone
