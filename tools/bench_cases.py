"""What the bench asks for: each page and act of the budget table, as a signed-in person where it needs one."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dspt.accounts.gateways.staying import SessionStore
from dspt.accounts.models import Person
from dspt.assessments.models import Assessment, Judgement
from dspt.publication.models import Publication
from dspt.standard import catalogue
from dspt.standard.edition import AnswerType
from tools.load import Measure, Request

EDITION = "2024-25"
TOKEN = "b" * 32
SEARCHES = (
    "surgery",
    "care home",
    "pharmacy leeds",
    "manor",
    "dental",
    "st mary",
    "london",
    "hosp",
    "trust",
    "old rectory",
)


class Cases:
    """The cast of the bench: one administrator, organisations with answers, a trust, and a browser in this process."""

    def __init__(self) -> None:
        person = Person.objects.filter(memberships__role="administrator").order_by("created_at").first()
        assert person is not None
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session["seen"] = int(time.time())  # as every sign-in notes it; else the first page counted would write it
        # As after a sign-in with a second factor a moment ago, for as long as the bench takes.
        session.update({"factor": True, "confirmed": 2**40, "began": 2**40})
        session.create()
        self.cookies = {settings.SESSION_COOKIE_NAME: str(session.session_key), settings.CSRF_COOKIE_NAME: TOKEN}
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        held = Assessment.objects.filter(edition=EDITION, organisation__memberships__person=person)
        full = held.filter(view="assertion", answers__isnull=False).distinct().order_by("organisation__code")
        self.codes = [
            code
            for code in full.filter(category="3").values_list("organisation__code", flat=True)[:1500]
            if re.fullmatch(r"[A-Z0-9]+", code)
        ]
        judged = held.filter(view="outcome").order_by("organisation__code")
        self.trusts = [
            code
            for code in judged.values_list("organisation__code", flat=True)[:300]
            if re.fullmatch(r"[A-Z0-9]+", code)
        ]
        self.trust = self.trusts[0]

    def measures(self) -> list[Measure]:
        """List the measures, the floor page first."""
        first = self.codes[0]
        year = f"/organisations/{first}/assessment/{EDITION}"
        outcomes = f"/organisations/{self.trust}/assessment/{EDITION}/outcomes"
        found = itertools.cycle(SEARCHES)
        return [
            self._page("floor: the bare layout", None, "/floor"),
            self._page("home", None, "/"),
            Measure(
                "register search",
                3,
                lambda _: (Request(f"/register?q={word.replace(' ', '+')}") for word in itertools.cycle(SEARCHES)),
                lambda: max(self.statements(f"/register?q={next(found)}") for _ in SEARCHES),
            ),
            self._page("register organisation page", 3, f"/register/{first}"),
            self._page("requirements of a care home", None, f"/standard/{EDITION}/requirements?type=care_home"),
            self._page("organisation home", 9, f"/organisations/{first}", signed_in=True),
            self._page("assessment overview, 77 items", 8, year, signed_in=True),
            self._page("item page", 8, f"{year}/items/1.3.2", signed_in=True),
            self._page("outcome overview, 47 outcomes", 8, outcomes, signed_in=True),
            self._page("outcome page", 8, f"{outcomes}/B2.a", signed_in=True),
            self._save(),
            self._judge(),
            self._publish(),
        ]

    def statements(self, path: str, data: dict[str, str] | None = None) -> int:
        """Count the statements of one request, answered in this process."""
        client = Client(headers={"host": "127.0.0.1"})
        client.cookies.load(self.cookies)
        with CaptureQueriesContext(connection) as found:
            answer = client.get(path) if data is None else client.post(path, data, headers={"X-CSRFToken": TOKEN})
            list(answer.streaming_content if answer.streaming else ())
        if answer.status_code not in (200, 302, 303):
            raise SystemExit(f"{path} answered {answer.status_code} to the count of its statements.")
        return sum(not re.match(r"BEGIN|COMMIT|SAVEPOINT|RELEASE", query["sql"]) for query in found.captured_queries)

    def _page(self, name: str, budget: int | None, path: str, *, signed_in: bool = False) -> Measure:
        headers = self.headers if signed_in else {}
        return Measure(
            name, budget, lambda _: itertools.repeat(Request(path, headers=headers)), lambda: self.statements(path)
        )

    def _save(self) -> Measure:
        """Save one yes/no answer, each connection round its own organisations, each time a changed comment."""
        asked = catalogue.edition(EDITION).asked("3")
        item = next(one.reference for one in asked if one.is_mandatory and one.type is AnswerType.YES_NO)

        def body(code: str, versions: dict[str, int]) -> dict[str, str]:
            seen = versions.setdefault(code, self._version(code, item))
            versions[code] = seen + 1
            return {"version": str(seen), "choice": "yes", "comment": f"Checked, note {seen}"}

        def requests(number: int) -> Iterator[Request]:
            versions: dict[str, int] = {}
            own = self.codes[50 + number * 150 : 200 + number * 150]
            for code in itertools.cycle(own):
                text = urlencode(body(code, versions))
                path = f"/organisations/{code}/assessment/{EDITION}/items/{item}"
                yield Request(path, "POST", text.encode(), self.headers, expect=302)

        path = f"/organisations/{self.codes[0]}/assessment/{EDITION}/items/{item}"

        def statements() -> int:
            self.statements(path, body(self.codes[0], {}))  # the first one also begins the journal's chain
            return self.statements(path, body(self.codes[0], {}))

        return Measure("save an answer", 12, requests, statements)

    def _version(self, code: str, item: str) -> int:
        found = Assessment.objects.filter(organisation__code=code, edition=EDITION, answers__item=item)
        return int(found.values_list("answers__version", flat=True).first() or 0)

    def _judge(self) -> Measure:
        """Save the statement of one outcome, each connection round its own organisations."""

        def path(code: str) -> str:
            return f"/organisations/{code}/assessment/{EDITION}/outcomes/A1.b"

        def body(code: str, versions: dict[str, int]) -> dict[str, str]:
            if code not in versions:
                found = Judgement.objects.filter(organisation__code=code, assessment__edition=EDITION, outcome="A1.b")
                versions[code] = found.values_list("version", flat=True).first() or 0
            seen = versions[code]
            versions[code] = seen + 1
            return {"seen": str(seen), "declared": "not_achieved", "statement": f"Nothing is in place, note {seen}."}

        def requests(number: int) -> Iterator[Request]:
            versions: dict[str, int] = {}
            share = len(self.trusts[1:]) // 4
            for code in itertools.cycle(self.trusts[1 + number * share : 1 + (number + 1) * share]):
                yield Request(path(code), "POST", urlencode(body(code, versions)).encode(), self.headers, expect=302)

        def statements() -> int:
            self.statements(path(self.trust), body(self.trust, {}))  # the first one also begins the journal's chain
            return self.statements(path(self.trust), body(self.trust, {}))

        return Measure("save a judgement of an outcome", 12, requests, statements)

    def _publish(self) -> Measure:
        """Publish one organisation after another: each time an assessment that is complete and confirmed."""
        published = set(Publication.objects.values_list("organisation__code", flat=True))
        taken = iter([code for code in self.codes[700:] if code not in published])

        def body(code: str) -> dict[str, Any]:
            client = Client(headers={"host": "127.0.0.1"})
            client.cookies.load(self.cookies)
            page = client.get(f"/organisations/{code}/publish/{EDITION}/declare").content.decode()
            hidden = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([a-z]+)"[^>]*value="([^"]*)"', page))
            hidden |= dict(re.findall(r'<input[^>]*name="([a-z]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', page))
            hidden.pop("csrfmiddlewaretoken", None)
            return hidden | {"declared": "yes", "declare": "yes", "job_title": "Manager"}

        def path(code: str) -> str:
            return f"/organisations/{code}/publish/{EDITION}/declare"

        def requests(number: int) -> Iterator[Request]:
            for code in itertools.islice(taken, 60):
                text = urlencode(body(code))
                yield Request(path(code), "POST", text.encode(), self.headers, expect=302)

        def statements() -> int:
            code = next(taken)
            self.statements(path(code), body(code))  # the first one also publishes the key
            code = next(taken)
            return self.statements(path(code), body(code))

        return Measure("publish", 25, requests, statements, most=60)
