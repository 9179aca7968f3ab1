#!/usr/bin/env bash
# Fetch the front-end packages (integrity-checked), build the assets, give each file a name with its hash.
# Quick when nothing has changed: each step keeps a stamp of what it was made from.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '%s\n' "$1" >&2; }
stamp() { cat "$@" | sha256sum | cut -c1-64; }

wanted=$(stamp package.json package-lock.json .npmrc)
if [ "$(cat node_modules/.made-from 2>/dev/null || true)" != "$wanted" ]; then
    version=$(npm --version 2>/dev/null || echo 0)
    if [ "${version%%.*}" -lt 9 ]; then
        say "npm 9 or newer is missing here; taking the one that comes as a Python package …"
        .venv/bin/python -m venv build/node 2>/dev/null || .venv/bin/python -m venv --without-pip build/node
        if command -v uv >/dev/null; then
            uv pip sync --quiet --require-hashes --python build/node/bin/python requirements/node.txt
        else
            build/node/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
        fi
        PATH="$PWD/build/node/bin:$PATH"
    fi
    say "Fetching the front-end packages …"
    npm ci --silent
    printf '%s' "$wanted" > node_modules/.made-from
fi

# File names count too: a stylesheet that is taken away changes nothing in what remains.
wanted=$({ find assets -type f | LC_ALL=C sort; find assets -type f -print0 | LC_ALL=C sort -z | xargs -0 cat
    cat node_modules/.made-from tools/assets.sh tools/build_assets.py; } | sha256sum | cut -c1-64)
if [ "$(cat build/.assets-made-from 2>/dev/null || true)" != "$wanted" ] || [ ! -f build/static/staticfiles.json ]; then
    say "Building the assets …"
    .venv/bin/python tools/build_assets.py
    # Files of earlier builds stay: a service that is still running serves them by the names it has given out.
    DSPT_ENV=demo .venv/bin/dspt collectstatic --noinput --verbosity 0
    printf '%s' "$wanted" > build/.assets-made-from
fi
