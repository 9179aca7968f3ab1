"""Check pages with the Nu HTML checker, once for all of them. Arguments: files, folders, or addresses on this machine.

    tools/check_html.py http://127.0.0.1:8000/gallery saved-pages/

Fails on every error but one documented exception: the explicit roles that keep a table readable for screen readers
where its style turns it into cards (the NHS library's own responsive table has them too). Needs Java.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
TABLE_ROLE = re.compile(
    r"The “role” attribute must not be used on an? “(?:tr|th|td|thead|tbody)” element which has a “table”"
)


def main(targets: list[str]) -> int:
    """Check all targets and print each fault as ``page:line: message``; give 1 for a fault, 2 when it cannot check."""
    if not targets:
        print(__doc__)
        return 2
    if shutil.which("java") is None:
        print("Java is missing. On Debian: apt-get install openjdk-17-jre-headless")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        pages = dict(_pages(targets, Path(folder)))
        if not pages:
            print("Nothing to check")
            return 2
        faults, excused = _check(pages)
    for fault in faults:
        print(fault)
    print(f"{len(pages)} pages checked: {len(faults)} faults, {excused} table roles excused")
    return 1 if faults else 0


def _pages(targets: list[str], folder: Path) -> list[tuple[Path, str]]:
    pages = []
    for number, target in enumerate(targets):
        if target.startswith(("http://", "https://")):
            if urlsplit(target).hostname not in ("127.0.0.1", "localhost"):
                raise SystemExit(f"Only pages of this machine are fetched, not {target}")
            path = folder / f"{number}.html"
            path.write_bytes(_fetched(target))
            pages.append((path, target))
        elif Path(target).is_dir():
            pages.extend((path, str(path)) for path in sorted(Path(target).rglob("*.html")))
        else:
            pages.append((Path(target), target))
    return pages


def _fetched(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
            return bytes(answer.read())
    except urllib.error.HTTPError as answer:  # the pages for what goes wrong are pages too
        return answer.read()


def _check(pages: dict[Path, str]) -> tuple[list[str], int]:
    command = ["java", "-Xss1m", "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run([*command, *map(str, pages)], capture_output=True, text=True, check=True, timeout=300)
    names = {path.resolve().as_uri(): name for path, name in pages.items()}
    faults, excused = [], 0
    for message in json.loads(done.stdout)["messages"]:
        text = message["message"]
        if TABLE_ROLE.search(text):
            excused += 1
        elif message["type"] != "info":  # warnings, e.g. of roles that the library repeats, are of type "info"
            where = names.get(message.get("url", "").replace("file:/", "file:///", 1), message.get("url"))
            faults.append(
                f"{where}:{message.get('lastLine', 0)}: {text}\n    {message.get('extract', '').strip()[:160]}"
            )
    return faults, excused


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
