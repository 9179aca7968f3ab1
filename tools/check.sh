#!/usr/bin/env bash
# Everything CI runs, cheapest first. "quick": without PostgreSQL, slow tests, the browser and the HTML checker.
set -euo pipefail
cd "$(dirname "$0")/.."
started=$SECONDS
export DSPT_ENV=demo
unset DATABASE_URL
mkdir -p build

step() { printf '\n== %s (%ss)\n' "$1" "$((SECONDS - started))"; }

# What mostly waits, or keeps one core busy, runs beside the other steps, in a process group that ends with us.
declare -A running=()
beside() { # NAME COMMAND…
    set -m
    "${@:2}" >"build/$1.txt" 2>&1 &
    running[$1]=$!
    set +m
}
joined() { # NAME: show what it said if it failed, else its last line
    wait "${running[$1]}" || { cat "build/$1.txt"; exit 1; }
    unset "running[$1]"
    tail -1 "build/$1.txt"
}
trap 'for each in "${running[@]}"; do kill -- "-$each" 2>/dev/null || true; done' EXIT

step "format";    ruff format --check --quiet .
step "lint";      ruff check --quiet .
beside secrets tools/secrets.sh
step "types";     mypy
step "contracts"; lint-imports | tail -12
step "templates"; djlint --lint --quiet dspt/web/templates
step "missing migrations"; dspt makemigrations --check --dry-run
step "the standard"; dspt check_standard > build/standard.txt || { cat build/standard.txt; exit 1; }
step "secrets";   joined secrets
if [ "${1:-}" = quick ]; then
    step "tests on SQLite"
    pytest -q -n 2 --dist loadfile tests --ignore tests/outside -m "not journey and not slow"
    exit 0
fi
beside outside tools/with_s3.sh tools/with_clamd.sh pytest -q -p no:cacheprovider tests/outside
step "tests on SQLite"
pytest -q -n 2 --dist loadfile tests --ignore tests/outside -m "not journey"
step "tests on PostgreSQL"
tools/with_postgres.sh pytest -q -n 2 --dist loadfile tests/rooms tests/doors tests/outside/test_killed_while_writing.py -m "not journey"
step "a real scanner, a real S3 store"
joined outside
step "journeys in Chromium"
rm -rf build/pages
# In the order of their files, since the longest stories are each alone in theirs and must not come last. Three at once:
# they wait for codes and pages for half of their time.
pytest -q -n 3 --dist loadfile --no-loadscope-reorder tests/journeys -m journey
step "HTML of every page the journeys saw"
python tools/check_html.py build/pages
step "done"
