"""Bodies of the cast whose year is complete, made row by row: for publishing without walking through every question."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from dspt.assessments.models import Answer, AnswerDocument, Assessment, Confirmation, Judgement, PolicyAnswer, Tick
from dspt.calendar.actions import grant_extension
from dspt.documents.models import Document
from dspt.foundation.actors import Actor
from dspt.organisations.queries import profile
from dspt.publication.actions import Published, Seen, publish_assessment
from dspt.publication.queries import readiness
from dspt.standard.catalogue import edition
from dspt.standard.edition import ItemAsked, View
from tests.world.cast import a_person, an_accepted_profile
from tests.world.documents import a_place
from tests.world.publications import a_judgement, an_answer

THIS = edition("2024-25")
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def the_year_runs() -> None:
    """Extend the edition as the demo does, so that it is open at ``AT``."""
    from datetime import date

    grant_extension(
        by=Actor.machine("demo"),
        edition=THIS.key,
        scope="all",
        due_on=date(2027, 6, 30),
        closes_on=date(2027, 8, 31),
        interim_due_on=date(2026, 12, 31),
        current_until=date(2028, 6, 30),
        reason="The demonstration's year",
        at=AT,
    )


def a_finished_year(key: str, at: datetime = AT) -> UUID:
    """Give a body of the cast an accepted profile and an assessment in which everything required is done."""
    made = an_accepted_profile(key, THIS, at)
    category = THIS.categories[profile(made).category]
    year, _ = Assessment.objects.get_or_create(
        organisation_id=made,
        edition=THIS.key,
        defaults={
            "view": category.view,
            "category": category.key,
            "started_at": at,
            "started_by_name": "Ruth Cole",
            "changed_at": at,
            "revision": 5,
        },
    )
    if category.view is View.OUTCOME:
        _judge(year, category.profile)
    else:
        required = [item for item in THIS.asked(category.key) if item.is_mandatory]
        for item in required:
            _answer(year, item)
        for assertion in dict.fromkeys(item.assertion for item in required):
            Confirmation.objects.create(
                organisation_id=made,
                assessment=year,
                assertion=assertion,
                confirmed_at=at,
                confirmed_by_name="Ruth Cole",
            )
    return made


def published(key: str, organisation: UUID, at: datetime = AT, *, again: bool = False) -> Published:
    """Publish as the administrator who has just looked."""
    ready = readiness(organisation=organisation, edition=THIS, at=at)
    assert ready.offer, ready.refusal
    return publish_assessment(
        by=a_person("ruth", at),
        organisation=organisation,
        edition=THIS,
        seen=Seen(ready.gathered.state.revision, ready.gathered.profile.version, ready.offer.status),
        declared=True,
        job_title="Manager",
        again=again,
        receipt=lambda publication: f"http://dspt.example/{key}/{publication}",
        at=at,
    )


def _answer(year: Assessment, asked: ItemAsked) -> None:
    fact = an_answer(asked)
    row = Answer.objects.create(
        organisation_id=year.organisation_id,
        assessment=year,
        item=fact.item,
        yes_no=fact.yes_no,
        text=fact.text,
        on=fact.on,
        number=fact.number,
        is_answered=True,
        saved_at=year.started_at,
        saved_by_name="Tom Okafor",
    )
    if fact.documents:
        paper = Document.objects.filter(
            organisation_id=year.organisation_id, title="Data protection policy"
        ).first() or a_place(
            year.organisation_id, "Data protection policy", "Shared drive, Policies", at=year.started_at
        )
        AnswerDocument.objects.create(organisation_id=year.organisation_id, answer=row, document=paper)


def _judge(year: Assessment, expected: str) -> None:
    for reference, outcome in THIS.outcomes.items():
        fact = a_judgement(outcome, expected)
        row = Judgement.objects.create(
            organisation_id=year.organisation_id,
            assessment=year,
            outcome=reference,
            declared=fact.declared or "",
            reason=fact.reason,
            statement=fact.statement,
            saved_at=year.started_at,
            saved_by_name="Tom Okafor",
        )
        Tick.objects.bulk_create(
            Tick(organisation_id=year.organisation_id, judgement=row, indicator=one) for one in sorted(fact.ticked)
        )
        PolicyAnswer.objects.bulk_create(
            PolicyAnswer(organisation_id=year.organisation_id, judgement=row, field=field, value=value)
            for field, value in fact.policy.items()
        )
