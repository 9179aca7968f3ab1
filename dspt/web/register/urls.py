"""The addresses of the public register."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, register_converter

from .codes import ListedCodeConverter
from .organisation import views as organisation
from .search import views as search

register_converter(ListedCodeConverter, "listed_code")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", search.register, name="register"),
    path("/download.csv", search.download, name="register_download"),
    path("", include("dspt.web.register.verify.urls")),
    # Codes take almost any sign: these two come last.
    path("/<listed_code:code>/badge.svg", organisation.badge, name="register_badge"),
    path("/<listed_code:code>", organisation.organisation, name="register_organisation"),
]
