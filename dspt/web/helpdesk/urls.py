"""The addresses of the service desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .organisations import views as organisations
from .recovery import views as recovery

urlpatterns: list[URLPattern | URLResolver] = [
    path("", recovery.landing, name="helpdesk"),
    path("/recovery", recovery.requests, name="helpdesk_recoveries"),
    path("/recovery/<uuid:recovery>", recovery.one_request, name="helpdesk_recovery"),
    path("/organisations", organisations.look_up, name="helpdesk_look_up"),
    path("/organisations/<code:code>", organisations.organisation, name="helpdesk_organisation"),
]
