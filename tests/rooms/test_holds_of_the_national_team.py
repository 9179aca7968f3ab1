"""Holds that the national team places: beside an organisation's own, told by mail, ended by nobody else."""

from __future__ import annotations

from uuid import UUID

import pytest

from dspt.documents.actions import remove_document
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.keeping.actions import (
    HoldGone,
    HoldStands,
    ReasonMissing,
    announce_deletions,
    delete_due_documents,
    end_hold,
    end_national_hold,
    place_hold,
    place_national_hold,
)
from dspt.keeping.queries import holds_of, is_held, national_holds
from dspt.notices.models import Notice
from tests.world.cast import a_person, an_organisation
from tests.world.documents import a_place
from tests.world.faults import all_or_nothing
from tests.world.published import AT

pytestmark = pytest.mark.django_db
PAGE = "http://dspt.example/organisations/VZZ02/retention"
DUE = AT.replace(year=AT.year + 8)
ROUND = Actor.machine("retention")


@pytest.fixture
def home() -> UUID:
    return an_organisation("home", AT)


@pytest.fixture
def ruth(home: UUID) -> Actor:
    return a_person("ruth", AT)


@pytest.fixture
def nadia(home: UUID) -> Actor:
    return a_person("nadia", AT).in_service_role("national")


def placed(home: UUID, by: Actor, reason: str = "An inquiry\nof the regulator") -> UUID:
    return place_national_hold(by=by, organisation=home, reason=reason, address=PAGE, at=AT)


def ended(home: UUID, by: Actor, hold: UUID, reason: str = "It is over") -> None:
    end_national_hold(by=by, organisation=home, hold=hold, reason=reason, address=PAGE, at=AT)


def test_it_stops_deletion_and_administrators_are_told_who_and_why(home: UUID, ruth: Actor, nadia: Actor) -> None:
    paper = a_place(home, "Old plan", "Shelf 2", at=AT)
    remove_document(by=ruth, organisation=home, code="VZZ02", document=paper.id, at=AT)
    which = placed(home, nadia)
    assert is_held(home)
    assert announce_deletions(by=ROUND, organisation=home, years=8, address=PAGE, at=DUE) == 0
    assert delete_due_documents(by=ROUND, organisation=home, years=8, at=DUE) == 0
    letter = Notice.objects.get(kind="keeping.national_hold", to="ruth@demo.example")
    assert "Nadia Rahman of the national team placed a hold" in letter.body
    assert "An inquiry\nof the regulator" in letter.body
    assert PAGE in letter.body
    [entry] = Entry.objects.filter(event="keeping.national_hold.placed")
    assert (entry.chain, entry.behalf) == ("VZZ02", "service:national")
    assert entry.after == {"reason": "An inquiry\nof the regulator"}
    [listed] = national_holds()
    assert (listed.code, listed.placed_by) == ("VZZ02", "Nadia Rahman")
    ended(home, nadia, which)
    assert national_holds() == ()
    assert announce_deletions(by=ROUND, organisation=home, years=8, address=PAGE, at=DUE) == 1
    text = Notice.objects.filter(kind="keeping.national_hold").order_by("id").last()
    assert text is not None
    assert "30 days before" in text.body
    [entry] = Entry.objects.filter(event="keeping.national_hold.ended")
    assert entry.after == {"reason": "It is over"}


def test_it_stands_beside_the_organisations_own_and_each_ends_its_own(home: UUID, ruth: Actor, nadia: Actor) -> None:
    own = place_hold(by=ruth, organisation=home, code="VZZ02", reason="A claim", at=AT)
    theirs = placed(home, nadia)
    with pytest.raises(HoldGone):
        end_hold(by=ruth, organisation=home, code="VZZ02", hold=theirs, reason="We are done", at=AT)
    with pytest.raises(HoldGone):
        ended(home, nadia, own)
    ended(home, nadia, theirs)
    assert is_held(home)
    letter = Notice.objects.filter(kind="keeping.national_hold").order_by("id").last()
    assert letter is not None
    assert "Your own hold still stands" in letter.body
    end_hold(by=ruth, organisation=home, code="VZZ02", hold=own, reason="Settled", at=AT)
    assert not is_held(home)
    assert {one.is_national for one in holds_of(home)} == {True, False}


def test_it_is_placed_once_with_a_reason_and_ended_once(home: UUID, nadia: Actor) -> None:
    with pytest.raises(ReasonMissing):
        placed(home, nadia, " ")
    which = placed(home, nadia)
    with pytest.raises(HoldStands):
        placed(home, nadia)
    with pytest.raises(ReasonMissing):
        ended(home, nadia, which, "")
    with pytest.raises(HoldGone):
        ended(UUID(int=1), nadia, which)
    ended(home, nadia, which)
    with pytest.raises(HoldGone):
        ended(home, nadia, which)


def test_placing_and_ending_leave_all_or_nothing(home: UUID, ruth: Actor, nadia: Actor) -> None:
    all_or_nothing(lambda: placed(home, nadia))
    [hold] = holds_of(home)
    all_or_nothing(lambda: ended(home, nadia, hold.id))
