"""How each request finds its session and its person: the framework's own tables and rules, read the prepared way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from dspt.prepared.reads import prepared

_PEOPLE = get_user_model()
_PERSON = tuple(field.attname for field in _PEOPLE._meta.concrete_fields)


class SessionStore(DatabaseSessions):
    """The framework's sessions in the database. One statement to load one."""

    def _get_session_from_db(self) -> Session | None:
        rows = _session(self.session_key or "")
        if rows and rows[0][1] > timezone.now():
            data, until = rows[0]
            return Session(session_key=str(self.session_key), session_data=data, expire_date=until)
        self._session_key = None
        return None


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]
    """The sign-in library's backend; who is signed in already is read in one prepared statement."""

    def get_user(self, user_id: UUID) -> Model | None:
        rows = _person(user_id)
        person = _PEOPLE.from_db(connection.alias, _PERSON, rows[0]) if rows else None
        return person if person and person.is_active else None


@prepared
def _session(key: str) -> QuerySet[Session, tuple[Any, ...]]:
    return Session.objects.filter(session_key=key).values_list("session_data", "expire_date")


@prepared
def _person(key: UUID) -> QuerySet[Model, tuple[Any, ...]]:
    return _PEOPLE._default_manager.filter(pk=key).values_list(*_PERSON)
