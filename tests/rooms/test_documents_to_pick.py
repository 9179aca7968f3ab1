"""Documents found by words to be put under something: the newest of them, of one organisation alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from dspt.documents.models import Document
from dspt.documents.queries import Pickable, documents_to_pick
from tests.world.cast import an_organisation
from tests.world.documents import a_place

AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> UUID:
    made = an_organisation("home", AT)
    for day, title in enumerate(("Rota", "Fire policy", "Policy on keys", "Café list")):
        a_place(made, title, f"Cabinet {day}", at=AT + timedelta(days=day))
    return made


def titles(found: Pickable) -> list[str]:
    return [one.title for one in found.documents]


def test_without_words_the_newest_are_given(home: UUID) -> None:
    found = documents_to_pick(home, "", most=2)
    assert (titles(found), found.found, found.held) == (["Café list", "Policy on keys"], 4, 4)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("policy", ["Policy on keys", "Fire policy"]),
        ("POLICY fire", ["Fire policy"]),
        ("cabinet 0", ["Rota"]),
        ("cafe", ["Café list"]),
        ("passport", []),
        ("100%", []),
    ],
)
def test_every_word_has_to_be_there(home: UUID, words: str, wanted: list[str]) -> None:
    found = documents_to_pick(home, words, most=20)
    assert (titles(found), found.found, found.held) == (wanted, len(wanted), 4)


def test_what_is_taken_already_is_left_out(home: UUID) -> None:
    taken = Document.objects.get(title="Fire policy").id
    found = documents_to_pick(home, "policy", but=[taken], most=20)
    assert (titles(found), found.found, found.held) == (["Policy on keys"], 1, 3)


def test_nothing_of_others_and_nothing_removed_is_found(home: UUID) -> None:
    a_place(an_organisation("practice", AT), "Policy of others", "Safe", at=AT)
    Document.objects.filter(title="Policy on keys").update(removed_at=AT)
    assert titles(documents_to_pick(home, "policy", most=20)) == ["Fire policy"]


def test_an_empty_library_has_nothing(home: UUID) -> None:
    Document.objects.update(removed_at=AT)
    assert documents_to_pick(home, "", most=20) == Pickable((), 0, 0)
