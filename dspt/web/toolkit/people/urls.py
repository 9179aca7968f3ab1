"""The addresses of an organisation's people."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("/<code:code>/people", views.people_list, name="people"),
    path("/<code:code>/people/invite", views.invite, name="people_invite"),
    path("/<code:code>/people/roles", views.roles, name="people_roles"),
    path("/<code:code>/people/leave", views.leave, name="people_leave"),
    path("/<code:code>/people/<uuid:membership>", views.change, name="people_member"),
    path("/<code:code>/people/<uuid:membership>/end", views.end, name="people_end"),
    path("/<code:code>/people/invitations/<uuid:invitation>/resend", views.resend, name="people_resend"),
    path("/<code:code>/people/invitations/<uuid:invitation>/withdraw", views.withdraw, name="people_withdraw"),
]
