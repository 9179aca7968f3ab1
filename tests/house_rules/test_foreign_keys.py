"""A foreign key points to its own room or to a lower one: written as a string it would slip past the contracts."""

from __future__ import annotations

import tomllib

from django.apps import apps

from .repository import ROOT


def _heights() -> dict[str, int]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    stack = next(each for each in settings["tool"]["importlinter"]["contracts"] if each["id"] == "stack")
    layers = [layer.split("|") for layer in stack["layers"]]
    return {room.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for room in layer}


def test_foreign_keys_point_to_the_same_room_or_a_lower_one() -> None:
    heights, wrong, seen = _heights(), [], 0
    for model in apps.get_models():
        if not model.__module__.startswith("dspt."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model
            if not field.concrete or target is None or isinstance(target, str):
                continue
            seen += 1
            here, there = model._meta.app_label, target._meta.app_label
            if here != there and heights.get(there, -1) >= heights[here]:
                wrong.append(f"{model.__name__}.{field.name} ({here}) points at {there}")
    assert wrong == []
    assert seen > 10
