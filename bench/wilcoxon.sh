#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# wilcoxon.sh - the exact p of 2,000 pairs, all different or with ties (2 to
# 900 sizes of change): in the middle, far out and one-sided.  Goal: under
# 50 ms each.
set -eu
for levels in 0 2 5 17 100 900; do
	for down in 2 3 40 5000; do
		"$built/wilcoxon" 2000 $down $levels |
		awk -v down=$down -v levels=$levels '{
			printf "wilcoxon, 1 of %d lost, %s: %.1f ms of 50 ms, ratio %.2f%s\n",
			    down, levels ? levels " sizes" : "no ties", $1,
			    $1 / 50, ($1 > 50 ? " MISSED" : "")
		}'
	done
done
