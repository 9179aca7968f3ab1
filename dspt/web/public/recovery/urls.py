"""The addresses of recovering access, for people who cannot sign in."""

from __future__ import annotations

from django.urls import path

from . import lost, views

urlpatterns = [
    path("start/recover", views.recover, name="recover"),
    path("start/recover/<str:token>", views.recover_link, name="recover_link"),
    path("sign-in/lost", lost.lost, name="lost_factor"),
    path("sign-in/lost/<str:token>", lost.lost_link, name="lost_factor_link"),
    path("recovery/answer/<str:token>", views.answer, name="recovery_answer"),
    path("recovery/stop/<str:token>", views.stop, name="recovery_stop_link"),
]
