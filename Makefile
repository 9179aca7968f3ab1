# The house's targets; each is one line, the work is in tools/.
.PHONY: env run check quick pictures fix lock bench audit demo-national
# Bytecode is kept whatever the surroundings say: the checks start some two hundred processes.
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(CURDIR)/.venv/bin:$(PATH)

env:            ; @tools/system.sh run && tools/env.sh
run:            ; @tools/system.sh run && tools/env.sh base && tools/run.sh
check:          ; @tools/system.sh check && tools/env.sh && tools/check.sh
quick: env      ; @tools/check.sh quick
pictures: env   ; @DSPT_TEST_PICTURES=1 pytest -q -n 3 --dist loadfile --no-loadscope-reorder tests/journeys -m journey
fix: env        ; @ruff check --fix -q . ; ruff format -q . ; djlint --reformat --quiet dspt/web/templates || true
lock: env       ; @tools/lock.sh
bench: env      ; @tools/bench.sh
audit: env      ; @tools/audit.sh
demo-national: env ; @python tools/national.py
