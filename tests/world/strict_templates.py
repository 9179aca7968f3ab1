"""Templates under test may name only what their pages hold.

In the service an unknown name prints nothing, because the NHS library's macros rely on it; a slip goes unseen. Under
test, asking a frozen record for something that it does not have is an error, at any depth and in every page rendered.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any

from django.template import engines
from jinja2 import ChainableUndefined
from jinja2.utils import missing

OPTIONAL = frozenset({"errors", "wide", "section", "person"})
"""What the layouts ask of every page and a page may leave out."""


class UnknownName(AssertionError):
    """A template names something that its record does not hold."""


class Told(ChainableUndefined):
    """Prints nothing, like the service's; but tells when a record was asked."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, *rest: Any) -> None:
        if is_dataclass(obj) and name not in OPTIONAL:
            raise UnknownName(f"{type(obj).__name__} has no {name}")
        super().__init__(hint, obj, name, *rest)


def install() -> None:
    """Use it in the environment of every page."""
    engines["jinja2"].env.undefined = Told
