"""The addresses of checking, under ``/register``."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("/verify", views.verify, name="register_verify"),
    path("/verify/<str:number>.jws", views.record, name="register_record"),
]
