#!/usr/bin/env bash
# Write the hash-locked requirements anew from pyproject.toml. Addresses are left out on purpose.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
common=(--universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --quiet)
uv pip compile "${common[@]}" pyproject.toml -o requirements/base.txt "$@"
uv pip compile "${common[@]}" pyproject.toml --group dev -o requirements/dev.txt "$@"
uv pip compile "${common[@]}" --group node -o requirements/node.txt "$@"
