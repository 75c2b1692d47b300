#!/usr/bin/env bash
# The topology of docker-compose.yml as plain processes on this machine: PostgreSQL, two silos, two webs, no proxy.
# Starts what `dotnet build -c Release` made, says where, and ends all of it with Ctrl+C.
# PostgreSQL comes from Debian's package and runs as its user, for it refuses root.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
out=$here/artifacts/bin
port=${PGPORT:-55432}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is missing: apt-get install postgresql" >&2; exit 1; }
work=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$work"

programs=()
finish() {
  trap - EXIT INT TERM
  for id in "${programs[@]}"; do kill "$id" 2>/dev/null || true; done
  for id in "${programs[@]}"; do wait "$id" 2>/dev/null || true; done
  as "$bin/pg_ctl" -D "$work/data" -m fast -w stop >/dev/null || true
  rm -rf "$work"
}
trap finish EXIT INT TERM

as "$bin/initdb" -D "$work/data" -U retro -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$work/data" -l "$work/log" -w -o "-p $port -h 127.0.0.1 -k $work" start >/dev/null
as "$bin/createdb" -h 127.0.0.1 -p "$port" -U retro retro

export ConnectionStrings__Postgres="Host=127.0.0.1;Port=$port;Database=retro;Username=retro"
start() { # program, address for people or health, settings
  local program=$1 url=$2
  shift 2
  env ASPNETCORE_URLS="$url" "$@" dotnet "$out/$program/release/$program.dll" > "$work/${url##*:}.log" 2>&1 &
  programs+=($!)
  echo "$program $! at $url, log $work/${url##*:}.log"
}
start OrleansRetro.Silo http://127.0.0.1:8201 Orleans__SiloPort=11201 Orleans__GatewayPort=30201
start OrleansRetro.Silo http://127.0.0.1:8202 Orleans__SiloPort=11202 Orleans__GatewayPort=30202
start OrleansRetro.Web http://127.0.0.1:8301
start OrleansRetro.Web http://127.0.0.1:8302
wait
