"""What the house rules read: the files that git keeps."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked(pattern: str = "") -> tuple[Path, ...]:
    """List the tracked files, and those about to be, that match a git pathspec (all of them when empty)."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", pattern or "."],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file())


def named(path: Path) -> str:
    """Name a file as the repository sees it."""
    return path.relative_to(ROOT).as_posix()
