"""The addresses of taking everything out, and of what is kept until when."""

from __future__ import annotations

from django.urls import path

from . import retention, views

urlpatterns = [
    path("/<code:code>/take-out", views.take_out, name="take_out"),
    path("/<code:code>/retention", retention.retention, name="retention"),
    path("/<code:code>/retention/hold", retention.hold, name="retention_hold"),
    path("/<code:code>/retention/holds/<uuid:hold>/end", retention.end, name="retention_hold_end"),
]
