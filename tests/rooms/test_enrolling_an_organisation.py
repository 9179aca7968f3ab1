"""An organisation is registered by its code, by the person who got the mailed link, and is on the register at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dspt.accounts.actions import LinkRefused, PasswordRefused, PersonRefused
from dspt.accounts.models import MailedLink, Person
from dspt.directory.models import Body
from dspt.foundation.actors import Actor
from dspt.notices.models import Notice
from dspt.organisations.actions import AlreadyRegistered, CodeRefused, ask_for_access, register_organisation
from dspt.organisations.models import Organisation
from dspt.organisations.queries import standing
from dspt.publication.actions import EnrolmentRefused, ask_to_enrol, enrol_organisation
from dspt.publication.queries import candidate
from tests.world.cast import a_person, an_organisation

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANYBODY = Actor("person", None, "Somebody")
STRONG = "eleven quiet herons"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def directory() -> None:
    for code, name, closed_on in [("VZZ09", "Elm Lodge", None), ("VZZ10", "Ash Lodge", date(2025, 4, 1))]:
        Body.objects.create(
            code=code, name=name, sector="Social Care", town="Larchford", closed_on=closed_on, source="t", changed_at=AT
        )


def asked(code: str = "VZZ09", email: str = "jo@demo.example") -> str:
    ask_to_enrol(by=ANYBODY, code=code, name="Jo Bell", email=email, address=lambda token: f"<{token}>", at=AT)
    body: str = Notice.objects.filter(kind="link.register").latest("id").body
    return body.split("<")[1].split(">")[0]


def test_the_first_administrator_registers_the_organisation() -> None:
    token = asked(" vzz09 ")
    assert "Elm Lodge" in Notice.objects.get().subject
    enrolled = enrol_organisation(by=ANYBODY, token=token, name="Jo Bell", password=STRONG, at=AT)
    found = standing(enrolled.person, "VZZ09")
    assert found is not None
    assert (found.name, found.role) == ("Elm Lodge", "administrator")


@pytest.mark.parametrize("kept", ["8hk29", "NexSL001", "Demo Dental Account 009"])
def test_a_code_in_another_case_is_found_however_it_is_typed_and_kept_as_it_is(kept: str) -> None:
    Body.objects.create(code=kept, name="Alder Ward", source="t", changed_at=AT)
    for typed in (kept, kept.lower(), kept.upper(), f" {kept} "):
        found = candidate(typed, AT)
        assert (found.code, found.standing) == (kept, "open")
    enrolled = enrol_organisation(by=ANYBODY, token=asked(kept.upper()), name="Jo Bell", password=STRONG, at=AT)
    assert enrolled.code == kept
    assert standing(enrolled.person, kept) is not None
    assert candidate(kept.lower(), AT).standing == "registered"


def test_two_codes_that_differ_in_case_alone_are_two_bodies() -> None:
    Body.objects.create(code="vzz09", name="Another Lodge", source="t", changed_at=AT)
    assert candidate("vzz09", AT).name == "Another Lodge"
    assert candidate("VZZ09", AT).name == "Elm Lodge"


def test_the_register_lists_it_as_not_published() -> None:
    enrol_organisation(by=ANYBODY, token=asked(), name="Jo Bell", password=STRONG, at=AT)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sector, status_text FROM register_listing WHERE code = 'VZZ09'")
        assert cursor.fetchone() == ("Elm Lodge", "Social Care", "Not Published")


@pytest.mark.parametrize(
    ("typed", "standing_of_code"),
    [("VZZ09", "open"), ("VZZ10", "closed"), ("VZZ11", "unknown"), ("", "malformed"), ("vz;z", "malformed")],
)
def test_a_code_is_open_or_says_why_not(typed: str, standing_of_code: str) -> None:
    assert candidate(typed, AT).standing == standing_of_code
    if standing_of_code != "open":
        with pytest.raises(EnrolmentRefused, match=standing_of_code):
            asked(typed)


def test_a_body_that_closes_tomorrow_is_open_today() -> None:
    Body.objects.filter(code="VZZ09").update(closed_on=date(2026, 11, 24))
    assert candidate("VZZ09", AT).is_open
    assert candidate("VZZ09", AT + timedelta(days=1)).standing == "closed"


def test_a_registered_organisation_is_not_registered_again() -> None:
    home = an_organisation("home", AT)
    with pytest.raises(EnrolmentRefused, match="registered"):
        asked("VZZ02")
    with pytest.raises(AlreadyRegistered):
        register_organisation(
            by=ANYBODY,
            code="VZZ02",
            name="X",
            administrator=a_person("sam", AT).id,
            at=AT,  # type: ignore[arg-type]
        )
    assert Organisation.objects.get().id == home


def test_a_malformed_code_is_never_registered() -> None:
    sam = a_person("sam", AT)
    with pytest.raises(CodeRefused):
        register_organisation(by=sam, code="no;code", name="X", administrator=sam.id, at=AT)  # type: ignore[arg-type]


def test_of_two_links_for_one_code_the_second_is_told_that_it_is_registered() -> None:
    first, second = asked(), asked(email="kim@demo.example")
    enrol_organisation(by=ANYBODY, token=first, name="Jo", password=STRONG, at=AT)
    with pytest.raises(EnrolmentRefused, match="registered"):
        enrol_organisation(by=ANYBODY, token=second, name="Kim", password=STRONG, at=AT)
    assert not Person.objects.filter(email="kim@demo.example").exists()


def test_a_refused_password_leaves_nothing_and_the_link_as_it_was() -> None:
    token = asked()
    with pytest.raises(PasswordRefused):
        enrol_organisation(by=ANYBODY, token=token, name="Jo", password="short", at=AT)
    assert (Person.objects.count(), Organisation.objects.count()) == (0, 0)
    assert MailedLink.objects.get().used_at is None
    enrol_organisation(by=ANYBODY, token=token, name="Jo", password=STRONG, at=AT)


def test_a_link_works_once_and_for_a_day() -> None:
    token = asked()
    with pytest.raises(LinkRefused, match="ran_out"):
        enrol_organisation(by=ANYBODY, token=token, name="Jo", password=STRONG, at=AT + timedelta(hours=24))
    with pytest.raises(LinkRefused, match="unknown"):
        enrol_organisation(by=ANYBODY, token="x", name="Jo", password=STRONG, at=AT)


def test_somebody_with_an_account_registers_another_organisation_with_it() -> None:
    sam = a_person("sam", AT)
    token = asked(email="sam@demo.example")
    with pytest.raises(LinkRefused, match="other_person"):
        enrol_organisation(by=ANYBODY, token=token, name="Sam", password=STRONG, at=AT)
    assert enrol_organisation(by=sam, token=token, name="", password="", at=AT).person == sam.id


def test_asking_needs_a_name_and_an_address() -> None:
    for name, email, code in [("", "jo@demo.example", "name_missing"), ("Jo", "jo", "email_malformed")]:
        with pytest.raises(PersonRefused, match=code):
            ask_to_enrol(by=ANYBODY, code="VZZ09", name=name, email=email, address=str, at=AT)


def test_whoever_asks_for_a_registered_one_is_told_of_to_its_administrators_once_a_day() -> None:
    an_organisation("practice", AT)
    for hours in (0, 1, 25):
        ask_for_access(
            by=ANYBODY, code="YZZ01", name="Jo Bell", email="jo@demo.example", at=AT + timedelta(hours=hours)
        )
    told = Notice.objects.order_by("created_at").values_list("to", flat=True)
    assert sorted(told) == ["ama@demo.example"] * 2 + ["ruth@demo.example"] * 2
    for name, email, code in [("", "jo@demo.example", "name_missing"), ("Jo", "jo", "email_malformed")]:
        with pytest.raises(PersonRefused, match=code):
            ask_for_access(by=ANYBODY, code="YZZ01", name=name, email=email, at=AT)
