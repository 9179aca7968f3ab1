"""Anybody can leave feedback; what was typed is never lost; only those signed in see the list."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client

from dspt.accounts.actions import give_service_role
from dspt.feedback.models import Remark
from dspt.feedback.rules import LONGEST_TEXT, MOST_IN_WINDOW
from dspt.foundation import clock
from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id

pytestmark = pytest.mark.django_db


def test_a_remark_is_kept_and_thanked_for_without_a_session(client: Client) -> None:
    response = client.post("/feedback", {"rating": "no", "text": "I got lost.", "email": "", "page": "/help"})
    assert response.status_code == 302
    assert "Thank you" in client.get(response["Location"]).content.decode()
    remark = Remark.objects.get()
    assert (remark.text, remark.page) == ("I got lost.", "/help")
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_the_form_touches_neither_session_nor_database(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        response = client.get("/feedback", HTTP_REFERER="http://testserver/register?q=someone")
    assert 'name="page" value="/register"' in response.content.decode()
    assert list(response.cookies) == [settings.CSRF_COOKIE_NAME]


def test_a_form_without_its_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/feedback", {"rating": "yes"}).status_code == 403
    assert Remark.objects.count() == 0


def test_errors_say_what_to_do_and_the_text_comes_back(client: Client) -> None:
    page = client.post("/feedback", {"rating": "", "text": "Kept <words>", "email": "nobody"}).content.decode()
    assert "<title>Error: Feedback" in page
    assert page.count("Select whether you got done what you came for") == 2
    assert page.count("Enter an email address in the correct format") == 2
    assert "Kept &lt;words&gt;" in page
    long = client.post("/feedback", {"rating": "yes", "text": "x" * (LONGEST_TEXT + 1)}).content.decode()
    assert "Write 4,000 characters or fewer" in long
    assert Remark.objects.count() == 0


def test_in_a_flood_the_text_comes_back_with_when_to_send_it_again(client: Client) -> None:
    Remark.objects.bulk_create(
        Remark(id=new_id(), rating="no", text=str(number), made_at=clock.now()) for number in range(MOST_IN_WINDOW)
    )
    response = client.post("/feedback", {"rating": "yes", "text": "One more"})
    assert response.status_code == 429
    assert "send it again in 10 minutes" in response.content.decode()
    assert "One more" in response.content.decode()


def test_the_list_sends_strangers_to_sign_in(client: Client) -> None:
    response = client.get("/oversight/feedback")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in")


def test_the_list_is_not_found_by_those_without_the_national_role(client: Client, django_user_model) -> None:  # type: ignore[no-untyped-def]
    client.force_login(
        django_user_model.objects.create(email="s@example.org", name="Sam", created_at=clock.now()),
        "dspt.accounts.gateways.staying.SignInBackend",
    )
    assert client.get("/oversight/feedback").status_code == 404


def test_the_list_shows_remarks_as_text_and_filters_them(client: Client, django_user_model) -> None:  # type: ignore[no-untyped-def]
    person = django_user_model.objects.create(email="n@example.org", name="Nadia Okafor", created_at=clock.now())
    give_service_role(by=Actor.machine("test"), person=person.id, role="national", at=clock.now())
    at = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
    Remark.objects.create(id=new_id(), rating="no", text="<script>lost</script>", made_at=at)
    Remark.objects.create(id=new_id(), rating="yes", text="Quick", made_at=at)
    client.force_login(person, "dspt.accounts.gateways.staying.SignInBackend")
    page = client.get("/oversight/feedback").content.decode()
    assert "1 of 2 got done what they came for." in page
    assert "&lt;script&gt;lost" in page
    assert "Quick" not in client.get("/oversight/feedback?rating=no").content.decode()
    for odd in ("?page=0", "?page=x", "?page=99999999999", "?rating=zzz"):
        assert client.get(f"/oversight/feedback{odd}").status_code == 200
