"""The addresses of the profile."""

from __future__ import annotations

from django.urls import path

from . import certificates, views

urlpatterns = [
    path("/<code:code>/profile", views.check, name="profile"),
    path("/<code:code>/profile/accept", views.accept, name="profile_accept"),
    path("/<code:code>/profile/type", views.type_step, name="profile_type"),
    path("/<code:code>/profile/type/tests", views.tests_step, name="profile_tests"),
    path("/<code:code>/profile/key-roles", views.roles_step, name="profile_key_roles"),
    path("/<code:code>/profile/nhsmail", views.nhsmail_step, name="profile_nhsmail"),
    path("/<code:code>/profile/certificates", certificates.certificates, name="profile_certificates"),
    path("/<code:code>/profile/certificates/add", certificates.add, name="profile_certificate_add"),
    path(
        "/<code:code>/profile/certificates/<uuid:certificate>/remove",
        certificates.remove,
        name="profile_certificate_remove",
    ),
]
