#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# pages - a programme with 100,000 persons, 1 million sheets in two rounds,
# 1 million attendances at 100 events and wanted levels for every tenth
# person.  Each page as a browser gets it: once from a server that has just
# been started, then by 16 users who ask again and again.  Quick: a tenth.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

persons=10000
[ -z "$full" ] || persons=100000

"$built/programme" "$dir" $persons 0
{ t init && t import "$dir/framework.json" && t import "$dir/programme" &&
    ask <"$here/pages_round.sql" && "$built/sheets" "$data" 10 &&
    ask <"$here/pages.sql" && t user demo; } >"$dir/made"
token=$(t user token mel)
cat >"$dir/p95.lua" <<'END'
done = function(_, latency)
	io.write(string.format("p95 %.1f\n", latency:percentile(95) / 1000))
end
END
for page in overview gaps evaluate monitor deliver learn sustain; do
	serve "$data"
	address=$at/programme/MEASURED/$page
	first=$(curl -sf -o "$dir/page" -w '%{time_total}' -H 'Accept: text/html' \
	    -H "Authorization: Bearer $token" "$address") || die "no $page"
	wrk -t1 -c16 -d3s -s "$dir/p95.lua" -H 'Accept: text/html' \
	    -H "Authorization: Bearer $token" "$address" >"$dir/wrk"
	rate "$dir/wrk" >"$dir/rate"
	told pages "$page: $first s at first" "of 2 s, $persons persons" \
	    "$(echo "$first" | awk '{ printf "%.2f", $1 / 2 }')" "under 1"
	p95=$(awk '/^p95/ { print $2 }' "$dir/wrk")
	told pages "$page: p95 $p95 ms" "of 50 ms, 16 users" \
	    "$(echo "$p95" | awk '{ printf "%.2f", $1 / 50 }')" "under 1"
	stop "$server"
done
