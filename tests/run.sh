#!/usr/bin/env bash
# Everything that must be true before anything lands: builds without a warning, is formatted, passes every test.
# Arguments go to the test programs, to run a part: tests/run.sh -trait Row=R09
# tests/run.sh --soak does none of the tests, but has the load driver break things for SOAK_MINUTES (30).
# Reports (xUnit XML, with traits) are left in artifacts/tests. The last line is the sum over all of them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

soak=
[ "${1:-}" != --soak ] || { soak=1; shift; }
longest=${TEST_MINUTES:-60}
reports=$PWD/artifacts/tests

fail() { printf '%s\n' "$@" >&2; exit 1; }
step() { printf '\n== %s\n' "$*"; }

# --- what is needed -------------------------------------------------------------------------------------------

sudo=()
[ "$(id -u)" = 0 ] || sudo=(sudo -n)

browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    # Ubuntu's own package is an empty one that asks for a snap.
    "$name" --version >/dev/null 2>&1 && { command -v "$name"; return; }
  done
  return 1
}

# The server, which Debian keeps out of the PATH.
postgres() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1

missing() {
  browser >/dev/null || echo chromium
  [ -n "$(fc-list 2>/dev/null)" ] || echo fontconfig fonts-liberation
  postgres || echo postgresql
  command -v strace >/dev/null || echo strace
  command -v node >/dev/null && command -v npm >/dev/null || echo nodejs npm
  command -v mount >/dev/null && command -v unshare >/dev/null || echo util-linux
  command -v timeout >/dev/null || echo coreutils
}

command -v dotnet >/dev/null || fail 'The .NET 10 SDK is missing: https://dotnet.microsoft.com/download'
dotnet --version >/dev/null || fail 'global.json asks for the .NET 10 SDK: https://dotnet.microsoft.com/download'

packages=$(missing)
if [ -n "$packages" ] && command -v apt-get >/dev/null && "${sudo[@]}" true 2>/dev/null; then
  step "Installing" $packages
  "${sudo[@]}" apt-get update -q || echo 'apt-get update failed; trying with what is known.' >&2
  # The tests run servers of their own; the package would make one for the machine and keep it running.
  postgres || "${sudo[@]}" sh -c 'd=/etc/postgresql-common; mkdir -p $d; [ -e $d/createcluster.conf ] || echo "create_main_cluster = false" > $d/createcluster.conf'
  # shellcheck disable=SC2086
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages || true
  packages=$(missing)
fi
[ -z "$packages" ] || fail "The tests need what is missing here. Install it and run this again:" $packages \
  '(chromium: Chrome will do as well; on Ubuntu take it from https://google.com/chrome, the snap of Chromium does too)'
CHROMIUM=$(browser)
export CHROMIUM

# Full disks are small file systems, and failing disks are traced processes: both need root, or a namespace where it seems so.
as_root=()
if [ "$(id -u)" != 0 ]; then
  if unshare --user --map-root-user --mount true 2>/dev/null; then
    as_root=(unshare --user --map-root-user --mount)
  elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n env "PATH=$PATH" "HOME=$HOME")
  else
    fail 'Run this as root, with sudo, or where user namespaces are allowed: the tests mount small file systems.'
  fi
fi

# --- a place of its own, and nothing left in it ---------------------------------------------------------------

scratch=$(mktemp -d "${TMPDIR:-/tmp}/orleansretro.XXXXXX")
export TMPDIR=$scratch
# PostgreSQL's servers run as somebody else and have their directories in here.
chmod 711 "$scratch"

# Whatever was started from here, also by what was started from here, carries the name of the scratch directory.
started() {
  grep -lzsx "TMPDIR=$scratch" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
  true
}

clean() {
  local code=$?
  trap - EXIT INT TERM
  unset TMPDIR
  started | xargs -r "${sudo[@]}" kill 2>/dev/null || true
  for _ in $(seq 20); do [ -n "$(started)" ] || break; sleep 0.1; done
  started | xargs -r "${sudo[@]}" kill -9 2>/dev/null || true
  rm -rf "$scratch" 2>/dev/null || "${sudo[@]}" rm -rf "$scratch" || true
  exit "$code"
}
trap clean EXIT
trap 'exit 130' INT TERM

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1

# --- what takes long ------------------------------------------------------------------------------------------

# The same promises as in the tests, for as long as one likes; see tests/Load/README.md.
soak() {
  local seconds=$((${SOAK_MINUTES:-30} * 60)) broken=0 run
  local runs=(
    "nemesis --faults silo,web,postgres,cut,freeze,double,stop --cuts 50 --seconds $((seconds * 6 / 10))"
    "nemesis --faults kill,full,fsync,image --seconds $((seconds * 3 / 10))"
    "crash --rounds $((seconds / 90 + 1))"
    "watchers-back --out $scratch/watchers-back.md"
  )
  for run in "${runs[@]}"; do
    step "$run"
    # shellcheck disable=SC2086
    "${as_root[@]}" env "TMPDIR=$TMPDIR" dotnet artifacts/bin/OrleansRetro.Load/release/OrleansRetro.Load.dll $run || broken=$((broken + 1))
  done
  step 'Result'
  echo "$((${#runs[@]} - broken)) runs held, $broken did not"
  [ "$broken" = 0 ]
}

# --- build and format -----------------------------------------------------------------------------------------

step Build
dotnet build OrleansRetro.sln -c Release -m:2 -nologo -v minimal

step 'Build a silo of a later version'
dotnet build silo -c Release -m:2 -nologo -v quiet -p:CustomAfterMicrosoftCommonTargets="$PWD/tests/Tomorrow/Later.targets" -p:ArtifactsPath="$PWD/artifacts/tomorrow" -p:AssemblyVersion=99.0.0.0 -p:RunAnalyzers=false

step 'Build grains that leak'
dotnet build grains -c Release -m:2 -nologo -v quiet -p:CustomAfterMicrosoftCommonTargets="$PWD/tests/Leaky/Leaky.targets" -p:ArtifactsPath="$PWD/artifacts/leaky" -p:RunAnalyzers=false

if [ -n "$soak" ]; then
  soak
  exit
fi

step 'An OpenID provider to sign in by'
mkdir -p artifacts/oidc
cp tests/OrleansRetro.Tests/Oidc/package.json tests/OrleansRetro.Tests/Oidc/package-lock.json artifacts/oidc/
npm ci --prefix artifacts/oidc --no-audit --no-fund --ignore-scripts

step Format
dotnet format whitespace OrleansRetro.sln --no-restore --verify-no-changes
dotnet format style OrleansRetro.sln --no-restore --verify-no-changes --severity warn

# --- tests ----------------------------------------------------------------------------------------------------

rm -rf "$reports"
mkdir -p "$reports"
broken=0

for project in $(grep -lE 'Include="xunit\.v3"' tests/*/*.csproj); do
  name=$(basename "$project" .csproj)
  step "$name"
  code=0
  timeout --kill-after=30 "${longest}m" "${as_root[@]}" env "TMPDIR=$TMPDIR" "CHROMIUM=$CHROMIUM" \
    dotnet "artifacts/bin/$name/release/$name.dll" -noLogo -noColor -noAutoReporters -diagnostics -longRunning 180 -result-xml "$reports/$name.xml" "$@" | tee "$reports/$name.log" || code=$?
  [ "$code" != 124 ] && [ "$code" != 137 ] || echo "$name did not end within $longest minutes." >&2
  # Its own failures are in its report; a program that ended in any other way has failed as a whole.
  if [ ! -s "$reports/$name.xml" ] || [ "$code" -gt 1 ]; then
    echo "$name ended with $code." >&2
    broken=$((broken + 1))
  fi
done

sum() { cat "$reports"/*.xml 2>/dev/null | grep -o '<assembly [^>]*>' | grep -oE " $1=\"[0-9]+\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }' || true; }

passed=$(sum passed)
failed=$(($(sum failed) + $(sum errors) + broken))
skipped=$(($(sum skipped) + $(sum not-run)))

# What failed is said once more where people look first: at the end.
if [ "$failed" != 0 ]; then
  step 'What failed'
  awk '/\[(PASS|FAIL|SKIP)\]$|^  Finished:/ { failing = /\[FAIL\]$/; lines = 0 } failing && lines++ < 60' "$reports"/*.log
fi
[ "$skipped" = 0 ] || echo 'A skipped test is a failure here.' >&2
[ "$passed" != 0 ] || echo 'No test ran.' >&2
step 'Result'
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$skipped" = 0 ] && [ "$passed" != 0 ]
