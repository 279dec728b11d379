# SPDX-License-Identifier: AGPL-3.0-or-later
#
# site.sh - sourced by the measurements: a folder that is thrown away, a
# data file in it, servers on free ports of this machine.
#
# Given: $here (this folder), $tilth and $built (the folder with the
# programs of bench/), $full (empty: quick).

dir=$(mktemp -d "${TMPDIR:-/tmp}/tilth-bench.XXXXXX")
data=$dir/site.db
servers=
trap 'for p in $servers; do kill "$p" 2>/dev/null; done; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM

die() {
	echo "$*" >&2
	exit 1
}

t() { "$tilth" --data "$data" --quiet "$@"; }

# A site with one demonstration programme and a user for each role.
make_site() {
	{ t init && t import "$here/../data/demo/a_culture_policy" &&
	    t user demo; } >"$dir/made" 2>&1 || { cat "$dir/made" >&2; die "no data file"; }
}

ask() { sqlite3 "$data" "$@"; }

# The id of the first row that a query finds.
id_of() {
	ask "SELECT lower(hex(id)) FROM $1" |
	    sed -E '1!d; s/(.{8})(.{4})(.{4})(.{4})(.{12})/\1-\2-\3-\4-\5/'
}

# serve FILE [OPTION ...]: sets server (the process) and at (its address).
serve() {
	file=$1
	shift
	"$tilth" --data "$file" serve --listen 127.0.0.1:0 --quiet "$@" \
	    2>"$dir/log" &
	server=$!
	servers="$servers $server"
	at=
	for _ in $(seq 100); do
		at=$(sed -n 's/.*\(http:[^ ]*\) serves .*/\1/p' "$dir/log")
		[ -z "$at" ] || return 0
		sleep 0.05
	done
	cat "$dir/log" >&2
	die "the server does not start"
}

stop() {
	kill "$1" 2>/dev/null
	wait "$1" 2>/dev/null || :
}

# Requests in a second, of the output of wrk; none may have failed.
rate() {
	if grep -q 'Non-2xx\|Socket errors' "$1"; then
		cat "$1" >&2
		die "some requests failed"
	fi
	awk '/^Requests\/sec/ { print $2 }' "$1"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# told NAME FIGURE REFERENCE RATIO GOAL: one line of the report; the goal
# is "at least N" or "under N" of the ratio.
told() {
	verdict=$(echo "$4 $5" | awk '{
		good = $2 == "under" ? $1 < $3 : $1 >= $4
		print good ? "reached" : "MISSED" }')
	printf '%-9s %-28s %-34s %8s   goal: %s, %s\n' "$1" "$2" "$3" "$4" \
	    "$5" "$verdict"
}

# make_people N: so many persons of many names in the register, their names
# in $dir/names; then what is told on the standard input, which may read the
# table "name".  The words they are looked for by are left to be made.
make_people() {
	awk -v n="$1" -f "$here/people.awk" >"$dir/names"
	{
		cat <<END
PRAGMA synchronous = OFF;
PRAGMA journal_mode = OFF;
PRAGMA cache_size = -400000;
CREATE TEMP TABLE name (marked TEXT, plain TEXT);
.mode tabs
.import $dir/names name
INSERT INTO "party" ("id", "revision", "kind", "code", "name", "programme", "sex", "fold")
    SELECT CAST(printf('person%010d', rowid) AS BLOB), 1, 'IND', printf('M%07d', rowid),
    marked, (SELECT "id" FROM "programme" LIMIT 1), iif(rowid % 2, 'F', 'M'),
    printf('m%07d', rowid) || char(10) || plain FROM name;
DELETE FROM "seek"; DELETE FROM "seek_near"; DELETE FROM "seek_word";
END
		cat
	} | ask
}
