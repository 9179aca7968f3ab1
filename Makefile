# The house's targets; each is one line, the work is in tools/.
.PHONY: env run check quick fix lock bench audit demo-national
export PATH := $(CURDIR)/.venv/bin:$(PATH)

env:            ; @tools/system.sh run && tools/env.sh
run:            ; @tools/system.sh run && tools/env.sh base && tools/run.sh
check:          ; @tools/system.sh check && tools/env.sh && tools/check.sh
quick: env      ; @tools/check.sh quick
fix: env        ; @ruff check --fix -q . ; ruff format -q . ; djlint --reformat --quiet dspt/web/templates || true
lock: env       ; @tools/lock.sh
bench: env      ; @tools/bench.sh
audit: env      ; @tools/audit.sh
demo-national: env ; @python tools/national.py
