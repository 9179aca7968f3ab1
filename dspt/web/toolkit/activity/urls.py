"""The addresses of an organisation's activity."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("/<code:code>/activity", views.activity, name="activity"),
    path("/<code:code>/activity.csv", views.export, name="activity_export"),
]
