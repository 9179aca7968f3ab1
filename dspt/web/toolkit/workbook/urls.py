"""The address of an assessment's workbook."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("/<code:code>/assessment/<str:edition>/workbook", views.workbook, name="assessment_workbook"),
]
