"""Every address of ours has a view with a policy, and a name that no other has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, get_resolver


def _routes(resolver: URLResolver, prefix: str = "") -> Iterable[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry, f"{prefix}{entry.pattern}")
        else:
            yield f"{prefix}{entry.pattern}", entry


ROUTES = list(_routes(get_resolver()))


def test_every_view_carries_a_policy() -> None:
    assert [address for address, route in ROUTES if not getattr(route.callback, "policy", "")] == []


def test_every_address_has_its_own_name() -> None:
    names = Counter(route.name for _, route in ROUTES)
    assert None not in names
    assert [name for name, times in names.items() if times > 1] == []


def test_no_address_ends_in_a_slash() -> None:
    assert [address for address, _ in ROUTES if address.endswith("/")] == []
