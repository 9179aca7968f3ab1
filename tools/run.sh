#!/usr/bin/env bash
# Set everything up and serve the demo on loopback.
set -euo pipefail
cd "$(dirname "$0")/.."
export DSPT_ENV=${DSPT_ENV:-demo}
export DSPT_BASE_URL=${DSPT_BASE_URL:-http://localhost:${PORT:-8000}}
# Short enough to see the end of a recovery; a real service waits for days.
export DSPT_RECOVERY_WAIT_MINUTES=${DSPT_RECOVERY_WAIT_MINUTES:-5}
export DSPT_FACTOR_WAIT_MINUTES=${DSPT_FACTOR_WAIT_MINUTES:-5}
dspt migrate --verbosity 0
dspt demo
exec dspt serve --port "${PORT:-8000}"
