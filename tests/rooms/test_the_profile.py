"""The profile decides what is asked: settled by the edition, accepted as seen, its acceptance withdrawn by a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.organisations import actions
from dspt.organisations.actions import NewCertificate
from dspt.organisations.models import Organisation
from dspt.organisations.queries import profile, profile_facts
from dspt.organisations.rules import Currency, certificate_kinds, currency, suggested_type
from dspt.standard.catalogue import edition as edition_of
from dspt.standard.categories import TestsUnanswered, UnknownType
from tests.world.cast import BODIES, a_certificate, a_person, accept_again, an_accepted_profile, an_organisation

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY = AT.date()
EDITION = edition_of("2024-25")
PASSED = {"digital_supplier": "yes", "fifty_staff": "yes", "ten_million_turnover": "yes"}
ALL_ROLES = {role.key: actions.Holder("Ruth Cole", "ruth@demo.example") for role in EDITION.key_roles}
GOOD = NewCertificate(
    "iso_27001", "Fernhill", "FA-1", "Everything", True, TODAY - timedelta(days=9), TODAY + timedelta(days=300)
)

pytestmark = pytest.mark.django_db


def ruth() -> Actor:
    return a_person("ruth", AT)


def typed(organisation: UUID, type: str, tests: Mapping[str, str] | None = None, **more: object) -> int:
    values: dict[str, object] = {"seen_version": profile(organisation).version, "tests": tests or {}} | more
    return actions.save_profile_type(
        by=ruth(),
        organisation=organisation,
        edition=EDITION,
        type=type,
        at=AT,
        **values,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("key", list(BODIES))
def test_everybody_of_the_cast_has_an_accepted_profile(key: str) -> None:
    organisation = an_accepted_profile(key, EDITION, AT)
    facts = profile_facts(organisation)
    assert facts is not None
    assert facts.type == BODIES[key].type
    assert facts.category == EDITION.types[facts.type].category
    assert facts.nhsmail_only == (BODIES[key].nhsmail == "yes")
    assert an_accepted_profile(key, EDITION, AT) == organisation, "asking again changes nothing"


def test_without_an_accepted_profile_there_are_no_facts() -> None:
    organisation = an_organisation("home", AT)
    assert profile_facts(organisation) is None
    typed(organisation, "care_home")
    assert profile_facts(organisation) is None


@pytest.mark.parametrize(
    ("tests", "settled_type", "category"),
    [(PASSED, "it_supplier", "2"), (PASSED | {"fifty_staff": "no"}, "company", "3")],
)
def test_an_it_supplier_is_one_only_if_all_tests_hold(
    tests: Mapping[str, str], settled_type: str, category: str
) -> None:
    organisation = an_organisation("supplier", AT)
    typed(organisation, "it_supplier", tests)
    kept = profile(organisation)
    assert (kept.type, kept.settled_type, kept.category, kept.tests) == ("it_supplier", settled_type, category, tests)


def test_of_several_activities_the_strictest_category_wins() -> None:
    organisation = an_organisation("practice", AT)
    typed(organisation, "gp_practice", also=("pharmacy", "gp_practice"))
    kept = profile(organisation)
    assert (kept.settled_type, kept.category, kept.also) == ("pharmacy", "3", ("pharmacy",))


def test_a_body_marked_as_critical_infrastructure_is_in_the_stricter_category() -> None:
    organisation = an_organisation("trust", AT)
    Organisation.objects.filter(id=organisation).update(is_critical_infrastructure=True)
    typed(organisation, "nhs_trust")
    assert profile(organisation).category == "1a"


def test_a_type_needs_its_tests_answered() -> None:
    organisation = an_organisation("supplier", AT)
    with pytest.raises(TestsUnanswered):
        typed(organisation, "it_supplier", {"fifty_staff": "yes"})
    with pytest.raises(UnknownType):
        typed(organisation, "spaceship")
    assert profile(organisation).version == 0


def test_answers_of_tests_that_are_no_longer_asked_go() -> None:
    organisation = an_organisation("supplier", AT)
    typed(organisation, "it_supplier", PASSED)
    typed(organisation, "company")
    assert profile(organisation).tests == {}


def test_a_stale_save_is_refused_at_every_step() -> None:
    organisation = an_organisation("supplier", AT)
    typed(organisation, "company")
    common = {"by": ruth(), "organisation": organisation, "seen_version": 0, "at": AT}
    with pytest.raises(actions.StaleProfile):
        typed(organisation, "pharmacy", seen_version=0)
    with pytest.raises(actions.StaleProfile):
        actions.save_key_roles(edition=EDITION, holders=ALL_ROLES, **common)  # type: ignore[arg-type]
    with pytest.raises(actions.StaleProfile):
        actions.save_nhsmail(nhsmail="yes", **common)  # type: ignore[arg-type]
    with pytest.raises(actions.StaleProfile):
        actions.add_certificate(edition=EDITION, certificate=GOOD, **common)  # type: ignore[arg-type]
    with pytest.raises(actions.StaleProfile):
        actions.remove_certificate(certificate=uuid4(), **common)  # type: ignore[arg-type]
    with pytest.raises(actions.StaleProfile):
        actions.accept_profile(edition=EDITION, **common)  # type: ignore[arg-type]


def test_key_roles_are_needed_unless_the_type_may_skip_them() -> None:
    supplier, home = an_organisation("supplier", AT), an_organisation("home", AT)
    typed(supplier, "company")
    typed(home, "care_home")
    with pytest.raises(actions.ProfileRefused) as refused:
        actions.save_key_roles(by=ruth(), organisation=supplier, edition=EDITION, holders={}, seen_version=1, at=AT)
    assert refused.value.facts["faults"] == {role.key: "name_missing" for role in EDITION.key_roles}
    assert actions.save_key_roles(by=ruth(), organisation=home, edition=EDITION, holders={}, seen_version=1, at=AT) == 1


@pytest.mark.parametrize(
    ("holder", "fault"),
    [
        (actions.Holder("Jo", "jo at home"), "email_malformed"),
        (actions.Holder("x" * 121), "name_long"),
        (actions.Holder(" ", "jo@demo.example"), "name_missing"),
    ],
)
def test_a_key_role_is_refused(holder: actions.Holder, fault: str) -> None:
    home = an_organisation("home", AT)
    typed(home, "care_home")
    with pytest.raises(actions.ProfileRefused) as refused:
        actions.save_key_roles(
            by=ruth(), organisation=home, edition=EDITION, holders={"siro": holder}, seen_version=1, at=AT
        )
    assert refused.value.facts["faults"] == {"siro": fault}


def test_nhsmail_wants_an_answer() -> None:
    home = an_organisation("home", AT)
    with pytest.raises(actions.ProfileRefused, match="nhsmail_unanswered"):
        actions.save_nhsmail(by=ruth(), organisation=home, nhsmail="", seen_version=0, at=AT)


def test_an_unfinished_profile_cannot_be_accepted() -> None:
    supplier = an_organisation("supplier", AT)
    for missing in (("type", "nhsmail"), ("key_roles", "nhsmail")):
        with pytest.raises(actions.ProfileIncomplete) as refused:
            actions.accept_profile(
                by=ruth(),
                organisation=supplier,
                edition=EDITION,
                seen_version=profile(supplier).version,
                at=AT,
            )
        assert refused.value.facts["missing"] == missing
        typed(supplier, "company")


def test_any_change_withdraws_the_acceptance_and_the_journal_says_so() -> None:
    home = an_accepted_profile("home", EDITION, AT)
    version = profile(home).version
    actions.save_nhsmail(by=ruth(), organisation=home, nhsmail="not_sure", seen_version=version, at=AT)
    assert profile_facts(home) is None
    entry = Entry.objects.filter(event="organisations.profile.changed").latest("number")
    assert (entry.before, entry.after["acceptance"]) == ({"nhsmail": "yes"}, "withdrawn")
    accept_again("home", EDITION, AT)
    facts = profile_facts(home)
    assert facts is not None
    assert not facts.nhsmail_only


def test_saving_the_same_again_keeps_the_acceptance() -> None:
    home = an_accepted_profile("home", EDITION, AT)
    version, entries = profile(home).version, Entry.objects.count()
    assert typed(home, "care_home") == version
    assert actions.save_nhsmail(by=ruth(), organisation=home, nhsmail="yes", seen_version=version, at=AT) == version
    assert profile_facts(home) is not None
    assert Entry.objects.count() == entries


def test_a_certificate_is_entered_and_removed() -> None:
    home = an_accepted_profile("home", EDITION, AT)
    made = a_certificate("home", "cyber_essentials_plus", EDITION, date(2027, 5, 1), AT)
    assert profile_facts(home) is None
    accept_again("home", EDITION, AT)
    facts = profile_facts(home)
    assert facts is not None
    assert [(held.exemption, held.valid_to) for held in facts.certificates] == [
        ("cyber_essentials_plus", date(2027, 5, 1))
    ]
    actions.remove_certificate(
        by=ruth(), organisation=home, certificate=made, seen_version=profile(home).version, at=AT
    )
    assert profile(home).certificates == ()
    with pytest.raises(actions.CertificateRefused, match="unknown"):
        actions.remove_certificate(
            by=ruth(), organisation=home, certificate=made, seen_version=profile(home).version, at=AT
        )


def test_another_organisations_certificate_is_out_of_reach() -> None:
    made = a_certificate("home", "iso_27001", EDITION, date(2027, 5, 1), AT)
    pharmacy = an_organisation("pharmacy", AT)
    with pytest.raises(actions.CertificateRefused, match="unknown"):
        actions.remove_certificate(by=ruth(), organisation=pharmacy, certificate=made, seen_version=0, at=AT)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"kind": ""}, {"kind": "missing"}),
        ({"kind": "iso_9001"}, {"kind": "unknown"}),
        ({"kind": "nhsmail"}, {"kind": "unknown"}),
        ({"kind": "psn"}, {"kind": "not_for_type"}),
        (
            {"issuer": " ", "number": "", "scope": ""},
            {"issuer": "missing", "number": "missing", "scope": "missing"},
        ),
        ({"issuer": "x" * 121, "scope": "x" * 2001}, {"issuer": "long", "scope": "long"}),
        ({"covers_all": None}, {"covers_all": "missing"}),
        ({"valid_from": None, "valid_to": None}, {"valid_from": "missing", "valid_to": "missing"}),
        ({"valid_to": TODAY - timedelta(days=10)}, {"valid_to": "before_start"}),
        ({"valid_to": TODAY - timedelta(days=1)}, {"valid_to": "ran_out"}),
    ],
)
def test_a_certificate_is_refused_with_every_fault(changes: dict[str, object], faults: dict[str, str]) -> None:
    home = an_organisation("home", AT)
    typed(home, "care_home")
    with pytest.raises(actions.CertificateRefused) as refused:
        actions.add_certificate(
            by=ruth(),
            organisation=home,
            edition=EDITION,
            certificate=replace(GOOD, **changes),  # type: ignore[arg-type]
            seen_version=1,
            at=AT,
        )
    assert refused.value.facts["faults"] == faults


def test_only_a_local_authority_is_asked_for_psn() -> None:
    for key in EDITION.types:
        kinds = {kind.key for kind in certificate_kinds(EDITION, key)}
        assert ("psn" in kinds) == (key == "local_authority")


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, Currency.OUT_OF_DATE), (0, Currency.ENDING), (60, Currency.ENDING), (61, Currency.CURRENT)],
)
def test_a_certificate_warns_before_it_ends(days: int, expected: Currency) -> None:
    assert currency(date(2026, 1, 1), TODAY + timedelta(days=days), TODAY) is expected


def test_a_certificate_that_begins_tomorrow_does_not_count_today() -> None:
    assert currency(TODAY + timedelta(days=1), date(2028, 1, 1), TODAY) is Currency.NOT_YET


@pytest.mark.parametrize(
    ("sector", "type"),
    [("Pharmacy", "pharmacy"), ("General Practice (GP)", "gp_practice"), ("Social Care", ""), ("", "")],
)
def test_the_sector_suggests_a_type_where_it_can_only_be_one(sector: str, type: str) -> None:
    assert suggested_type(EDITION, sector) == type


def test_the_facts_take_one_statement(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    home = an_accepted_profile("home", EDITION, AT)
    with django_assert_num_queries(1):
        profile_facts(home)
