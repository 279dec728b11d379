#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# run.sh - every fuzz target from its seeds: the same inputs each time, as
# many on a fast machine as on a slow one. Ends in 'N passed, N failed'.
# FUZZ_RUNS=20000000 digs deeper; FUZZ_SEED=7 digs elsewhere.
set -u
cd "$(dirname "$0")/../.."
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for target in build-clang/test/fuzz/fuzz_*; do
	[ -x "$target" ] && [ ! -d "$target" ] || continue
	name=${target##*/fuzz_}
	mkdir -p "$work/$name"
	[ ! -d "test/fuzz/seed/$name" ] || cp test/fuzz/seed/"$name"/* "$work/$name"
	if "$target" -seed="${FUZZ_SEED:-1}" -runs="${FUZZ_RUNS:-50000}" \
	    -reload=0 -max_len=4096 -rss_limit_mb=1024 -timeout=10 \
	    -artifact_prefix="$work/" \
	    "$work/$name" >"$work/log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$name:"
		grep -E 'ERROR|Assert|SUMMARY|runtime error|Base64' "$work/log"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
