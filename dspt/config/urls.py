"""Every address of the service, by audience."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from dspt.web.kit import gallery, health
from dspt.web.register.verify.views import keys as published_keys
from dspt.web.toolkit.switcher import views as switcher

handler400 = "dspt.web.kit.errors.bad_request"
handler404 = "dspt.web.kit.errors.not_found"
handler403 = "dspt.web.kit.errors.forbidden"
handler500 = "dspt.web.kit.errors.trouble"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("floor", health.floor, name="floor"),
    # The most visited first: each is looked through in turn.
    path("organisations", include("dspt.web.toolkit.urls")),
    path("register", include("dspt.web.register.urls")),
    path("", include("dspt.web.public.urls")),
    path(".well-known/jwks.json", published_keys, name="published_keys"),
    path("helpdesk", include("dspt.web.helpdesk.urls")),
    path("files", include("dspt.web.files.urls")),
    path("account/close", switcher.close, name="close_account"),
    path("oversight", include("dspt.web.oversight.urls")),
]

if settings.DSPT_IS_DEMO:
    urlpatterns.append(path("gallery", gallery.gallery, name="gallery"))
