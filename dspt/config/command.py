"""The ``dspt`` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a management command: ``dspt migrate``, ``dspt serve``, ``dspt import_register FILE`` …"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")
    if sys.argv[1:2] == ["make_key"]:
        os.environ["DSPT_ENV"] = "demo"  # it makes what production's settings ask for, and cannot wait for them
    from django.core.management import execute_from_command_line

    from dspt.config.environment import UnsafeSettings

    try:
        execute_from_command_line(["dspt", *sys.argv[1:]])
    except UnsafeSettings as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
