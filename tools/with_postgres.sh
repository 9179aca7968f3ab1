#!/usr/bin/env bash
# Run a command with DATABASE_URL pointing to a throwaway PostgreSQL cluster; the cluster goes when the command ends.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || { echo "PostgreSQL is missing. Run: sudo apt-get install postgresql" >&2; exit 1; }
place=$(mktemp -d "${TMPDIR:-/tmp}/dspt-postgres.XXXXXX")
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres "$place"
    as=(runuser -u postgres --)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
stop() {
    "${as[@]}" "$bin/pg_ctl" -D "$place/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$place"
}
trap stop EXIT
cd "$place"
"${as[@]}" "$bin/initdb" -D "$place/data" -U dspt --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$place/data" -w -l "$place/log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$place ${POSTGRES_OPTIONS:--c fsync=off -c full_page_writes=off -c synchronous_commit=off}" start >/dev/null
"${as[@]}" "$bin/createdb" -h 127.0.0.1 -p "$port" -U dspt dspt
cd "$OLDPWD"
export DATABASE_URL="postgresql://dspt@127.0.0.1:$port/dspt"
"$@"
