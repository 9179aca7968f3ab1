#!/usr/bin/env bash
# Run a command with DSPT_SCANNER pointing to a throwaway clamd that knows one signature: the EICAR test file's.
# No signatures are fetched and nothing leaves the machine; the scanner goes when the command ends.
set -euo pipefail
clamd=$(command -v clamd || ls /usr/sbin/clamd 2>/dev/null || true)
[ -n "$clamd" ] || { echo "clamd is missing. Run: sudo apt-get install clamav-daemon" >&2; exit 1; }
place=$(mktemp -d "${TMPDIR:-/tmp}/dspt-clamd.XXXXXX")
mkdir "$place/signatures"
# The text itself stands here in two halves, so that no scanner finds this file.
python3 - > "$place/signatures/eicar.ndb" <<'P'
text = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
print(f"Eicar-Test-Signature:0:*:{text.hex()}")
P
cat > "$place/clamd.conf" <<C
DatabaseDirectory $place/signatures
LocalSocket $place/clamd.ctl
LogFile $place/log
Foreground yes
StreamMaxLength ${CLAMD_STREAM_MAX:-25M}
MaxFileSize 100M
MaxScanSize 400M
AlertExceedsMax yes
AlertEncrypted yes
MaxThreads 4
SelfCheck 86400
C
"$clamd" --config-file="$place/clamd.conf" >"$place/out" 2>&1 &
server=$!
stop() {
    kill -CONT "$server" 2>/dev/null || true
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$place"
}
trap stop EXIT
for _ in $(seq 1 120); do
    [ -S "$place/clamd.ctl" ] && break
    kill -0 "$server" 2>/dev/null || { cat "$place/out" >&2; exit 1; }
    sleep 0.25
done
export DSPT_SCANNER="unix:$place/clamd.ctl" DSPT_TEST_CLAMD_PID=$server
"$@"
