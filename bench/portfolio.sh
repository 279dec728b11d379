#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# portfolio.sh - the choice among 200 activities under 3 budgets: best,
# runner-up and the way of the greedy. Goals: proven under 2 s where benefits
# are free, under 10 s where they follow cost, or else the gap that is left.
set -eu
seeds="1 2 3"
[ -z "$full" ] || seeds="1 2 3 4 5 6 7 8"
for kind in free bound; do
	goal=2
	[ $kind = free ] || goal=10
	for seed in $seeds; do
		"$built/portfolio" $kind "$seed" "${goal}000" |
		awk -v kind=$kind -v seed="$seed" -v goal=$goal '{
			gap = $4 > 0 ? 100 * ($4 - $3) / $4 : 100
			says = $1 == "proven" ? "" : sprintf(" gap %.3f%%", gap)
			if ($1 != "proven" && kind == "free" || $2 > goal + 0.5)
				says = says " MISSED"
			printf "portfolio %s %d: %s %.2f s%s\n", kind, seed, $1, $2, says
		}'
	done
done
