#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# wilcoxon.sh - the exact p of 2,000 pairs without ties: in the middle, far
# out and one-sided.  Goal: under 50 ms each.
set -eu
for down in 2 3 40 5000; do
	"$built/wilcoxon" 2000 $down | awk -v down=$down '{
		printf "wilcoxon, 1 of %d lost: %.1f ms of 50 ms, ratio %.2f%s\n",
		    down, $1, $1 / 50, ($1 > 50 ? " MISSED" : "")
	}'
done
