#!/usr/bin/env bash
# Make, or mend, everything the service needs to run here: Python packages (hash-locked), front-end packages, built assets.
# Quick when nothing has changed: each step keeps a stamp of what it was made from.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '%s\n' "$1" >&2; }

python=""
for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { say "Python 3.11 or newer with venv is missing. On Debian: apt-get install python3 python3-venv"; exit 1; }

wanted=$(cat requirements/dev.txt pyproject.toml tools/env.sh | sha256sum | cut -c1-64)
if [ "$(cat .venv/.made-from 2>/dev/null || true)" != "$wanted" ] || ! .venv/bin/python -c 'import django, dspt' 2>/dev/null; then
    say "Making the environment from the hash-locked requirements …"
    .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; "$python" -m venv .venv 2>/dev/null || "$python" -m venv --without-pip .venv; }
    if command -v uv >/dev/null; then
        uv pip sync --quiet --require-hashes --python .venv/bin/python requirements/dev.txt
        uv pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python --editable .
    else
        .venv/bin/python -m pip --version >/dev/null 2>&1 || { say "pip is missing. On Debian: apt-get install python3-venv"; exit 1; }
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
    fi
    printf '%s' "$wanted" > .venv/.made-from
fi

if [ -x tools/assets.sh ]; then tools/assets.sh; fi
