"""An edition that rests on another: it states what differs, the rest is taken from there."""

from __future__ import annotations

from .reading import Faults

Files = dict[str, tuple[str, dict[str, object]]]

_SHARED_FRONT = ("figures", "switches", "switch_notes", "sources")


def resting_on(files: Files, *, front_of_base: dict[str, object], faults: Faults) -> Files:
    """Apply an edition's differences to the files of the edition it rests on, which stay untouched.

    ``assertion_categories`` keeps only the items asked of these; ``items_changed``, ``categories_changed`` and
    ``types_changed`` overwrite single fields; ``categories_absent`` drops; ``outcome_view: false`` leaves that view
    out.
    """
    front_name, front = files["edition.yaml"]
    front = dict(front)
    front.pop("based_on")
    kept = _texts(front.pop("assertion_categories", []))
    items_changed = _mapping(front.pop("items_changed", {}))
    categories_changed = _mapping(front.pop("categories_changed", {}))
    absent = _texts(front.pop("categories_absent", []))
    types_changed = _mapping(front.pop("types_changed", {}))
    has_outcomes = front.pop("outcome_view", True)
    for name in _SHARED_FRONT:
        front.setdefault(name, front_of_base.get(name, {}))
    front.setdefault("audit", {} if not has_outcomes else front_of_base.get("audit", {}))

    changed: Files = dict(files)
    changed["edition.yaml"] = (front_name, front)
    name, bodies = files["organisations.yaml"]
    categories = {key: value for key, value in _mapping(bodies.get("categories")).items() if key not in absent}
    changed["organisations.yaml"] = (
        name,
        {
            **bodies,
            "categories": _overwritten(categories, categories_changed, front_name, "categories_changed", faults),
            "types": _overwritten(_mapping(bodies.get("types")), types_changed, front_name, "types_changed", faults),
        },
    )
    standards, mandatory, all_kept = _standards(files["ndg.yaml"][1], items_changed, kept, front_name, faults)
    changed["ndg.yaml"] = (files["ndg.yaml"][0], {"standards": standards})
    name, helps = files["guidance/ndg.yaml"]
    changed["guidance/ndg.yaml"] = (
        name,
        {**helps, "items": {key: value for key, value in _mapping(helps.get("items")).items() if key in all_kept}},
    )
    changed["easy_mode.yaml"] = (files["easy_mode.yaml"][0], {"topics": _topics(files["easy_mode.yaml"][1], mandatory)})
    if not has_outcomes:
        for part in ("caf.yaml", "guidance/caf.yaml"):
            changed[part] = (files[part][0], {})
    return changed


def _standards(
    ndg: dict[str, object], items_changed: dict[str, object], kept: list[str], front_name: str, faults: Faults
) -> tuple[list[object], dict[str, set[str]], set[str]]:
    """Filter and change the items; give also the mandatory ones per category, and all that are kept."""
    mandatory: dict[str, set[str]] = {category: set() for category in kept}
    all_kept: set[str] = set()
    unused = set(items_changed)
    standards: list[object] = []
    for standard in _rows(ndg.get("standards")):
        assertions = []
        for assertion in _rows(standard.get("assertions")):
            items = []
            for item in _rows(assertion.get("items")):
                reference = str(item.get("reference"))
                change = _mapping(items_changed.get(reference, {}))
                unused.discard(reference)
                asked = {**_mapping(item.get("asked")), **_mapping(change.get("asked", {}))}
                asked = {category: value for category, value in asked.items() if category in kept}
                if not asked:
                    continue
                variants = {key: one for key, one in _mapping(item.get("variants", {})).items() if key in asked}
                # What is said of "unchanged since" and of trust is about the later edition.
                new = {**item, **change, "asked": asked, "variants": variants, "unchanged_since": ""}
                items.append(new)
                all_kept.add(reference)
                for category, value in asked.items():
                    if value == "mandatory":
                        mandatory[category].add(reference)
            if items:
                assertions.append({**assertion, "items": items})
        standards.append({**standard, "assertions": assertions})
    for reference in sorted(unused):
        faults.add(front_name, f"items_changed {reference}", "there is no such item")
    return standards, mandatory, all_kept


def _topics(easy: dict[str, object], mandatory: dict[str, set[str]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for category, topics in _mapping(easy.get("topics")).items():
        if category in mandatory:
            found[category] = [
                {**topic, "items": [one for one in _texts(topic.get("items")) if one in mandatory[category]]}
                for topic in _rows(topics)
            ]
    return found


def _overwritten(
    base: dict[str, object], changes: dict[str, object], file: str, entry: str, faults: Faults
) -> dict[str, object]:
    for key in changes:
        if key not in base:
            faults.add(file, f"{entry} {key}", "there is no such entry to change")
    return {key: {**_mapping(value), **_mapping(changes.get(key, {}))} for key, value in base.items()}


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
