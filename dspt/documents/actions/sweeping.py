"""Sweeping the store: a file that no version refers to was left by an upload that broke off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from .. import gateways
from ..models import Version

LEFT_AFTER = timedelta(days=1)
"""A younger file may belong to an upload that is just being written down."""


def sweep_store(*, at: datetime, say: Callable[[str], None]) -> int:
    """Delete every file older than a day that no version refers to; returns how many.

    Not journalled: such a file never was a document of anybody's. Refuses with StoreAway. One statement a
    handful of files.
    """
    swept = looked = 0
    for paths in gateways.paths_before(at - LEFT_AFTER):
        known = set(Version.objects.filter(file_path__in=paths).values_list("file_path", flat=True))
        for path in paths:
            if path not in known:
                gateways.discard(path)
                swept += 1
        looked += len(paths)
        if paths:
            say(f"{looked} files looked at, {swept} swept")
    return swept
