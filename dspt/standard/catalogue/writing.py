"""Writing the catalogue's files in their own style, so that what does not change leaves no trace in a comparison."""

from __future__ import annotations

import copy

import yaml

_WIDTH = 110
_FOLD_FROM = 96
_FLOW = frozenset(("asked", "asked_confidence", "exemptions", "unit", "sources"))
"""Fields whose short lists and mappings stand on one line."""


def dumped(data: object) -> str:
    """Write plain values as the catalogue's files are written: folded long texts, short lists on one line."""
    return yaml.dump(_styled(copy.deepcopy(data)), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


class _FlowList(list[object]):
    pass


class _FlowMap(dict[str, object]):
    pass


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = ">" if len(text) > _FOLD_FROM and "\n" not in text else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _FlowList, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)
_Dumper.add_representer(
    _FlowMap, lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)
)


def _styled(value: object, name: str = "") -> object:
    if isinstance(value, dict):
        inner = {key: _styled(one, key) for key, one in value.items()}
        return _FlowMap(inner) if name in _FLOW and inner else inner
    if isinstance(value, list):
        if name in _FLOW or (name == "items" and all(isinstance(one, str) for one in value)):
            return _FlowList(value)
        return [_styled(one) for one in value]
    return value
