"""No file is too long, nothing names a registry or this machine."""

from __future__ import annotations

import re

from .repository import named, tracked

CEILING = 400
TEXT = {".py", ".md", ".txt", ".toml", ".yaml", ".yml", ".json", ".html", ".css", ".js", ".sh", ".csv", ".cfg", ""}
# Written in pieces, so that this file does not name them either.
HOSTS = [
    f"{name}.{top}"
    for name, top in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("yarnpkg", "com"), ("unpkg", "com")]
]
MACHINE = re.compile(r"""(?<![\w.~-])/(?:work|root|tmp|home|Users)/""")


def test_no_python_file_passes_the_ceiling() -> None:
    long = [
        f"{named(path)}: {lines} lines"
        for path in tracked("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > CEILING
    ]
    assert long == [], "cut it by concept into a folder of the same name"


def test_nothing_names_a_package_registry_or_a_place_on_this_machine() -> None:
    found = []
    for path in tracked():
        if path.suffix not in TEXT:
            continue
        text = path.read_text(encoding="utf-8")
        found += [f"{named(path)}: {host}" for host in HOSTS if host in text]
        found += [f"{named(path)}: {match.group()}…" for match in MACHINE.finditer(text)]
    assert found == []
