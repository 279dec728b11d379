#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# search - one million people (quick: a tenth), looked for by 64 users: as
# written, without marks, with one letter wrong; each asks about once a
# second, as who types does.  Then without a pause, for what the machine
# gives.  Beside it one person asked for by id.  And the lifetime page of
# somebody with 500 records.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

people=100000
[ -z "$full" ] || people=1000000
make_site
make_people $people <<END
INSERT INTO "event" ("id", "revision", "programme", "code", "type", "title", "start", "end",
    "hours_theory", "hours_practice", "state")
    SELECT CAST(printf('event%011d', rowid) AS BLOB), 1, (SELECT "id" FROM "programme" LIMIT 1),
    printf('MV%03d', rowid), 'CLASS', printf('Event %d', rowid),
    date('2020-01-01', printf('+%d days', rowid * 4)), date('2020-01-01',
    printf('+%d days', rowid * 4 + 1)), 6, 6, 'closed' FROM name WHERE rowid <= 500;
INSERT INTO "enrolment" ("id", "revision", "event", "person", "hours_attended", "attendance_share")
    SELECT CAST(printf('place%011d', rowid) AS BLOB), 1, CAST(printf('event%011d', rowid) AS BLOB),
    CAST(printf('person%010d', 1) AS BLOB), 12, 1.0 FROM name WHERE rowid <= 500;
END
began=$(date +%s)
t migrate
echo "search    words of $people people kept in $(($(date +%s) - began)) s, $(ask 'SELECT count(*) FROM seek_word') different ones"
token=$(t user token mel)

# One address a line: 2,000 people spread over all, in each of three ways.
awk -F '\t' -v n=$people -v dir="$dir" '
function hex(s,   i, out) { out = ""; for (i = 1; i <= length(s); i++) out = out (substr(s, i, 1) ~ /[A-Za-z0-9]/ ? substr(s, i, 1) : sprintf("%%%02X", ord[substr(s, i, 1)])); return out }
BEGIN { for (i = 0; i < 256; i++) ord[sprintf("%c", i)] = i }
NR % int(n / 2000) == 0 {
	print "/search.json?kind=person&q=" hex($1) >(dir "/marked")
	print "/search.json?kind=person&q=" hex($2) >(dir "/plain")
	k = split($2, w, " "); x = w[k]; c = length(x) > 3 ? 3 : 1
	# A letter of Arabic is two bytes.
	w[k] = x ~ /^[a-z]*$/ ? substr(x, 1, c - 1) substr(x, c + 1) : substr(x, 3)
	s = ""; for (i = 1; i <= k; i++) s = s (i > 1 ? " " : "") w[i]
	print "/search.json?kind=person&q=" hex(s) >(dir "/wrong")
}' "$dir/names"
cat >"$dir/ask.lua" <<'END'
local all, at, key, pause = {}, 0, nil, 0
init = function(args)
	key, pause = args[2], tonumber(args[3])
	for line in io.lines(args[1]) do all[#all + 1] = line end
end
request = function()
	at = at % #all + 1
	return wrk.format("GET", all[at], { ["Authorization"] = "Bearer " .. key })
end
delay = function()
	return pause == 0 and 0 or math.random(math.floor(pause / 2), math.floor(pause * 3 / 2))
end
done = function(_, latency)
	io.write(string.format("p95 %.2f\n", latency:percentile(95) / 1000))
end
END
serve "$data"
p95_of() { wrk -t1 -c64 -d"$3"s -s "$dir/ask.lua" "$at" -- "$1" "$token" "$2" >"$dir/wrk"; rate "$dir/wrk" >"$dir/rate"; awk '/^p95/ { print $2 }' "$dir/wrk"; }
id=$(id_of "party WHERE code = 'M0000001'")
echo "/person/$id.json" >"$dir/one"
exact=$(p95_of "$dir/one" 1000 5)
bare=$(p95_of "$dir/one" 0 3); bare_rate=$(cat "$dir/rate")
told search "one person by id: p95 $exact ms" "64 users, $bare_rate a second at most" "$(echo "$exact" | awk '{ printf "%.2f", $1 / 20 }')" "under 1"
for how in marked plain wrong; do
	p95=$(p95_of "$dir/$how" 1000 10)
	told search "$how: p95 $p95 ms" "of 20 ms, 64 users, $people people" "$(echo "$p95" | awk '{ printf "%.2f", $1 / 20 }')" "under 1"
	p95=$(p95_of "$dir/$how" 0 3)
	echo "search    $how without a pause: $(cat "$dir/rate") a second, p95 $p95 ms; by id $bare_rate a second, p95 $bare ms"
done
for _ in 1 2 3 4 5 6 7 8 9 10 11; do
	curl -sf -o "$dir/page" -w '%{time_total}\n' -H 'Accept: text/html' -H "Authorization: Bearer $token" "$at/person/$id"
done | median >"$dir/life"
ms=$(awk '{ printf "%.1f", $1 * 1000 }' "$dir/life")
told search "500 records of one: $ms ms" "of 20 ms, the page of a person" "$(echo "$ms" | awk '{ printf "%.2f", $1 / 20 }')" "under 1"
stop "$server"
