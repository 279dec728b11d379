#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# results - the results of a round over a million packed sheets of 40
# items: 10 raters on each of 100,000 persons, who did not come in order.
# A process that has just been started computes scores of all items and
# dimensions and agreement; then it is asked again.  Quick: a tenth of it,
# and a tenth of the time allowed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

persons=10000 goal=0.1
[ -z "$full" ] || persons=100000 goal=1

"$built/programme" "$dir" $persons 0
t init >"$dir/made"
t import "$dir/framework.json" >"$dir/made"
t import "$dir/programme" >"$dir/made"
"$built/sheets" "$data" 10
for _ in 1 2 3 4 5; do
	"$built/results" "$data" >>"$dir/all"
done
# The best of five: the file is in memory, and whoever disturbs is not us.
best=$(sort -k3n "$dir/all" | head -n 1)
echo "$best" | {
	read -r sheets subjects seconds again memory
	told results "$seconds s" "of $goal s, $sheets sheets" \
	    "$(echo "$seconds $goal" | awk '{ printf "%.2f", $1 / $2 }')" "under 1"
	told results "$again s asked again" "of $seconds s, $memory MiB" \
	    "$(echo "$again $seconds" | awk '{ printf "%.4f", $1 / $2 }')" "under 0.01"
}
