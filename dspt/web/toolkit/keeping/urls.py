"""The addresses of taking everything out."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("/<code:code>/take-out", views.take_out, name="take_out"),
]
