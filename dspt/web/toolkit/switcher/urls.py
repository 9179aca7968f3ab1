"""The address of the choice."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [path("", views.organisations, name="organisations")]
