"""The addresses of the help."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("help", views.index, name="help"),
    path("help/glossary", views.glossary, name="glossary"),
    path("help/statuses", views.statuses, name="help_statuses"),
    path("help/contact", views.contact, name="contact"),
    path("help/scope", views.prose, {"name": "scope"}, name="scope"),
    path("help/purpose", views.prose, {"name": "purpose"}, name="purpose"),
    path("help/legal", views.prose, {"name": "legal"}, name="legal"),
    path("help/links", views.prose, {"name": "links"}, name="links"),
    path("help/time", views.prose, {"name": "time"}, name="help_time"),
    path("help/data", views.prose, {"name": "data"}, name="help_data"),
    path("openapi.json", views.openapi, name="openapi"),
    path("help/access", views.prose, {"name": "access"}, name="help_access"),
    path("privacy", views.prose, {"name": "privacy"}, name="privacy"),
    path("accessibility", views.prose, {"name": "accessibility"}, name="accessibility"),
    path("cookies", views.prose, {"name": "cookies"}, name="cookies"),
]
