#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# first_run.sh - the README's first command, as somebody who has nothing yet
# would give it: it builds, prints the ranked gaps of the three programmes
# and ends serving. Ends in 'N passed, N failed'.
set -u
cd "$(dirname "$0")/../.."
dir=$(mktemp -d)
port=${TEST_PORT:-8931}
passed=0 failed=0
TILTH_DATA="$dir/first.db" TILTH_PORT=$port ./run >"$dir/out" 2>&1 &
run=$!
trap 'kill $run 2>/dev/null; rm -rf "$dir"' EXIT

ok() {
	what=$1
	shift
	if "$@" >/dev/null 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $what"
		tail -n 20 "$dir/out"
	fi
}

tries=0
until curl -sf "http://127.0.0.1:$port/healthz" >/dev/null; do
	tries=$((tries + 1))
	if [ $tries -gt 900 ] || ! kill -0 $run 2>/dev/null; then
		break
	fi
	sleep 1
done
ok "it serves" curl -sf "http://127.0.0.1:$port/healthz"
ok "the first page leads to signing in" sh -c "curl -sL 'http://127.0.0.1:$port/' | grep -q '<form'"
for p in MAR-CULT AMG-HTKT RIVERLINK; do
	ok "the gaps of $p are printed" grep -q "^$p  " "$dir/out"
done
ok "ranked" sh -c "grep -c '^ *1\. ' '$dir/out' | grep -qE '^([6-9]|[1-9][0-9])'"
ok "it tells the address" grep -q "127.0.0.1:$port" "$dir/out"
ok "and a sign-in" grep -q "password '" "$dir/out"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
