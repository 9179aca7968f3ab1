"""The addresses that anybody may read."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dspt.web.public.standard.urls")),
    # Before the way in, whose mailed links stand at start/<secret>.
    path("", include("dspt.web.public.recovery.urls")),
    path("", include("dspt.web.public.entry.urls")),
    path("", include("dspt.web.public.account.urls")),
    path("", include("dspt.web.public.single_sign_on.urls")),
    path("", include("dspt.web.public.home.urls")),
    path("", include("dspt.web.public.help.urls")),
    path("", include("dspt.web.public.feedback.urls")),
]
