"""The addresses of the national team."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .feedback import views as feedback

urlpatterns: list[URLPattern | URLResolver] = [
    path("/feedback", feedback.feedback, name="oversight_feedback"),
]
