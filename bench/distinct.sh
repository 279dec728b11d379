#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# distinct - persons counted once over 10 million attendances, by any filter.
# Quick: 1 million.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

millions=1
[ -z "$full" ] || millions=10
"$built/distinct" $millions >"$dir/told"
grep -v '^made' "$dir/told" | while read -r name ms persons; do
	told distinct "$name: $ms ms, $persons persons" "of 500 ms, $millions million attendances" \
	    "$(echo "$ms" | awk '{ printf "%.3f", $1 / 500 }')" "under 1"
done
