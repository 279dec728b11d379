#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# portfolio_page - the portfolio of 1,000 programmes: one whole demonstration
# and copies of its programme with activities, budget, payments, events and
# who came.  While all are counted aside, after a start, the first time of
# another user, after a change to one programme, and again.  Quick: 100.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

many=100
[ -z "$full" ] || many=1000
make_site
columns() { ask "SELECT group_concat('\"' || name || '\"') FROM pragma_table_info('$1')"; }
# The columns of a table with some of them told otherwise: "name=what".
told_as() {
	table=$1 list=$(columns "$1")
	shift
	for one in "$@"; do
		list=$(echo "$list" | sed "s/\"${one%%=*}\"/${one#*=}/")
	done
	echo "$list" | sed "s/^/SELECT /; s/\$/ FROM $table AS t/"
}
{
	echo "BEGIN; CREATE TEMP TABLE of AS SELECT id FROM programme;"
	echo "CREATE TEMP TABLE copy(k INTEGER PRIMARY KEY, id BLOB);"
	echo "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < $many - 1)
	    INSERT INTO copy SELECT k, randomblob(16) FROM n;"
	echo "CREATE TEMP TABLE ids(old BLOB, k INTEGER, new BLOB, PRIMARY KEY(old, k));"
	echo "INSERT INTO programme $(told_as programme id=c.id "code=t.code || '-' || c.k" \
	    "country=substr('KEVNPETZNGBDNPGHUGML', 1 + 2 * (c.k % 10), 2)"), copy AS c WHERE t.id IN (SELECT id FROM of);"
	for table in activity event; do
		echo "INSERT INTO ids SELECT t.id, c.k, randomblob(16) FROM $table AS t, copy AS c;"
	done
	echo "INSERT INTO activity $(told_as activity id=i.new programme=c.id), copy AS c, ids AS i
	    WHERE t.programme IN (SELECT id FROM of) AND i.old = t.id AND i.k = c.k;"
	echo "INSERT INTO event $(told_as event id=i.new programme=c.id activity=j.new), copy AS c, ids AS i, ids AS j
	    WHERE t.programme IN (SELECT id FROM of) AND i.old = t.id AND i.k = c.k AND j.old = t.activity AND j.k = c.k;"
	echo "INSERT INTO enrolment $(told_as enrolment 'id=randomblob(16)' event=i.new), ids AS i WHERE i.old = t.event;"
	for table in budget_line '"transaction"'; do
		bare=$(echo "$table" | tr -d '"')
		echo "INSERT INTO $table $(columns "$bare" | sed 's/"id"/randomblob(16)/; s/"programme"/c.id/; s/"activity"/i.new/; s/"reverses"/NULL/;
		    s/^/SELECT /') FROM $table AS t, copy AS c, ids AS i WHERE t.programme IN (SELECT id FROM of)
		    AND i.old = t.activity AND i.k = c.k;"
	done
	echo "COMMIT;"
} >"$dir/copies.sql"
ask <"$dir/copies.sql" >"$dir/made" 2>&1 || { head -c 2000 "$dir/made"; die "no copies"; }
token=$(t user token pm)
other=$(t user token mel)
serve "$data"
page() {	# page TOKEN ADDRESS: seconds
	curl -s --fail-with-body -o "$dir/page" -w '%{time_total}' -H 'Accept: text/html' \
	    -H "Authorization: Bearer $1" "$at$2" || { head -c 600 "$dir/page"; die "no $2"; }
}
# Until nothing is counted aside any more: prints how long that took.
counted() {
	began=$(date +%s%N)
	while page "$token" /portfolio >/dev/null && grep -q 'id="waiting"' "$dir/page"; do
		sleep 0.3
	done
	echo "$began $(date +%s%N)" | awk '{ printf "%.1f", ($2 - $1) / 1e9 }'
}
fresh=$(page "$token" /portfolio)
aside=$(counted)
stop "$server"
serve "$data"
first=$(page "$token" /portfolio)
! grep -q 'id="waiting"' "$dir/page" || die "a start counts anew"
second=$(page "$other" /portfolio)
filtered=$(page "$token" '/portfolio?country=KE&modality=TRN&from=2024')
change() {	# change ENTITY FIELD: the first row of it
	row=$(id_of "$1 LIMIT 1")
	curl -sf -o "$dir/change" -H "Authorization: Bearer $token" "$at/$1/$row"
	curl -sf -o "$dir/change" -X PUT -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
	    -d "{\"$2\":\"Measured\",\"revision\":$(sed -n 's/.*"revision": *\([0-9]*\).*/\1/p' "$dir/change" | head -n 1)}" \
	    "$at/$1/$row" || die "no change"
}
change budget_line description
changed=$(page "$token" /portfolio)
change event venue
event=$(page "$token" /portfolio)
again=$(page "$token" /portfolio)
stop "$server"
for one in "while all are counted aside:$fresh" "after a start:$first" "another user:$second" "a filter:$filtered" \
    "after a change:$changed" "after a change to an event:$event" "again:$again"; do
	told portfolio "${one%%:*}: ${one#*:} s" "of 0.1 s, $many programmes" \
	    "$(echo "${one#*:}" | awk '{ printf "%.2f", $1 / 0.1 }')" "under 1"
done
echo "portfolio counted aside the first time of all: $aside s"
