"""The band and navigation of an organisation's pages: who, which edition, where this person can go."""

from __future__ import annotations

from uuid import UUID

from dspt.foundation.actors import Actor
from dspt.organisations.queries import Standing
from dspt.standard.catalogue import edition
from dspt.web.access.scopes import Scope
from dspt.web.toolkit.frame import frame, is_easy

EDITION = edition("2024-25")
KIND = next(kind for kind in EDITION.types.values() if kind.easy)
PERSON = Actor("person", UUID(int=1), "Ruth Baker", "")


def standing(
    role: str = "administrator",
    type_key: str = KIND.key,
    category: str = KIND.category,
    *,
    critical: bool = False,
    easy: bool | None = None,
) -> Standing:
    return Standing(UUID(int=2), "VZZ01", "Tansy House", role, type_key, category, critical, easy, None)


def scope(of: Standing) -> Scope:
    return Scope(of, PERSON, "ruth@example.com")


def test_the_band_says_who_of_which_type_category_and_edition() -> None:
    made = frame(scope(standing()), EDITION)
    assert made.about == f"VZZ01. {KIND.label}, category {KIND.category}. Edition 2024-25"
    assert made.person == "Ruth Baker"


def test_the_stricter_profile_comes_with_its_reason() -> None:
    made = frame(scope(standing(critical=True)), EDITION)
    assert "because it is critical national infrastructure" in made.about


def test_without_a_profile_the_band_says_so() -> None:
    assert frame(scope(standing(type_key="", category="")), EDITION).about == "VZZ01. No profile yet. Edition 2024-25"


def test_small_bodies_have_questions_and_others_an_assessment() -> None:
    assert is_easy(standing(), EDITION)
    assert not is_easy(standing(easy=False), EDITION)
    assert is_easy(standing(type_key="", easy=True), EDITION)


def test_the_current_place_is_marked_once() -> None:
    items = frame(scope(standing()), EDITION, current="home").navigation
    assert sum(item.is_current for item in items) <= 1
    assert len({item.url for item in items}) == len(items)


def test_one_who_only_reads_is_not_offered_publishing() -> None:
    labels = [item.label for item in frame(scope(standing(role="viewer")), EDITION).navigation]
    assert "Publish" not in labels
