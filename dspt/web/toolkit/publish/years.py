"""The edition that an address of publishing names."""

from __future__ import annotations

from django.http import Http404

from dspt.standard import catalogue
from dspt.standard.edition import Edition


def edition_in_address(key: str) -> Edition:
    """Find the edition; an unknown one is page not found."""
    try:
        return catalogue.edition(key)
    except catalogue.UnknownEdition:
        raise Http404 from None
