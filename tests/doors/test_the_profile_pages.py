"""The profile, step by step, as an administrator fills it in; others read it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from dspt.accounts.models import Person
from dspt.directory.models import Body
from dspt.foundation.clock import london_date, now
from dspt.organisations.models import Organisation
from dspt.organisations.queries import profile, profile_facts
from dspt.standard.catalogue import latest
from tests.world.cast import PEOPLE, a_certificate, accept_again, an_accepted_profile, an_organisation

pytestmark = pytest.mark.django_db

PASSED = {"digital_supplier": "yes", "fifty_staff": "yes", "ten_million_turnover": "yes"}


def today() -> date:
    return london_date(now())


def signed_in(key: str = "ruth") -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[key].email))
    return client


def record(code: str):  # type: ignore[no-untyped-def]
    return profile(Organisation.objects.get(code=code).id)


def roles() -> dict[str, str]:
    return {f"{role.key}_name": "Ruth Cole" for role in latest(today()).key_roles}


def send(client: Client, code: str, step: str, **fields: object):  # type: ignore[no-untyped-def]
    return client.post(f"/organisations/{code}/profile/{step}", {"version": record(code).version, **fields})


def certificate(**changes: object) -> dict[str, object]:
    start, end = today() - timedelta(days=10), today() + timedelta(days=355)
    fields: dict[str, object] = {
        "kind": "iso_27001",
        "issuer": "Fernhill",
        "number": "FA-1",
        "scope": "Everything we do",
        "covers_all": "yes",
    }
    for name, day in (("valid_from", start), ("valid_to", end)):
        fields |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
    return fields | changes


def test_a_care_home_fills_in_its_profile_and_accepts_it() -> None:
    an_organisation("home", now())
    ruth, here = signed_in(), "/organisations/VZZ02/profile"
    assert "Next: say what your organisation is" in ruth.get(here).text
    assert send(ruth, "VZZ02", "type", type="care_home")["Location"] == f"{here}/key-roles"
    assert f'You may <a href="{here}/nhsmail">leave them out</a>' in ruth.get(f"{here}/key-roles").text
    assert send(ruth, "VZZ02", "key-roles")["Location"] == f"{here}/nhsmail"
    assert send(ruth, "VZZ02", "nhsmail", nhsmail="yes")["Location"] == f"{here}/certificates"
    assert "Continue without a certificate" in ruth.get(f"{here}/certificates").text
    page = ruth.get(here).text
    assert "Category 3, because you are “Care home”." in page
    assert "You answer 43 required questions. 34 more are optional." in page
    assert "NHSmail is the only email system" in page
    assert "6.2.8" in page
    assert "Accept the profile" in page
    send(ruth, "VZZ02", "accept")
    assert profile_facts(Organisation.objects.get(code="VZZ02").id) is not None
    assert "Accepted by Ruth Cole on" in ruth.get(here).text


def test_a_supplier_that_fails_a_test_is_a_company_and_is_told_why() -> None:
    an_organisation("supplier", now())
    ruth, here = signed_in(), "/organisations/8ZZ01/profile"
    tests = send(ruth, "8ZZ01", "type", type="it_supplier")["Location"]
    assert tests.startswith(f"{here}/type/tests?type=it_supplier")
    page = ruth.get(tests).text
    assert "Do you have 50 or more staff?" in page
    page = ruth.post(tests, {"version": 0, "fifty_staff": "no"}).text
    assert "Select yes or no: Is your turnover £10 million or more a year?" in page
    ruth.post(tests, {"version": 0, **PASSED, "fifty_staff": "no"})
    page = ruth.get(here).text
    assert "Category 3. You answered no to “Do you have 50 or more staff?”" in page
    assert "so you count as “Company”, not “IT supplier”." in page


def test_a_trust_reads_what_the_outcome_view_asks() -> None:
    an_accepted_profile("trust", latest(today()), now())
    page = signed_in("tom").get("/organisations/RZZ/profile").text
    assert "You judge 47 outcomes" in page
    assert "You make an interim submission, then publish." in page
    assert "An independent audit is part of it every year." in page
    assert "Accept the profile" not in page
    assert "nhsuk-summary-list__actions" not in page


def test_several_activities_take_the_strictest_category() -> None:
    an_organisation("practice", now())
    ruth = signed_in()
    send(ruth, "YZZ01", "type", type="gp_practice", also=["pharmacy"])
    page = ruth.get("/organisations/YZZ01/profile").text
    assert "Category 3, because of “Pharmacy”. With several activities the strictest category counts." in page
    assert "Also: Pharmacy" in page


def test_the_directory_suggests_the_type() -> None:
    an_organisation("pharmacy", now())
    Body.objects.create(code="FZZ01", name="Harbour Pharmacy", sector="Pharmacy", source="t", changed_at=now())
    page = signed_in().get("/organisations/FZZ01/profile/type").text
    assert "The directory says “Pharmacy”, so we have chosen it for you." in page
    assert page.index("Most likely") < page.index("Category 1")
    assert page.count('value="pharmacy"') == 2  # once to choose from, once among what else one is
    assert 'value="pharmacy" checked' in page
    an_organisation("home", now())
    Body.objects.create(code="VZZ02", name="Willow Court", sector="Social Care", source="t", changed_at=now())
    page = signed_in().get("/organisations/VZZ02/profile/type").text
    assert "The directory says “Social Care”, so these come first." in page
    assert page.index('value="care_home"') < page.index("We are something else") < page.index('value="nhs_trust"')
    assert '<details class="nhsuk-details"><summary class="nhsuk-details__summary"><span' in page
    send(signed_in(), "VZZ02", "type", type="nhs_trust")
    assert "We are something else" not in signed_in().get("/organisations/VZZ02/profile/type").text


@pytest.mark.parametrize(
    ("step", "fields", "words"),
    [
        ("type", {}, "Select what kind of organisation you are"),
        ("type", {"type": "spaceship"}, "Select what kind of organisation you are"),
        ("nhsmail", {}, "Select whether NHSmail is your only email"),
        ("key-roles", {"siro_email": "ruth at home"}, "Enter who is senior information risk owner (SIRO)"),
        (
            "key-roles",
            {"siro_name": "Ruth", "siro_email": "r at h"},
            "Enter an email address for the senior information",
        ),
    ],
)
def test_a_step_that_is_refused_says_what_to_do(step: str, fields: dict[str, str], words: str) -> None:
    an_organisation("home", now())
    ruth = signed_in()
    if step != "type":
        send(ruth, "VZZ02", "type", type="care_home")
    page = send(ruth, "VZZ02", step, **fields).text
    assert words in page
    assert "<title>Error: " in page
    for typed in fields.values():
        assert typed in page or typed == "spaceship"


def test_key_roles_are_required_of_a_company() -> None:
    an_organisation("supplier", now())
    ruth = signed_in()
    send(ruth, "8ZZ01", "type", type="company")
    page = send(ruth, "8ZZ01", "key-roles").text
    assert "Select who is Caldicott Guardian" in page
    assert "leave them out" not in page
    assert send(ruth, "8ZZ01", "key-roles", **roles()).status_code == 302


def test_nothing_is_overwritten_when_two_change_the_profile() -> None:
    an_organisation("home", now())
    ruth = signed_in()
    send(ruth, "VZZ02", "type", type="care_home")
    page = ruth.post("/organisations/VZZ02/profile/nhsmail", {"version": 0, "nhsmail": "no"}).text
    assert "Somebody else changed the profile meanwhile" in page
    assert 'value="no" checked' in page
    assert record("VZZ02").nhsmail == ""
    version = page.split('name="version" value="')[1].split('"')[0]
    ruth.post("/organisations/VZZ02/profile/nhsmail", {"version": version, "nhsmail": "no"})
    assert record("VZZ02").nhsmail == "no"


def test_what_is_accepted_is_what_was_seen() -> None:
    an_accepted_profile("home", latest(today()), now())
    ruth = signed_in()
    send(ruth, "VZZ02", "nhsmail", nhsmail="no")
    page = ruth.post("/organisations/VZZ02/profile/accept", {"version": 1}).text
    assert "Somebody else changed the profile meanwhile" in page
    page = ruth.post("/organisations/VZZ02/profile/accept").text
    assert "Somebody else changed the profile meanwhile" in page
    assert not record("VZZ02").is_accepted


def test_an_unfinished_profile_is_not_accepted() -> None:
    an_organisation("home", now())
    page = signed_in().post("/organisations/VZZ02/profile/accept", {"version": 0}).text
    assert "There is something left to answer" in page


def test_a_certificate_is_added_counts_and_is_removed() -> None:
    an_accepted_profile("home", latest(today()), now())
    ruth, here = signed_in(), "/organisations/VZZ02/profile"
    page = send(ruth, "VZZ02", "certificates/add", **certificate(kind="cyber_essentials_plus"))
    assert page["Location"] == f"{here}/certificates"
    page = ruth.get(here).text
    assert "Cyber Essentials Plus" in page
    assert "Counts, and opens Standards Exceeded." in page
    assert "Accept the profile" in page
    remove = next(part for part in page.split('"') if part.endswith("/remove"))
    assert "Questions that it completes open again" in ruth.get(remove).text
    assert "Somebody else changed the profile meanwhile" in ruth.post(remove, {"version": 0}).text
    ruth.post(remove, {"version": record("VZZ02").version})
    assert "None entered." in ruth.get(here).text
    assert ruth.get(remove).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": ""}, "Select which certificate it is"),
        ({"kind": "psn"}, "This certificate does not count for your kind of organisation"),
        ({"issuer": ""}, "Enter who issued it"),
        ({"number": "x" * 81}, "The certificate number must be 80 characters or fewer"),
        ({"scope": " "}, "Enter the scope, as the certificate says it"),
        ({"covers_all": ""}, "Select whether the scope covers all your health and care data"),
        (
            {"valid_from-day": "31", "valid_from-month": "2", "valid_from-year": "2026"},
            "Current from must be a real date",
        ),
        ({"valid_to-year": "2020"}, "The last day must be after the first"),
        ({"valid_to-day": ""}, "Current until must include a day"),
    ],
)
def test_a_certificate_that_is_refused_says_what_to_do(changes: dict[str, object], words: str) -> None:
    an_accepted_profile("home", latest(today()), now())
    page = send(signed_in(), "VZZ02", "certificates/add", **certificate(**changes)).text
    assert words in page
    assert "<title>Error: " in page
    assert record("VZZ02").is_accepted


def test_a_certificate_form_tells_all_its_faults_at_once() -> None:
    an_accepted_profile("home", latest(today()), now())
    wrong = {"kind": "", "issuer": "", "number": "x" * 81, "scope": "y" * 100_001, "valid_from-day": "31"}
    wrong |= {"valid_from-month": "2", "valid_from-year": "2026", "valid_to-day": "", "covers_all": ""}
    page = send(signed_in(), "VZZ02", "certificates/add", **certificate(**wrong)).text
    for words in (
        "Select which certificate it is",
        "Enter who issued it",
        "The certificate number must be 80 characters or fewer",
        "Select whether the scope covers all your health and care data",
        "Current from must be a real date",
        "Current until must include a day",
    ):
        assert page.count(words) == 2, words  # in the summary and at the field
    assert "y" * 100_001 in page
    assert "Enter the day it is current from" not in page


def test_a_certificate_of_limited_scope_says_that_it_completes_nothing() -> None:
    an_accepted_profile("home", latest(today()), now())
    send(signed_in(), "VZZ02", "certificates/add", **certificate(covers_all="no"))
    page = signed_in().get("/organisations/VZZ02/profile").text
    assert "Completes nothing, because its scope does not cover all your health and care data." in page


def test_a_certificate_warns_before_it_ends_and_says_when_it_has() -> None:
    edition = latest(today())
    home = an_accepted_profile("home", edition, now())
    a_certificate("home", "cyber_essentials_plus", edition, today() + timedelta(days=20), now())
    accept_again("home", edition, now())
    page = signed_in("vera").get("/organisations/VZZ02/profile").text
    assert "Ends soon" in page
    assert "Cyber Essentials Plus ends on" in page
    assert "open again." in page
    from dspt.organisations.models import Certificate

    Certificate.objects.filter(organisation_id=home).update(
        valid_from=today() - timedelta(days=300), valid_to=today() - timedelta(days=1)
    )
    page = signed_in("vera").get("/organisations/VZZ02/profile").text
    assert "Out of date" in page
    assert "Cyber Essentials Plus ran out on" in page


def test_what_was_typed_comes_back_after_the_session_ended() -> None:
    an_accepted_profile("home", latest(today()), now())
    client = Client()
    path = "/organisations/VZZ02/profile/certificates/add"
    client.post(path, certificate(scope="All our systems and all the data in them"))
    client.force_login(Person.objects.get(email=PEOPLE["ruth"].email))
    assert "All our systems and all the data in them" in client.get(path).text
