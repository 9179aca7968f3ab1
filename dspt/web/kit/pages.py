"""How a view answers with a page: a frozen page object and its template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as _render


def render(request: HttpRequest, template: str, page: object, *, status: int = 200) -> HttpResponse:
    """Answer with a template that is given one name, ``page``; the layout reads ``page.title`` and the rest."""
    return _render(request, template, {"page": page}, status=status)
