#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# run.sh - every fuzz target from its seeds, some seconds each; the same
# ones each time. Ends in 'N passed, N failed'. FUZZ_SECONDS=60 digs deeper.
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
	if "$target" -seed=1 -max_len=4096 -rss_limit_mb=1024 -timeout=10 \
	    -max_total_time="${FUZZ_SECONDS:-5}" -artifact_prefix="$work/" \
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
