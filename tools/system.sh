#!/usr/bin/env bash
# See that the machine has what the named jobs need ("run", "check"); install it where that is allowed, else say how.
set -euo pipefail
job=${1:-run}
missing=()
python3 -c 'import ensurepip, venv' 2>/dev/null || command -v uv >/dev/null || missing+=(python3-venv)
if [ "$job" = check ]; then
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
    command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing+=(chromium-headless-shell)
    fc-list 2>/dev/null | grep -qi liberation || missing+=(fonts-liberation fontconfig)
    command -v clamd >/dev/null || [ -x /usr/sbin/clamd ] || missing+=(clamav-daemon)
    command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    printf 'Installing from Debian: %s …\n' "${missing[*]}" >&2
    export DEBIAN_FRONTEND=noninteractive
    # A cluster that Debian starts by itself would only be in the way: ours are thrown away after each run.
    mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.d/dspt.conf
    # The scanner is started by the checks with signatures of their own; Debian's services would fetch some.
    for service in clamav-daemon clamav-freshclam; do
        [ -e "/etc/systemd/system/$service.service" ] || { mkdir -p /etc/systemd/system; ln -s /dev/null "/etc/systemd/system/$service.service"; }
    done
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null
else
    printf 'This needs Debian packages that are missing. Run: sudo apt-get install %s\n' "${missing[*]}" >&2
    exit 1
fi
