"""Where a trust never began an edition, its pages lead home and say why."""

from __future__ import annotations

import pytest
import time_machine

from tests.world.assertions import AT, a_year_begun

from .doorway import BASE, signed_in

pytestmark = pytest.mark.django_db


@time_machine.travel(AT, tick=True)
def test_an_edition_that_was_never_begun_says_whether_it_is_closed() -> None:
    a_year_begun("trust")
    ruth = signed_in("ruth")
    older = BASE.replace("2024-25", "2023-24")
    for path in (f"{older}/outcomes", f"{older}/interim"):
        page = ruth.get(path, follow=True).content.decode()
        assert "Edition 2023-24 closed on" in page
    page = ruth.get(older).content.decode()
    assert "Go to the 2024-25 assessment" in page
