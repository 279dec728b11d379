#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# engines - each engine on n, 10 n and 100 n rows: none grows faster than
# n log n.  A growth of 1 is n log n; what outgrows the caches may take
# some more.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

"$built/engines" >"$dir/all"
while read -r name n one ten hundred growth; do
	told engines "$name: $hundred s of $((n * 100))" "$one s of $n, $ten s of $((n * 10))" \
	    "$growth" "under 3"
done <"$dir/all"
