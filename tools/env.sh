#!/usr/bin/env bash
# Make, or mend, everything the service needs to run here: Python packages (hash-locked), front-end packages, built assets.
# "base" leaves out what only checks need. Quick when nothing has changed: each step keeps a stamp of what it was made from.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-dev}
say() { printf '%s\n' "$1" >&2; }

python=""
for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { say "Python 3.11 or newer with venv is missing. On Debian: apt-get install python3 python3-venv"; exit 1; }

stamp() { printf '%s ' "$1"; cat "requirements/$1.txt" pyproject.toml tools/env.sh | sha256sum | cut -c1-64; }
made=$(cat .venv/.made-from 2>/dev/null || true)
if { [ "$made" != "$(stamp dev)" ] && [ "$made" != "$(stamp "$what")" ]; } || ! .venv/bin/python -c 'import django, dspt' 2>/dev/null; then
    say "Making the environment from the hash-locked requirements …"
    .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; "$python" -m venv .venv 2>/dev/null || "$python" -m venv --without-pip .venv; }
    if command -v uv >/dev/null; then
        uv pip sync --quiet --require-hashes --python .venv/bin/python "requirements/$what.txt"
        uv pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python --editable .
    else
        .venv/bin/python -m pip --version >/dev/null 2>&1 || { rm -rf .venv; "$python" -m venv .venv; }
        pip=(.venv/bin/python -m pip --quiet --quiet --disable-pip-version-check)
        "${pip[@]}" install --require-hashes -r "requirements/$what.txt"
        "${pip[@]}" install --no-deps --no-build-isolation --editable .
    fi
    stamp "$what" > .venv/.made-from
fi

if [ -x tools/assets.sh ]; then tools/assets.sh; fi
