#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# post_row - durable rows: values of an indicator sent as JSON over 256
# connections, each checked, written with its line of history, and answered
# when it is on the disk.  Against the same server with one commit for each
# request.  Each turn begins with the same data file; the two take turns.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

rounds=3 seconds=2
[ -z "$full" ] || rounds=7

make_site
TOKEN=$(t user token mel)
INDICATOR=$(id_of indicator)
export TOKEN INDICATOR
ask "PRAGMA wal_checkpoint(TRUNCATE)" >"$dir/made"

# load BATCH: rows in a second
load() {
	cp "$data" "$dir/turn.db"
	serve "$dir/turn.db" --batch "$1"
	wrk -t1 -c256 -d"${seconds}s" -s "$here/post_row.lua" "$at" \
	    >"$dir/wrk" || die "wrk failed"
	stop "$server"
	rm -f "$dir"/turn.db*
	rate "$dir/wrk"
}

for _ in $(seq $rounds); do
	alone=$(load 1)
	together=$(load 256)
	echo "$together $alone" >>"$dir/all"
done
told post_row \
    "$(awk '{ print $1 }' "$dir/all" | median | cut -d. -f1) rows/s" \
    "of $(awk '{ print $2 }' "$dir/all" | median | cut -d. -f1) with a commit for each" \
    "$(awk '{ printf "%.1f\n", $1 / $2 }' "$dir/all" | median)" "at least 10"
