#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# pages - a programme with 100,000 persons, 1 million sheets in two rounds,
# 1 million attendances at 100 events and wanted levels for every tenth
# person.  Each page as a browser gets it: once from a server that has just
# been started, once by each of 16 other users, then by them again and again.
# Quick: a tenth.
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
# Sixteen people who have never seen the page, each with a key of his own.
printf '%s\n' "ten thousand furrows" >"$dir/password"
tokens=
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
	t user add "user$i" --role PM --password-file "$dir/password" >"$dir/made"
	tokens="$tokens $(t user token "user$i")"
done
cat >"$dir/p95.lua" <<'END'
local keys, at = {}, 0
init = function(args)
	keys = args
end
request = function()
	at = at % #keys + 1
	return wrk.format("GET", nil, { ["Accept"] = "text/html",
	    ["Authorization"] = "Bearer " .. keys[at] })
end
done = function(_, latency)
	io.write(string.format("p95 %.1f\n", latency:percentile(95) / 1000))
end
END
for page in overview gaps evaluate monitor deliver learn sustain; do
	serve "$data"
	address=$at/programme/MEASURED/$page
	first=$(curl -s --fail-with-body -o "$dir/page" -w '%{time_total}' -H 'Accept: text/html' \
	    -H "Authorization: Bearer $token" "$address") || { head -c 600 "$dir/page"; die "no $page"; }
	for key in $tokens; do
		curl -sf -o "$dir/page" -w '%{time_total}\n' -H 'Accept: text/html' \
		    -H "Authorization: Bearer $key" "$address" || die "no $page"
	done >"$dir/others"
	others=$(median <"$dir/others")
	# shellcheck disable=SC2086
	wrk -t1 -c16 -d3s -s "$dir/p95.lua" "$address" -- $tokens >"$dir/wrk"
	rate "$dir/wrk" >"$dir/rate"
	told pages "$page: $first s at first" "of 2 s, $persons persons" \
	    "$(echo "$first" | awk '{ printf "%.2f", $1 / 2 }')" "under 1"
	told pages "$page: $others s for others" "of 2 s, their first, median of 16" \
	    "$(echo "$others" | awk '{ printf "%.2f", $1 / 2 }')" "under 1"
	p95=$(awk '/^p95/ { print $2 }' "$dir/wrk")
	told pages "$page: p95 $p95 ms" "of 50 ms, 16 users" \
	    "$(echo "$p95" | awk '{ printf "%.2f", $1 / 50 }')" "under 1"
	stop "$server"
done
