"""From what an organisation is to the category it is assessed in (specification section 8, rules section 3).

The worked examples are in ``docs/algorithms/category.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dspt.foundation.refusals import Refusal

from .edition import ConditionalTest, Edition, OrganisationType


class UnknownType(Refusal):
    """The edition knows no such type of organisation, or none was chosen; ``facts['type']``."""

    code = "unknown_type"


class TestsUnanswered(Refusal):
    """Questions that decide the type are open; ``facts['tests']`` holds their keys."""

    code = "tests_unanswered"
    __test__ = False  # not a test case, whatever its name says


@dataclass(frozen=True, slots=True)
class Settled:
    """The type and category an organisation has, and why."""

    type: str
    category: str
    reason: str
    """``by_type``, ``tests_passed``, ``test_failed`` (another type took the place of the one chosen), ``strictest``
    (of several activities), ``flagged`` (by the national team). The last that applies, in this order."""
    chosen: str
    """The chosen type that led here."""
    failed: tuple[ConditionalTest, ...] = ()
    """The tests answered no."""
    others: tuple[str, ...] = ()
    """Types that its other activities would have had, all of a less strict category or the same."""


def tests_of(edition: Edition, types: str | Iterable[str]) -> tuple[ConditionalTest, ...]:
    """List the questions to ask for the chosen types, each once."""
    tests = {test.key: test for key in _chosen(types) for test in _type(edition, key).tests}
    return tuple(tests.values())


def settle(
    edition: Edition,
    types: str | Iterable[str],
    tests: Mapping[str, str],
    *,
    critical_infrastructure: bool = False,
) -> Settled:
    """Settle type and category from the chosen types (one, or several activities) and the conditional answers.

    ``tests`` maps the key of a question to ``yes`` or ``no``; answers to questions that are not asked are ignored. A
    type whose tests are not all answered yes gives way to its ``otherwise``. With several activities the strictest
    category wins. The flag for critical national infrastructure moves a category that has a stricter sister to it.
    Refuses with ``UnknownType`` and ``TestsUnanswered``.
    """
    found = [_one(edition, key, tests) for key in _chosen(types)]
    if not found:
        raise UnknownType(type="")
    best = max(found, key=lambda one: edition.categories[one.category].strictness)
    category, reason = best.category, best.reason
    others = tuple(one.type for one in found if one is not best)
    if others and any(edition.types[other].category != category for other in others):
        reason = "strictest"
    flagged = edition.categories[category].flagged
    if critical_infrastructure and flagged:
        category, reason = flagged, "flagged"
    return Settled(best.type, category, reason, best.chosen, best.failed, others)


def _one(edition: Edition, key: str, tests: Mapping[str, str]) -> Settled:
    chosen = kind = _type(edition, key)
    failed: list[ConditionalTest] = []
    seen = {key}
    while kind.tests:
        against = [test for test in kind.tests if tests.get(test.key) == "no"]
        if not against:
            open_tests = tuple(test.key for test in kind.tests if tests.get(test.key) != "yes")
            if open_tests:
                raise TestsUnanswered(tests=open_tests)
            break
        failed += against
        if kind.otherwise in seen:
            break
        kind = _type(edition, kind.otherwise)
        seen.add(kind.key)
    reason = "test_failed" if failed else "tests_passed" if chosen.tests else "by_type"
    return Settled(kind.key, kind.category, reason, chosen.key, tuple(failed))


def _chosen(types: str | Iterable[str]) -> tuple[str, ...]:
    return (types,) if isinstance(types, str) else tuple(dict.fromkeys(types))


def _type(edition: Edition, key: str) -> OrganisationType:
    try:
        return edition.types[key]
    except KeyError:
        raise UnknownType(type=key) from None
