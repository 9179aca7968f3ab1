"""The address of an organisation's home."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [path("/<code:code>", views.home, name="organisation_home")]
