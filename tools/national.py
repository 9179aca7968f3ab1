"""Build a demo database of national size: every listing becomes a registered organisation with its year.

The real register is used where its file is at hand (the shared data folder, or --register FILE), topped up by generated
bodies to the number asked for; otherwise all are generated. Rows are written in bulk, past the actions: these are
sample data, and journalling 75,000 sample registrations would tell nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")
EDITION = "2024-25"
START = datetime(2024, 9, 10, 9, 0, tzinfo=UTC)
TYPES = {
    "Social Care": "care_home",
    "Pharmacy": "pharmacy",
    "Dentist": "dentist_nhs",
    "General Practice (GP)": "gp_practice",
    "Optician": "optician",
    "Company": "company",
    "Local Authority": "local_authority",
    "NHS Trust": "nhs_trust",
    "University": "university",
    "Commissioning Support Unit": "csu",
    "Arm's Length Body": "alb",
}
ICB = {"Integrated Care Board", "CCG / Integrated Care Board (ICB)"}


def main() -> None:
    options = _options()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from dspt.organisations.models import Organisation

    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0)
    if Organisation.objects.count() >= options.organisations:
        print("The national database is already there.")
        return
    real = options.register or ROOT.parent / "shared" / "data" / "dspt-register-2022-09-09.csv"
    if real.is_file():
        call_command("import_register", str(real))
    call_command("demo", "--quiet")
    _top_up(options.organisations)
    with transaction.atomic():
        _organisations(options.organisations)
    with transaction.atomic():
        _answers(options.answered)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{Organisation.objects.count():,} organisations are registered.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organisations", type=int, default=75_000)
    parser.add_argument("--answered", type=int, default=3_000, help="organisations whose answers are filled in")
    parser.add_argument("--register", type=Path, help="a register export to begin with")
    return parser.parse_args()


def _top_up(wanted: int) -> None:
    from dspt.jobs.generated_register import import_rows
    from dspt.register.models import Listing

    missing = wanted - Listing.objects.count()
    if missing > 0:
        import_rows(missing, seed=75)


def _organisations(wanted: int) -> None:
    """Register every listing, with an accepted profile and an assessment; one administrator serves for all."""
    from dspt.accounts.models import Person
    from dspt.assessments.models import Assessment
    from dspt.foundation.references import new_id
    from dspt.organisations.models import Membership, Organisation, Profile
    from dspt.organisations.rules import search_key
    from dspt.register.models import Listing
    from dspt.standard import catalogue

    edition = catalogue.edition(EDITION)
    chance = random.Random(64_201)
    taken = set(Organisation.objects.values_list("code", flat=True))
    person = Person.objects.filter(memberships__role="administrator").order_by("created_at").first()
    assert person is not None
    made: list[tuple[Organisation, Profile, Assessment, Membership]] = []
    for number, (code, name, sector) in enumerate(
        Listing.objects.order_by("code").values_list("code", "name", "sector").iterator(chunk_size=5000)
    ):
        if code in taken or len(made) + len(taken) >= wanted:
            continue
        kind = edition.types["icb" if sector in ICB else TYPES.get(sector, "nhs_business_partner")]
        category = edition.categories[kind.category]
        at = START + timedelta(minutes=number)
        organisation = Organisation(
            id=new_id(), code=code, name=name, search_key=search_key(name, code), registered_at=at
        )
        profile = Profile(
            organisation=organisation,
            version=1,
            edition=EDITION,
            type=kind.key,
            settled_type=kind.key,
            category=kind.category,
            nhsmail="yes",
            accepted_at=at,
            accepted_by_name="Sample",
            changed_at=at,
        )
        asked = [item for item in edition.asked(kind.category) if item.is_mandatory]
        total = len(asked) or len(edition.outcomes)
        done = chance.choice((0, total // 3, total // 2, total, total))
        assessment = Assessment(
            id=new_id(),
            organisation=organisation,
            edition=EDITION,
            view=category.view.value,
            category=kind.category,
            started_at=at,
            started_by_name="Sample",
            changed_at=at,
            required_total=total,
            required_done=done,
        )
        membership = Membership(organisation=organisation, person=person, role="administrator", since=at)
        made.append((organisation, profile, assessment, membership))
    for model, position in ((Organisation, 0), (Profile, 1), (Assessment, 2)):
        model.objects.bulk_create([row[position] for row in made], batch_size=2000)
    # One administrator serves for the first thousands only: nobody holds them all.
    Membership.objects.bulk_create([row[3] for row in made[:4000]], batch_size=2000)


def _answers(organisations: int) -> None:
    """Fill in the required answers of the first assessments of the assertion view, and confirm their assertions."""
    from dspt.assessments.models import Answer, Assessment, Confirmation
    from dspt.standard import catalogue
    from dspt.standard.edition import AnswerType

    edition = catalogue.edition(EDITION)
    answers: list[Answer] = []
    confirmations: list[Confirmation] = []
    chosen = (
        Assessment.objects.filter(edition=EDITION, view="assertion", answers__isnull=True)
        .exclude(organisation__memberships=None)
        .order_by("organisation__code")[:organisations]
    )
    for assessment in chosen:
        asked = [item for item in edition.asked(assessment.category) if item.is_mandatory]
        for item in asked:
            value: dict[str, object] = {"text": "A sample answer, long enough to look like one."}
            if item.type in (AnswerType.YES_NO, AnswerType.YES_NO_EXCEPTIONS):
                value = {"yes_no": "yes"}
            elif item.type is AnswerType.DATE:
                value = {"on": START.date()}
            elif item.type is AnswerType.NUMBER:
                value = {"number": 96}
            elif item.type is AnswerType.DOCUMENT and item.not_applicable:
                value = {"not_applicable": True, "comment": "A sample reason."}
            answers.append(
                Answer(
                    organisation_id=assessment.organisation_id,
                    assessment=assessment,
                    item=item.reference,
                    is_answered=True,
                    saved_at=START,
                    saved_by_name="Sample",
                    **value,
                )
            )
        for assertion in {item.assertion for item in asked}:
            confirmations.append(
                Confirmation(
                    organisation_id=assessment.organisation_id,
                    assessment=assessment,
                    assertion=assertion,
                    confirmed_at=START,
                    confirmed_by_name="Sample",
                )
            )
    Answer.objects.bulk_create(answers, batch_size=2000)
    Confirmation.objects.bulk_create(confirmations, batch_size=2000)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
