"""The addresses of the standard."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("standard", views.index, name="standard_index"),
    path("standard/<str:key>", views.edition, name="standard_edition"),
    path("standard/<str:key>/changes", views.changes, name="standard_changes"),
    path("standard/<str:key>/requirements", views.requirements_of, name="requirements"),
    path("standard/<str:key>/items/<str:ref>", views.item, name="standard_item"),
    path("standard/<str:key>/outcomes/<str:ref>", views.outcome, name="standard_outcome"),
]
