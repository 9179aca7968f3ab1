"""The addresses of single sign-on; none of them is found where no provider is set."""

from __future__ import annotations

from django.urls import path

from . import confirming, connecting, entering, joining

urlpatterns = [
    path("sign-in/sso", entering.begin, name="sso"),
    path("sign-in/sso/callback", entering.come_back, name="sso_callback"),
    path("sign-in/sso/join", joining.join, name="sso_join"),
    path("account/confirm/sso", confirming.confirm, name="sso_confirm"),
    path("account/sso", connecting.connect, name="account_sso"),
    path("account/sso/finish", connecting.finish, name="account_sso_finish"),
    path("account/sso/<int:number>/disconnect", connecting.disconnect, name="account_sso_disconnect"),
]
