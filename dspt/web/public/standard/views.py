"""The standard, for everybody: no session, no database. Pages are made once per process and edition."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse

from dspt.standard import catalogue
from dspt.standard.edition import Edition
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from .pages import changes as changes_pages
from .pages import edition as edition_pages
from .pages import reference, requirements


@public
def index(request: HttpRequest) -> HttpResponse:
    """List the editions, newest first."""
    return render(request, "public/standard/index.html", edition_pages.index(catalogue.editions()))


@public
def edition(request: HttpRequest, key: str) -> HttpResponse:
    """Show an edition as its page in the standards directory describes it."""
    found = _edition(key)
    page = edition_pages.describe(found, previous_held=_held(found.previous))
    return render(request, "public/standard/edition.html", page)


@public
def changes(request: HttpRequest, key: str) -> HttpResponse:
    """Show what changed since the edition before."""
    found = _edition(key)
    if not _held(found.previous):
        raise Http404
    page = _changes(catalogue.edition(found.previous), found)
    return render(request, "public/standard/changes.html", page)


@public
def requirements_of(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is asked of a kind of organisation; without one, or with an unknown one, the choice."""
    found = _edition(key)
    chosen = request.GET.get("type", "")
    if chosen not in found.types:
        return render(request, "public/standard/choice.html", requirements.choice(found))
    page = _requirements(
        found, chosen, only_required=request.GET.get("show") == "required", with_help=request.GET.get("help") == "open"
    )
    template = "outcomes" if page.objectives else "items"
    return render(request, f"public/standard/requirements_{template}.html", page)


@public
def item(request: HttpRequest, key: str, ref: str) -> HttpResponse:
    """Show one evidence item with its help."""
    found = _edition(key)
    if ref not in found.items:
        raise Http404
    return render(request, "public/standard/item.html", reference.item(found, ref))


@public
def outcome(request: HttpRequest, key: str, ref: str) -> HttpResponse:
    """Show one outcome with its indicators and its help."""
    found = _edition(key)
    if ref not in found.outcomes:
        raise Http404
    return render(request, "public/standard/outcome.html", reference.outcome(found, ref))


def _edition(key: str) -> Edition:
    try:
        return catalogue.edition(key)
    except catalogue.UnknownEdition:
        raise Http404 from None


def _held(key: str) -> bool:
    return any(each.key == key for each in catalogue.editions())


_changes = lru_cache(maxsize=8)(changes_pages.changes)
_requirements = lru_cache(maxsize=128)(requirements.requirements)
