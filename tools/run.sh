#!/usr/bin/env bash
# Set everything up and serve the demo on loopback.
set -euo pipefail
cd "$(dirname "$0")/.."
export DSPT_ENV=${DSPT_ENV:-demo}
dspt migrate --verbosity 0
dspt demo
exec dspt serve --port "${PORT:-8000}"
