"""The address of files."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [path("/<str:token>", views.file, name="file")]
