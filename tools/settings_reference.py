"""Write ``.env.example`` and ``docs/reference/settings.md`` from the settings schema; run after changing a setting."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dspt.config.environment import DEMO_SECRET, Environment  # noqa: E402 (the checkout is put on the path first)


def settings() -> list[tuple[str, str, str, str]]:
    """List every setting as (name, kind, default, meaning), in the schema's order."""
    found = []
    for name, field in Environment.model_fields.items():
        shown = str(field.validation_alias or f"DSPT_{name.upper()}")
        found.append((shown, _kind(field.annotation), _default(field.default), field.description or ""))
    return found


def env_example() -> str:
    """Give the text of ``.env.example``: every setting, commented out, with its meaning and default."""
    lines = ["# Every setting of the service with its default. Copy to .env and uncomment what you change.", ""]
    for name, kind, default, meaning in settings():
        lines += [f"# {meaning} ({kind})", f"#{name}={default}", ""]
    return "\n".join(lines).rstrip() + "\n"


def reference() -> str:
    """Give the text of the reference page, a table."""
    head = (
        "# Settings\n\n"
        "Read from the environment, or from a file `.env` beside `manage.py`. Made by `tools/settings_reference.py`\n"
        "from `dspt/config/environment.py`; a test holds them together. The service reports every fault at once and\n"
        "does not start with an unsafe combination in production.\n\n"
        "| Setting | Kind | Default | Meaning |\n|---|---|---|---|\n"
    )
    rows = [
        f"| `{name}` | {kind} | {f'`{default}`' if default else 'empty'} | {meaning} |\n"
        for name, kind, default, meaning in settings()
    ]
    return head + "".join(rows)


def _kind(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " or ".join(str(member.value) for member in annotation)
    if annotation in (bool, int, str):
        return {bool: "true or false", int: "whole number", str: "text"}[annotation]
    return "path" if "Path" in str(annotation) else "list"


def _default(value: object) -> str:
    if value is None or value == ():
        return ""
    if value == DEMO_SECRET:
        return "(a secret that everybody knows)"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value.relative_to(ROOT)) if isinstance(value, Path) else str(value)


if __name__ == "__main__":
    (ROOT / ".env.example").write_text(env_example(), encoding="utf-8")
    (ROOT / "docs" / "reference").mkdir(parents=True, exist_ok=True)
    (ROOT / "docs" / "reference" / "settings.md").write_text(reference(), encoding="utf-8")
