#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# json_row - a JSON row by its id, as programs ask for it: an activity of a
# programme, with the bearer token of somebody who evaluates programmes, so
# that token, roles and the way home are looked at each time.  Against
# bare.c, which reads the same row of the same file and looks at nothing.
# 64 connections; both servers run all the while and take turns.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

rounds=3 seconds=2
[ -z "$full" ] || rounds=9

make_site
token=$(t user token mel)
row=activity/$(id_of activity).json
serve "$data"
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1",
    () => { console.log(s.address().port); s.close(); })')
"$built/bare" "$data" activity "$port" "$(nproc)" &
servers="$servers $!"
sleep 0.2

# load ADDRESS: requests in a second
load() {
	wrk -t1 -c64 -d"${seconds}s" -H "Authorization: Bearer $token" \
	    "$1/$row" >"$dir/wrk" || die "wrk failed"
	rate "$dir/wrk"
}

[ "$(curl -s -o "$dir/row" -w '%{http_code}' -H "Authorization: Bearer $token" \
    "$at/$row")" = 200 ] || die "the row is not given: $(cat "$dir/row")"
for _ in $(seq $rounds); do
	bare=$(load "http://127.0.0.1:$port")
	ours=$(load "$at")
	echo "$ours $bare" >>"$dir/all"
done
told json_row \
    "$(awk '{ print $1 }' "$dir/all" | median | cut -d. -f1) requests/s" \
    "of $(awk '{ print $2 }' "$dir/all" | median | cut -d. -f1) of the bare server" \
    "$(awk '{ printf "%.2f\n", $1 / $2 }' "$dir/all" | median)" "at least 0.5"
