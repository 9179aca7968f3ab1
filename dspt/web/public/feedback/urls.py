"""The addresses of the feedback form."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("feedback", views.feedback, name="feedback"),
    path("feedback/thanks", views.thanks, name="feedback_thanks"),
]
