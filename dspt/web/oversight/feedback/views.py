"""Feedback, for the national team."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from dspt.accounts.rules import ServicePermission
from dspt.feedback import queries
from dspt.feedback.rules import Rating
from dspt.web.access.scopes import service
from dspt.web.access.service import viewer
from dspt.web.kit.pages import render

from . import pages


@service(ServicePermission.FEEDBACK)
def feedback(request: HttpRequest) -> HttpResponse:
    """List remarks newest first; an unknown rating or page shows the first page of all."""
    asked = request.GET.get("rating", "")
    rating = asked if asked in set(Rating) else ""
    typed = request.GET.get("page", "1")
    page = min(int(typed), 10_000) if typed.isascii() and typed.isdigit() and int(typed[:6]) > 0 else 1
    found = queries.remarks(rating=rating, page=page)
    return render(request, "oversight/feedback.html", pages.feedback(viewer(request, "feedback").frame, found, rating))
