"""The addresses of the outcome view."""

from __future__ import annotations

from django.urls import path

from . import views

_ALL = "/<code:code>/assessment/<str:edition>/outcomes"
_ONE = f"{_ALL}/<str:reference>"

urlpatterns = [
    path(_ALL, views.outcomes, name="outcomes"),
    path(_ONE, views.outcome, name="outcome"),
    path(f"{_ONE}/draft", views.outcome_draft, name="outcome_draft"),
    path(f"{_ONE}/comment", views.outcome_comment, name="outcome_comment"),
    path(f"{_ONE}/indicators", views.outcome_indicators, name="outcome_indicators"),
    path(f"{_ONE}/owner", views.outcome_owner, name="outcome_owner"),
    path(f"{_ONE}/evidence", views.outcome_evidence, name="outcome_evidence"),
    path(f"{_ONE}/evidence/<uuid:document>", views.outcome_supports, name="outcome_supports"),
    path(f"{_ONE}/changes", views.outcome_changes, name="outcome_changes"),
    path("/<code:code>/assessment/<str:edition>/interim", views.interim, name="interim"),
]
