#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# run.sh [full] [NAME ...] - builds for release and measures; quick unless
# told otherwise, everything unless named.  Ends with 1 if a goal is missed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
full=
if [ "${1:-}" = full ]; then
	full=full
	shift
fi
[ $# -gt 0 ] || set -- json_row post_row import results pages start bytes engines wilcoxon portfolio certificates attend search export iati distinct portfolio_page

tool/install.sh bench
tool/assets.sh dev
if [ ! -f build-release/build.ninja ]; then
	meson setup build-release --buildtype=release -Dbench=true >/dev/null
elif ! grep -q '^build bench/bare:' build-release/build.ninja; then
	meson configure build-release -Dbench=true
fi
ninja -C build-release | tail -n 1
tilth=$PWD/build-release/tilth built=$PWD/build-release/bench
export tilth built full

out=$(mktemp)
trap 'rm -f "$out"' EXIT
missed=0
for name in "$@"; do
	if ! sh "$here/$name.sh" >"$out"; then
		echo "$name: not measured"
		missed=1
	fi
	cat "$out"
	! grep -q MISSED "$out" || missed=1
done
exit $missed
