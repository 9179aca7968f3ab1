#!/usr/bin/env bash
# Everything CI runs, cheapest first. "quick": without PostgreSQL and the browser.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '\n== %s\n' "$1"; }
export DSPT_ENV=demo

step "format";    ruff format --check --quiet .
step "lint";      ruff check --quiet .
step "types";     mypy
step "contracts"; lint-imports | tail -12
step "templates"; djlint --lint --quiet dspt/web/templates
step "missing migrations"; dspt makemigrations --check --dry-run
step "tests on SQLite"
pytest -q -n 2 --dist loadfile tests --ignore tests/journeys -m "not journey"
[ "${1:-}" = quick ] && exit 0
