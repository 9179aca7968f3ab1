"""The address of a request to administer an organisation."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [path("/<code:code>/recovery/<uuid:recovery>", views.recovery_request, name="recovery_request")]
