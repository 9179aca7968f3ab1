"""What people outside an organisation see of it: which bodies, which parts, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dspt.accounts.queries import HeldServiceRole
from dspt.accounts.rules import SERVICE_ALLOWED, SIGHT, Part, ServicePermission, ServiceRole
from dspt.directory.models import Area, Body
from dspt.jobs.demo import the_directory
from dspt.organisations.models import Organisation
from dspt.organisations.rules import search_key
from dspt.oversight.queries import PAGE, found_organisations, seen_organisation
from dspt.standard.catalogue import editions
from tests.world.cast import BODIES, EASTHAVEN, NORTH_WEST, an_accepted_profile, an_organisation
from tests.world.published import AT, THIS, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db
ALL = {body.code for body in BODIES.values()}
IN_NORTH_WEST = {"YZZ01", "RZZ", "VZZ02", "VZZ03"}
IN_EASTHAVEN = {"8ZZ01", "FZZ01"}


@pytest.fixture(autouse=True)
def _bodies(settings: Any, tmp_path: Any) -> None:
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"
    the_directory(AT)
    for key in BODIES:
        an_accepted_profile(key, THIS, AT)


def held(role: ServiceRole, scope: str = "") -> tuple[HeldServiceRole, ...]:
    return (HeldServiceRole(role.value, scope),)


def codes(*roles: HeldServiceRole, words: str = "") -> set[str]:
    return {row.code for row in found_organisations(roles, words).rows}


@pytest.mark.parametrize(
    ("role", "scope", "expected"),
    [
        (ServiceRole.NATIONAL, "", ALL),
        (ServiceRole.DESK, "", ALL),
        (ServiceRole.DARS, "", ALL),
        (ServiceRole.CAG, "", ALL),
        (ServiceRole.CONTRACTS, "", ALL),
        (ServiceRole.REGION, NORTH_WEST, IN_NORTH_WEST),
        (ServiceRole.REGION, "YZ2", IN_EASTHAVEN),
        (ServiceRole.REGION, "YZ3", set()),
        (ServiceRole.BOARD, EASTHAVEN, IN_EASTHAVEN),
        (ServiceRole.BOARD, "QZ3", set()),
        (ServiceRole.CQC, "", {"YZZ01", "RZZ", "VZZ02", "VZZ03"}),
        (ServiceRole.STANDARDS, "", set()),
    ],
)
def test_a_role_reaches_what_the_table_says(role: ServiceRole, scope: str, expected: set[str]) -> None:
    assert codes(*held(role, scope)) == expected
    for code in ALL:
        assert (seen_organisation(held(role, scope), code) is not None) == (code in expected)


@pytest.mark.parametrize("role", [ServiceRole.REGION, ServiceRole.BOARD])
def test_a_role_that_must_be_narrowed_and_is_not_reaches_nothing(role: ServiceRole) -> None:
    assert codes(*held(role)) == set()


def test_a_role_that_is_not_known_any_more_reaches_nothing() -> None:
    assert codes(HeldServiceRole("wizard", "")) == set()
    assert codes() == set()


def test_a_body_of_which_only_the_board_is_known_is_in_the_region_of_its_board() -> None:
    Body.objects.filter(code="VZZ02").update(region_code="")
    assert Area.objects.get(code="QZ1").part_of == NORTH_WEST
    assert "VZZ02" in codes(*held(ServiceRole.REGION, NORTH_WEST))
    Body.objects.filter(code="VZZ02").update(board_code="")
    assert "VZZ02" not in codes(*held(ServiceRole.REGION, NORTH_WEST))


def test_two_roles_reach_what_either_reaches() -> None:
    both = (*held(ServiceRole.REGION, NORTH_WEST), *held(ServiceRole.BOARD, EASTHAVEN))
    assert codes(*both) == ALL


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("willow", {"VZZ02"}),
        ("court WILLOW", {"VZZ02"}),
        ("yzz01", {"YZZ01"}),
        ("zz", ALL),
        ("%", ALL),
        ("nowhere", set()),
    ],
)
def test_names_and_codes_are_searched_by_all_words(words: str, expected: set[str]) -> None:
    assert codes(*held(ServiceRole.NATIONAL), words=words) == expected


def test_only_the_parts_of_the_table_are_read() -> None:
    for role, sight in SIGHT.items():
        scope = {ServiceRole.REGION: NORTH_WEST, ServiceRole.BOARD: "QZ1"}.get(role, "")
        seen = seen_organisation(held(role, scope), "VZZ02")
        assert seen is not None
        assert set(seen.parts) == set(sight.parts)
        assert (seen.register is not None) == (Part.STATUS in sight.parts)
        assert (seen.profile is not None) == (Part.PROFILE in sight.parts)
        assert bool(seen.administrators) == (Part.ADMINISTRATORS in sight.parts)
        if Part.PROGRESS not in sight.parts:
            assert seen.years == ()


def test_each_part_says_which_role_gives_it_and_why() -> None:
    both = (*held(ServiceRole.CAG), *held(ServiceRole.CQC))
    seen = seen_organisation(both, "VZZ02")
    assert seen is not None
    assert seen.parts[Part.STATUS].role is ServiceRole.CAG
    assert seen.parts[Part.PROFILE].role is ServiceRole.CQC
    supplier = seen_organisation(both, "8ZZ01")
    assert supplier is not None
    assert set(supplier.parts) == {Part.STATUS}


def test_gaps_are_those_of_the_newest_publication_and_no_answer_is_among_them() -> None:
    from dspt.assessments.models import Answer

    the_year_runs()
    made = a_finished_year("supplier")
    Answer.objects.filter(organisation_id=made, item=first_item(made)).update(to_check=True)
    published("supplier", made)
    seen = seen_organisation(held(ServiceRole.DARS), "8ZZ01")
    assert seen is not None
    assert seen.gaps_of == "24/25 Standards Not Met"
    assert [(gap.subject, gap.code) for gap in seen.gaps if gap.code == "to_check"] == [(first_item(made), "to_check")]


def test_nothing_published_here_has_no_gaps() -> None:
    seen = seen_organisation(held(ServiceRole.DARS), "8ZZ01")
    assert seen is not None
    assert (seen.gaps_of, seen.gaps) == ("", ())


def test_the_list_takes_four_statements_whatever_the_number_of_organisations() -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            found_organisations(held(ServiceRole.REGION, NORTH_WEST))
        return len(seen)

    few = statements()
    for number in range(60):
        code = f"VZ9{number:02}"
        name = f"Home {number:02}"
        Organisation.objects.create(code=code, name=name, search_key=search_key(name, code), registered_at=AT)
        Body.objects.create(code=code, name=name, region_code=NORTH_WEST, source="x", changed_at=AT)
    assert statements() == few <= 4
    first = found_organisations(held(ServiceRole.REGION, NORTH_WEST))
    third = found_organisations(held(ServiceRole.REGION, NORTH_WEST), page=3)
    assert (len(first.rows), first.has_next) == (PAGE, True)
    assert (len(third.rows), third.first, third.has_next) == (14, 51, False)


@pytest.mark.parametrize("key", ["home", "trust"])
def test_one_organisation_takes_seventeen_statements_at_most(key: str) -> None:
    with CaptureQueriesContext(connection) as seen:
        seen_organisation(held(ServiceRole.NATIONAL), BODIES[key].code)
    assert len(seen) <= 17


def test_every_sector_and_category_of_the_table_is_one_of_the_standard() -> None:
    sectors = {kind.public_sector for edition in editions() for kind in edition.types.values()}
    categories = {key for edition in editions() for key in edition.categories}
    for sight in SIGHT.values():
        assert sight.sectors <= sectors
        assert sight.categories <= categories


def test_whoever_may_look_organisations_up_has_a_row_in_the_table() -> None:
    may = {role for role, allowed in SERVICE_ALLOWED.items() if ServicePermission.ORGANISATIONS in allowed}
    assert may == set(SIGHT)


def test_an_organisation_that_registers_now_can_be_found() -> None:
    assert Organisation.objects.filter(search_key="").count() == 0
    assert an_organisation("home", AT + timedelta(days=1))


def first_item(organisation: UUID) -> str:
    from dspt.assessments.models import Answer

    item = Answer.objects.filter(organisation_id=organisation).order_by("item").values_list("item", flat=True).first()
    assert item
    return item
