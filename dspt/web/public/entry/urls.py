"""The addresses of the way in."""

from __future__ import annotations

from django.urls import path

from . import demo_codes, demo_mail, invitations, passwords, registering, service_invitations, sign_in

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-in/kept", sign_in.kept_text, name="kept_text"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("password/forgotten", passwords.forgotten, name="forgotten"),
    path("password/<str:token>", passwords.choose, name="choose_password"),
    path("start", registering.start, name="start"),
    path("start/<str:token>", registering.start_link, name="start_link"),
    path("invitations/<str:token>", invitations.invitation, name="invitation"),
    path("service-invitations/<str:token>", service_invitations.service_invitation, name="service_invitation"),
    path("demo/codes", demo_codes.demo_codes, name="demo_codes"),
    path("demo/mail", demo_mail.demo_mail, name="demo_mail"),
]
