#!/usr/bin/env bash
# Measure the budgets at national size; the table goes to docs/performance.md by hand, with the machine it was taken on.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python tools/bench.py "$@"
