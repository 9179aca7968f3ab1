"""The addresses of a person's own account."""

from __future__ import annotations

from django.urls import path

from . import confirming, details, factors, overview, second_step, sessions

urlpatterns = [
    # The name by which the sign-in library finds it.
    path("sign-in/second-step", second_step.second_step, name="mfa_authenticate"),
    path("sign-in/passkey", second_step.with_passkey, name="sign_in_passkey"),
    path("account", overview.account, name="account"),
    path("account/name", details.name, name="account_name"),
    path("account/password", details.password, name="account_password"),
    path("account/email", details.email, name="account_email"),
    path("account/email/<str:token>", details.email_link, name="account_email_link"),
    path("account/set-up", factors.set_up, name="set_up"),
    path("account/phone", factors.phone, name="factor_phone"),
    path("account/passkey", factors.passkey, name="factor_passkey"),
    path("account/recovery-codes", factors.recovery_codes, name="recovery_codes"),
    path("account/factors/<int:factor>/remove", factors.remove, name="factor_remove"),
    path("account/confirm", confirming.confirm, name="confirm"),
    path("account/sessions/<int:number>/end", sessions.end, name="session_end"),
    path("account/sessions/end-others", sessions.end_others, name="sessions_end_others"),
    path("account/stay", sessions.stay, name="stay"),
]
