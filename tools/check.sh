#!/usr/bin/env bash
# Everything CI runs, cheapest first. "quick": without PostgreSQL, slow tests, the browser and the HTML checker.
set -euo pipefail
cd "$(dirname "$0")/.."
started=$SECONDS
step() { printf '\n== %s (%ss)\n' "$1" "$((SECONDS - started))"; }
export DSPT_ENV=demo
unset DATABASE_URL

step "format";    ruff format --check --quiet .
step "lint";      ruff check --quiet .
step "types";     mypy
step "contracts"; lint-imports | tail -12
step "templates"; djlint --lint --quiet dspt/web/templates
step "secrets";   tools/secrets.sh
step "missing migrations"; dspt makemigrations --check --dry-run
if [ -f dspt/jobs/management/commands/check_standard.py ]; then step "the standard"; mkdir -p build; dspt check_standard > build/standard.txt || { cat build/standard.txt; exit 1; }; fi
if [ "${1:-}" = quick ]; then
    step "tests on SQLite"
    exec pytest -q -n 2 --dist loadfile tests --ignore tests/outside -m "not journey and not slow"
fi
# Against the real scanner and store there is more waiting than work, so these tests run beside the others.
mkdir -p build
set -m # a process group of their own, so that they end with us
tools/with_s3.sh tools/with_clamd.sh pytest -q -p no:cacheprovider tests/outside >build/outside.txt 2>&1 &
outside=$!
set +m
trap 'kill -- "-$outside" 2>/dev/null || true' EXIT
step "tests on SQLite"
pytest -q -n 2 --dist loadfile tests --ignore tests/outside -m "not journey"
step "tests on PostgreSQL"
tools/with_postgres.sh pytest -q -n 2 --dist loadfile tests/rooms tests/doors -m "not journey"
step "a real scanner, a real S3 store"
wait "$outside" || { cat build/outside.txt; exit 1; }
tail -1 build/outside.txt
step "journeys in Chromium"
rm -rf build/pages
# In the order of their files, since the longest stories are each alone in theirs and must not come last.
pytest -q -n 2 --dist loadfile --no-loadscope-reorder tests/journeys -m journey
step "HTML of every page the journeys saw"
python tools/check_html.py build/pages
step "done"
