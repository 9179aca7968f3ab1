"""Frozen records to plain values and back: a document holds the rules it was judged by and can be judged again."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: Any, *, without: frozenset[str] = frozenset()) -> Any:
    """Turn a frozen record into values that JSON knows: days and numbers with decimals as text, sets as sorted lists.

    ``without`` names fields that are left out, at any depth.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name), without=without)
            for field in fields(value)
            if field.name not in without
        }
    if isinstance(value, Mapping):
        return {str(key): plain(item, without=without) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(item, without=without) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item, without=without) for item in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def record(kind: type[T], values: Mapping[str, Any]) -> T:
    """Make a record from plain values; what is not among them takes its default, or is blank."""
    made: dict[str, Any] = {}
    hints = _hints(cast("Any", kind))
    for field in fields(kind):  # type: ignore[arg-type]
        hint = hints[field.name]
        if field.name in values:
            made[field.name] = _value(hint, values[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            made[field.name] = _blank(hint)
    return kind(**made)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, given: Any) -> Any:
    outer, inner = get_origin(hint), get_args(hint)
    if outer in (Union, types.UnionType):
        return None if given is None else _value(next(one for one in inner if one is not types.NoneType), given)
    if outer is tuple:
        if inner[-1] is ...:
            return tuple(_value(inner[0], item) for item in given)
        return tuple(_value(one, item) for one, item in zip(inner, given, strict=True))
    if outer is frozenset:
        return frozenset(_value(inner[0], item) for item in given)
    if outer is not None and issubclass(outer, Mapping):
        return {_value(inner[0], key): _value(inner[1], item) for key, item in given.items()}
    if is_dataclass(hint):
        return record(hint, given)  # type: ignore[arg-type]
    if hint in (date, datetime):
        return hint.fromisoformat(given)
    if hint is Decimal or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint(given)
    return given


def _blank(hint: Any) -> Any:
    outer = get_origin(hint)
    if outer in (Union, types.UnionType):
        return None
    if outer is not None:
        return {} if issubclass(outer, Mapping) else outer()
    if is_dataclass(hint):
        return record(hint, {})  # type: ignore[arg-type]
    if hint is date:
        return date.min
    if issubclass(hint, Enum):
        return next(iter(hint))
    return hint()
