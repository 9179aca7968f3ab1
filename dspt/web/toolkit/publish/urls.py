"""The addresses of publishing and of what was published."""

from __future__ import annotations

from django.urls import path

from . import signing, views

urlpatterns = [
    path("/<code:code>/publish/<str:edition>", views.ready, name="publish"),
    path("/<code:code>/publish/<str:edition>/declare", views.declare, name="declare"),
    path("/<code:code>/publish/<str:edition>/sign-off", signing.sign_off, name="sign_off"),
    path("/<code:code>/publish/<str:edition>/sign-off/<uuid:given>/back", signing.take_back, name="take_sign_off_back"),
    path("/<code:code>/history", views.history, name="history"),
    path("/<code:code>/history/<uuid:publication>", views.receipt, name="receipt"),
    path("/<code:code>/history/<uuid:publication>/copy.json", views.frozen_copy, name="frozen_copy"),
    path("/<code:code>/history/<uuid:publication>/documents", views.documents, name="publication_documents"),
]
