"""The addresses of the documents."""

from __future__ import annotations

from django.urls import path

from . import attaching, views

urlpatterns = [
    path("/<code:code>/documents", views.library, name="documents"),
    path("/<code:code>/documents/<uuid:document>", views.one, name="document"),
    path("/<code:code>/documents/<uuid:document>/versions/<int:version>", views.one, name="document_version"),
    path("/<code:code>/documents/<uuid:document>/trouble", views.trouble, name="document_trouble"),
    path("/<code:code>/documents/<uuid:document>/page", views.about_one, name="document_page"),
    path("/<code:code>/documents/<uuid:document>/about", views.describe, name="document_about"),
    path("/<code:code>/documents/<uuid:document>/replace", views.replace, name="document_replace"),
    path("/<code:code>/documents/<uuid:document>/remove", views.remove, name="document_remove"),
    path("/<code:code>/documents/<uuid:document>/back", views.put_back, name="document_put_back"),
    path("/<code:code>/documents/<uuid:document>/answers", attaching.attach, name="document_attach"),
]
