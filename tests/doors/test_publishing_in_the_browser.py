"""Publishing through its pages: look, declare, receipt, history; every state says what to do."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.models import Answer, Assessment, Confirmation, Judgement
from dspt.notices.models import Notice
from dspt.organisations.models import Profile
from dspt.publication.models import Publication
from tests.world.cast import BODIES, PEOPLE, an_accepted_profile, an_organisation
from tests.world.published import AT, THIS, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _running(settings: Any, tmp_path: Path) -> Any:
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"
    the_year_runs()
    with time_machine.travel(AT, tick=False):
        yield


def home_of(key: str) -> str:
    return f"/organisations/{BODIES[key].code}"


def ready_of(key: str) -> str:
    return f"{home_of(key)}/publish/{THIS.key}"


def signed_in(client: Client, who: str = "ruth") -> Client:
    client.force_login(Person.objects.get(email=PEOPLE[who].email))
    return client


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return re.sub(r"\s+", " ", answer.content.decode())


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(revision|profile|status)" value="([^"]*)">', page))


def declared(client: Client, key: str, **said: str) -> Any:
    page = text_of(client, f"{ready_of(key)}/declare")
    return client.post(
        f"{ready_of(key)}/declare", {**hidden_fields(page), "declare": "yes", "job_title": "Manager", **said}
    )


@pytest.mark.parametrize("key", ["practice", "home", "supplier", "trust"])
def test_a_finished_year_is_looked_at_declared_and_published(client: Client, key: str) -> None:
    a_finished_year(key)
    signed_in(client)
    page = text_of(client, ready_of(key))
    assert 'You can publish <span class="app-keep">24/25 Standards Met</span>' in page
    assert "Publish 24/25 Standards Met</a>" in page
    assert not Publication.objects.exists()

    page = text_of(client, f"{ready_of(key)}/declare")
    assert "the answers are true on the day I publish" in page
    assert "until 30 June 2028" in page
    assert not Publication.objects.exists()

    answer = declared(client, key)
    row = Publication.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"{home_of(key)}/history/{row.id}"
    page = text_of(client, answer.url)
    assert 'Published: <span class="app-keep">24/25 Standards Met</span>' in page
    assert row.number in page
    assert "ruth@demo.example" in page
    assert "Ruth Cole, Manager" in page
    assert 'src="data:image/svg+xml' in page
    assert "the next edition opens. Until then you can publish again." in page
    assert f'href="/register/{BODIES[key].code}#badge"' in page
    assert row.number in text_of(client, f"{home_of(key)}/history")


def test_a_closed_edition_that_was_never_begun_says_that_it_is_closed(client: Client) -> None:
    an_accepted_profile("practice", THIS, AT)
    signed_in(client)
    page = text_of(client, f"{home_of('practice')}/publish/2023-24")
    assert '<h1 class="nhsuk-heading-l">This edition is closed</h1>' in page
    assert "no answers to it are kept here" in page
    assert f'href="{home_of("practice")}/assessment/{THIS.key}"' in page
    assert "Nothing to publish yet" in text_of(client, ready_of("practice"))


def test_an_edition_that_is_not_open_yet_says_when_it_opens(client: Client) -> None:
    an_accepted_profile("practice", THIS, AT)
    with time_machine.travel(datetime(2024, 8, 1, tzinfo=UTC), tick=False):
        page = text_of(signed_in(client), ready_of("practice"))
    assert "This edition is not open yet" in page
    assert "It opens on" in page


@pytest.mark.parametrize(
    "hidden", [{}, {"revision": "x", "profile": "-1", "status": "exceeded"}, {"revision": "9" * 40}]
)
def test_a_declaration_without_what_the_page_showed_leads_back_to_look_again(
    client: Client, hidden: dict[str, str]
) -> None:
    a_finished_year("practice")
    signed_in(client)
    answer = client.post(f"{ready_of('practice')}/declare", {"declare": "yes", **hidden}, follow=True)
    assert "Nothing was published: since you looked" in answer.content.decode()
    page = client.post(f"{ready_of('practice')}/declare", hidden).content.decode()
    assert page.count("Tick “I declare this” to publish") == 2
    assert "Enter this" not in page
    assert not Publication.objects.exists()


def test_a_trust_is_told_what_keeps_it_from_publishing_anything(client: Client) -> None:
    a_finished_year("trust")
    Judgement.objects.filter(outcome="A1.a").update(statement="")
    Judgement.objects.filter(outcome="A1.b").update(declared="not_achieved")
    page = text_of(signed_in(client), ready_of("trust"))
    assert "1 thing is in the way of publishing at all." in page


def test_declaring_needs_the_box_and_keeps_what_was_typed(client: Client) -> None:
    a_finished_year("practice")
    signed_in(client)
    answer = declared(client, "practice", declare="", job_title="Practice manager")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: Declare and publish" in page
    assert 'href="#declare"' in page
    assert page.count("Tick “I declare this” to publish") == 2
    assert 'value="Practice manager"' in page
    assert not Publication.objects.exists()


def test_a_change_since_the_check_leads_back_and_says_what(client: Client) -> None:
    a_finished_year("practice")
    signed_in(client)
    page = text_of(client, f"{ready_of('practice')}/declare")
    Assessment.objects.update(revision=6)
    answer = client.post(f"{ready_of('practice')}/declare", {**hidden_fields(page), "declare": "yes"}, follow=True)
    assert answer.redirect_chain == [(ready_of("practice"), 302)]
    assert "since you looked, somebody saved an answer" in answer.content.decode()
    assert not Publication.objects.exists()


def test_what_is_missing_is_a_list_of_links_and_no_button(client: Client) -> None:
    made = a_finished_year("practice")
    gone, toned = Answer.objects.filter(assessment__organisation_id=made).order_by("item")[:2]
    Answer.objects.filter(pk=gone.pk).update(is_answered=False)
    Answer.objects.filter(pk=toned.pk).update(to_check=True)
    word = Confirmation.objects.latest("assertion")
    Confirmation.objects.filter(pk=word.pk).update(withdrawn_at=AT)
    signed_in(client)
    page = text_of(client, ready_of("practice"))
    assert "You cannot publish yet" in page
    assert "Not answered (1)" in page
    assert f">{gone.item} " in page
    assert "Last year’s answer, still to check (1)" in page
    assert f">{word.assertion} " in page
    assert "/declare" not in page
    answer = client.get(f"{ready_of('practice')}/declare")
    assert (answer.status_code, answer.url) == (302, ready_of("practice"))  # type: ignore[attr-defined]


def test_a_body_that_may_fall_short_can_publish_and_is_told_what_follows(client: Client) -> None:
    made = a_finished_year("supplier")
    gone = Answer.objects.filter(assessment__organisation_id=made).order_by("item")[0]
    Answer.objects.filter(pk=gone.pk).update(is_answered=False)
    signed_in(client)
    page = text_of(client, ready_of("supplier"))
    assert 'You can publish <span class="app-keep">24/25 Standards Not Met</span>' in page
    assert "An improvement plan follows" in page
    assert "What is between you and Standards Met" in page
    assert declared(client, "supplier").status_code == 302
    assert Publication.objects.get().status == "not_met"


def test_a_body_that_has_only_to_confirm_is_led_there_before_a_lower_status(client: Client) -> None:
    made = a_finished_year("supplier")
    word = Confirmation.objects.filter(assessment__organisation_id=made).latest("assertion")
    Confirmation.objects.filter(pk=word.pk).update(withdrawn_at=AT)
    signed_in(client)
    page = text_of(client, ready_of("supplier"))
    assert re.search(r'class="nhsuk-button[^"]*"[^>]*href="[^"]+/confirm"[^>]*>\s*Read and confirm', page)
    assert re.search(r'<a href="[^"]+/declare">Publish 24/25 Standards Not Met</a>', page)
    Profile.objects.filter(organisation_id=made).update(accepted_at=None)
    page = text_of(client, ready_of("supplier"))
    assert "Your profile comes first" in page
    assert "Read and confirm" not in page


def test_a_trust_without_a_level_is_led_to_the_outcome(client: Client) -> None:
    a_finished_year("trust")
    Judgement.objects.filter(outcome="B2.a").update(declared="")
    signed_in(client)
    page = text_of(client, ready_of("trust"))
    assert "You cannot publish yet" in page
    assert "No level yet (1)" in page
    assert ">B2.a " in page


def test_a_profile_that_changed_comes_first(client: Client) -> None:
    made = a_finished_year("practice")
    Profile.objects.filter(organisation_id=made).update(accepted_at=None)
    signed_in(client)
    assert "Your profile comes first" in text_of(client, ready_of("practice"))


def test_before_the_year_is_begun_the_page_says_what_comes_first(client: Client) -> None:
    an_organisation("home", AT)
    signed_in(client)
    assert "Publishing starts with your profile" in text_of(client, ready_of("home"))
    an_accepted_profile("home", THIS, AT)
    assert "You have not begun the 2024-25 assessment" in text_of(client, ready_of("home"))


def test_after_the_deadline_it_says_late_and_after_the_end_closed(client: Client) -> None:
    a_finished_year("practice")
    with time_machine.travel(AT.replace(year=2027, month=7, day=2), tick=False):
        signed_in(client)
        page = text_of(client, ready_of("practice"))
        assert "The deadline was 30 June 2027. You can still publish, until 31 August 2027." in page
        assert declared(client, "practice").status_code == 302
        assert "after the deadline" in text_of(client, f"{home_of('practice')}/history")
    with time_machine.travel(AT.replace(year=2027, month=9, day=2), tick=False):
        signed_in(client)
        assert "This edition is closed" in text_of(client, ready_of("practice"))


def test_publishing_the_same_again_asks_first(client: Client) -> None:
    made = a_finished_year("practice")
    published("practice", made, AT - timedelta(days=2))
    signed_in(client)
    assert "Nothing has changed since you published 24/25 Standards Met on 21 November 2026" in text_of(
        client, ready_of("practice")
    )
    answer = declared(client, "practice")
    assert answer.status_code == 422
    assert 'href="#again"' in answer.content.decode()
    assert declared(client, "practice", again="yes").status_code == 302
    newest, older = Publication.objects.order_by("-place")
    assert "A newer publication has taken its place" in text_of(client, f"{home_of('practice')}/history/{older.id}")
    assert "taken its place" not in text_of(client, f"{home_of('practice')}/history/{newest.id}")


def test_a_letter_that_could_not_be_sent_is_said(client: Client) -> None:
    done = published("practice", a_finished_year("practice"))
    Notice.objects.filter(to="ama@demo.example").update(state="failed")
    signed_in(client)
    assert "It could not be sent to ama@demo.example" in text_of(client, f"{home_of('practice')}/history/{done.id}")


def test_the_frozen_copy_is_for_members_and_checks(client: Client) -> None:
    done = published("practice", a_finished_year("practice"))
    signed_in(client)
    answer = client.get(f"{home_of('practice')}/history/{done.id}/copy.json")
    assert answer["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content)["document"]["number"] == done.number
    assert Client().get(f"{home_of('practice')}/history/{done.id}/copy.json").status_code == 302


def who_sees_what(done: UUID) -> list[tuple[str, str, dict[str, int]]]:
    code = home_of("practice")
    read = {"ruth": 200, "tom": 200, "vera": 200, "sam": 404}
    return [
        ("get", ready_of("practice"), read),
        ("get", f"{code}/history", read),
        ("get", f"{code}/history/{done}", read),
        ("get", f"{code}/history/{done}/copy.json", read),
        ("get", f"{ready_of('practice')}/declare", {"ruth": 200, "tom": 403, "vera": 403, "sam": 404}),
        ("post", f"{ready_of('practice')}/declare", {"ruth": 422, "tom": 403, "vera": 403, "sam": 404}),
    ]


def test_each_role_sees_what_it_may() -> None:
    done = published("practice", a_finished_year("practice")).id
    from tests.world.cast import a_person

    a_person("sam", AT)
    for method, path, expected in who_sees_what(done):
        for who, status in expected.items():
            assert getattr(signed_in(Client(), who), method)(path).status_code == status, (method, path, who)
        assert getattr(Client(), method)(path).status_code == 302
    assert "An administrator of your organisation can publish it" in text_of(
        signed_in(Client(), "tom"), ready_of("practice")
    )


def test_another_organisations_publication_is_not_found(client: Client) -> None:
    done = published("practice", a_finished_year("practice"))
    an_accepted_profile("home", THIS, AT)
    signed_in(client)
    assert client.get(f"{home_of('home')}/history/{done.id}").status_code == 404
    assert client.get(f"{home_of('home')}/history/{done.id}/copy.json").status_code == 404
    assert client.get(f"{home_of('home')}/publish/1999-00").status_code == 404


def test_many_answers_of_one_text_are_named_as_a_sentence_does(client: Client) -> None:
    made = a_finished_year("home")
    assert (
        Answer.objects.filter(assessment__organisation_id=made)
        .exclude(text="")
        .update(text="Our manager looks after this.")
    )
    page = text_of(signed_in(client), ready_of("home"))
    assert re.search(r">(\d+\.\d+\.\d+, ){3}\d+\.\d+\.\d+ and \d+ more</a>", page)


def test_the_job_title_may_be_left_out_and_says_so(client: Client) -> None:
    a_finished_year("home")
    assert "Your job title (optional)" in text_of(signed_in(client), f"{ready_of('home')}/declare")
    assert "history/" in declared(client, "home", job_title="")["Location"]
