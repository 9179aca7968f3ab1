"""The addresses of the documents."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("/<code:code>/documents", views.library, name="documents"),
    path("/<code:code>/documents/<uuid:document>", views.one, name="document"),
    path("/<code:code>/documents/<uuid:document>/versions/<int:version>", views.one, name="document_version"),
    path("/<code:code>/documents/<uuid:document>/trouble", views.trouble, name="document_trouble"),
    path("/<code:code>/documents/<uuid:document>/remove", views.remove, name="document_remove"),
]
