"""The addresses of an organisation's pages; each topic brings its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dspt.web.toolkit.switcher.urls")),
    path("", include("dspt.web.toolkit.profile.urls")),
    path("", include("dspt.web.toolkit.people.urls")),
    path("", include("dspt.web.toolkit.recovery.urls")),
    path("", include("dspt.web.toolkit.publish.urls")),
    path("", include("dspt.web.toolkit.outcomes.urls")),
    path("", include("dspt.web.toolkit.home.urls")),
    path("", include("dspt.web.toolkit.assertions.urls")),
    path("", include("dspt.web.toolkit.workbook.urls")),
    path("", include("dspt.web.toolkit.documents.urls")),
    path("", include("dspt.web.toolkit.activity.urls")),
    path("", include("dspt.web.toolkit.keeping.urls")),
]
